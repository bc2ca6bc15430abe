import PulseClient
import PulseModel

extension ServiceCall {
    /// The calls that hear and speak.
    static let soundCalls: [ServiceCall] = [
        ServiceCall(
            name: "speech-to-text",
            summary: "Write down what is said in a recording: mp3, mp4, mpeg, mpga, m4a, wav, webm or amr.",
            access: .app,
            fields: [.user],
            file: .upload
        ) { call async throws(CallProblem) in
            let recording = try call.upload()
            call.warn(ofSize: recording)
            let client = try await call.assistant()
            try await call.print { () async throws(ServiceFailure) in
                try await client.speechToText(recording) { call.output.show($0) }
            }
        },
        ServiceCall(
            name: "text-to-audio",
            summary: "Read an answer or a text aloud, into the file that --out names.",
            access: .app,
            fields: speechFields,
            downloads: true
        ) { call async throws(CallProblem) in try await call.speak(.v1) },
        ServiceCall(
            name: "text-to-audio-v2",
            summary: "The same by the newer call, whose fields are documented nowhere.",
            access: .app,
            fields: speechFields,
            downloads: true,
            caution:
                "PulseAI calls it \"Developing\" and documents its path alone; it is sent what text-to-audio is sent"
        ) { call async throws(CallProblem) in
            guard call.account.speechVersion == .v2 else {
                throw .configuration(
                    "text-to-audio-v2 is switched off, since what it takes is documented nowhere; "
                        + "speech = \"v2\" in the account of \"\(call.account.account.id.rawValue)\" switches it on"
                )
            }
            try await call.speak(.v2)
        },
    ]

    private static let speechFields: [CallField] = [
        .optional("message_id", note: "the answer to read; this or text"),
        .optionalText("text", note: "the text to read"),
        .optional("voice", usual: "the app's"), .user,
    ]
}

extension CallContext {
    /// Says that a file may be too large, where servers differ.
    func warn(ofSize file: UploadFile) {
        guard file.size > KnowledgeClient.typicalUploadLimit else { return }
        output.say("\(file.name) is larger than 15 MB, which most servers refuse; it is sent all the same")
    }

    /// Reads aloud into the file that `--out` names.
    fileprivate func speak(_ version: SpeechVersion) async throws(CallProblem) {
        guard let out else { throw .usage("--out is missing: the file for the sound") }
        let text: SpeechText
        switch (values.text("message_id"), values.text("text")) {
        case (let id?, nil): text = .message(id: id)
        case (nil, let words?): text = .text(words)
        default: throw .usage("text-to-audio takes message_id or text, and one of them only")
        }
        let client = try await assistant()
        let voice = values.text("voice")
        let output = output
        let reply = try await reply { () async throws(ServiceFailure) in
            try await client.textToAudio(text, voice: voice, version: version, toFile: out) { output.show($0) }
        }
        output.write(
            .object([
                "file": .string(out), "bytes": .integer(reply.value.bytes),
                "media_type": .string(reply.value.mediaType),
            ])
        )
    }
}
