public import PulseModel

/// What is to be read aloud.
public enum SpeechText: Hashable, Sendable {
    /// The answer of an exchange, by its id.
    case message(id: String)
    /// Any text.
    case text(String)
}

/// Which of the service's two calls reads aloud.
public enum SpeechVersion: Hashable, Sendable {
    /// The documented one.
    case v1
    /// `text-to-audio/20250114`: PulseAI names its path and calls it "Developing"; what it takes is nowhere said, so it is
    /// sent what the first one takes.
    case v2
}

/// Sound that was received.
public struct SpeechSound: Hashable, Sendable {
    /// As the service says, which may be wrong: the real server says `audio/mpeg` of WAV.
    public var mediaType: String
    /// In bytes.
    public var bytes: Int64

    /// Sound of a type and a length.
    public init(mediaType: String, bytes: Int64) {
        self.mediaType = mediaType
        self.bytes = bytes
    }
}

extension AssistantClient {
    /// Writes down what is said in a recording.
    ///
    /// Source: PulseAI-OpenAPI, "Speech to Text"; langgenius/dify, `api/controllers/service_api/app/audio.py`,
    /// `api/services/audio_service.py`.
    ///
    /// - Parameters:
    ///   - recording: mp3, mp4, mpeg, mpga, m4a, wav, webm or amr, by the name's extension; more than 15 MB may be refused.
    ///   - progress: told how much has left.
    /// - Returns: the text.
    /// - Throws: why there is none; `invalidRequest` where nothing left.
    public func speechToText(
        _ recording: UploadFile,
        progress: TransferProgress.Handler? = nil
    ) async throws(ServiceFailure) -> Reply<String> {
        guard let type = MediaType.ofSpeech(named: recording.name) else {
            throw .invalidRequest(.fileType(name: recording.name, accepted: MediaType.speechExtensions))
        }
        var recording = recording
        recording.mediaType = type
        return try await caller.reply(
            to: ServiceRequest(
                method: .post,
                path: ["audio-to-text"],
                body: .form(MultipartForm(fields: [("user", user)], file: recording)),
                patience: .model,
                progress: progress
            ),
            wanted: "text"
        ) { $0["text"].text }
    }

    /// Reads something aloud: the sound is handed on as it comes, for a player or a file.
    ///
    /// Source: PulseAI-OpenAPI, "Text to Audio", "Text to Audio V2"; langgenius/dify,
    /// `api/controllers/service_api/app/audio.py`.
    ///
    /// - Parameters:
    ///   - text: what to read.
    ///   - voice: one of the service's own names; the app's where nil.
    ///   - version: which call reads.
    ///   - receive: handed the bytes in order; the service is not read while it runs, and what it throws ends the call.
    /// - Returns: what came.
    /// - Throws: why there is no sound; `notFound` also where the service has none, since the exchange is not known or its
    ///   answer is empty.
    @discardableResult
    public func textToAudio(
        _ text: SpeechText,
        voice: String? = nil,
        version: SpeechVersion = .v1,
        into receive: @escaping @Sendable ([UInt8], TransferProgress) async throws -> Void
    ) async throws(ServiceFailure) -> Reply<SpeechSound> {
        var body: [String: JSONValue] = ["user": .string(user)]
        switch text {
        case .message(let id): body["message_id"] = .string(id)
        case .text(let words): body["text"] = .string(words)
        }
        if let voice, !voice.isEmpty { body["voice"] = .string(voice) }
        let reply = try await caller.download(
            ServiceRequest(
                method: .post,
                path: version == .v1 ? ["text-to-audio"] : ["text-to-audio", "20250114"],
                body: .json(.object(body)),
                patience: .model,
                downloads: true
            ),
            into: receive
        )
        switch reply {
        case .received(let head, 0): throw head.malformed("no sound")
        case .received(let head, let bytes):
            return Reply(value: SpeechSound(mediaType: head.mediaType, bytes: bytes), serverDate: head.date)
        case .whole(let raw):
            // The real server says 200 and `null` of an exchange that it does not know.
            if try caller.json(of: raw).isNull { throw .notFound(ServerWords()) }
            throw raw.malformed("no sound")
        }
    }

    /// Reads something aloud into a file, which is there only when all of the sound is.
    ///
    /// - Parameters:
    ///   - text: what to read.
    ///   - voice: one of the service's own names; the app's where nil.
    ///   - version: which call reads.
    ///   - path: the file; what was there before is replaced.
    ///   - progress: told how much has come.
    /// - Returns: what came.
    /// - Throws: why there is no sound; `invalidRequest(.unwritableFile)` where it cannot be kept.
    @discardableResult
    public func textToAudio(
        _ text: SpeechText,
        voice: String? = nil,
        version: SpeechVersion = .v1,
        toFile path: String,
        progress: TransferProgress.Handler? = nil
    ) async throws(ServiceFailure) -> Reply<SpeechSound> {
        let file = try FileWriter(path: path)
        let reply: Reply<SpeechSound>
        do throws(ServiceFailure) {
            reply = try await textToAudio(text, voice: voice, version: version) { bytes, step in
                try await file.write(bytes)
                progress?(step)
            }
        } catch {
            file.discard()
            throw error
        }
        try file.keep()
        return reply
    }
}
