import Foundation

extension World {
    /// Turns speech into text: what a test said comes next, else a question that fits the name of the file.
    func transcribe(_ call: Call, _ app: AssistantRecord) async throws -> Reply {
        guard let file = call.form.file("file") else { throw AssistantError.noFilePart }
        guard app.transcribes else { throw AssistantError.wrong("Speech to text is not enabled") }
        let kinds = ["mp3", "mp4", "mpeg", "mpga", "m4a", "wav", "webm", "amr"]
        guard let type = file.contentType, kinds.contains(where: { type == "audio/" + $0 }) else {
            throw AssistantError.business(415, "unsupported_audio_type", "Audio type not allowed.")
        }
        let limit = UploadLimits(options).speech
        guard !UploadLimits.isExceeded(limit, by: file.size) else {
            throw AssistantError.business(413, "audio_too_large", "Audio size larger than \(limit) mb")
        }
        try await Task.sleep(for: paced(0.8))
        let text = nextTranscripts.isEmpty ? World.transcript(of: file.name) : nextTranscripts.removeFirst()
        return ok(["text": shown(text)])
    }

    private static func transcript(of fileName: String) -> String {
        let name = fileName.lowercased()
        let topics = CannedAnswers.topics
        let named = topics.first { $0.words.contains(where: name.contains) }
        return (named ?? topics[Int(SeededGenerator.seed(of: name) % UInt64(topics.count))]).question
    }

    /// Reads a text or an answer aloud: a tone as long as saying it takes.
    func readAloud(_ call: Call, _ app: AssistantRecord) async throws -> Reply {
        let body = try jsonBody(call)
        let text: String
        if let id = body["message_id"]?.text, !id.isEmpty {
            // What is unknown, or has no answer yet, is no error to the service.
            guard let answer = exchange(id.lowercased(), of: user(in: body) ?? "DEFAULT-USER", app)?.answer,
                !answer.isEmpty
            else { return ok(.null) }
            text = answer
        } else if let given = body["text"]?.text {
            text = given
        } else {
            throw AssistantError.wrong("Text is required")
        }
        guard app.speaks || app.readsAloud else { throw AssistantError.wrong("TTS is not enabled") }
        try await Task.sleep(for: paced(0.6))
        let sound = WaveSound.spoken(text)
        let pieces = stride(from: 0, to: sound.count, by: 4096).map {
            sound.subdata(in: $0..<min(sound.count, $0 + 4096))
        }
        return Reply(status: 200, body: .audio(pieces))
    }
}
