import PulseModel
import Synchronization

@testable import PulseClient

/// What the call gave that a recording's request stands for.
enum CaptureOutcome {
    case exchanges(Reply<Listing<ExchangeRecord>>)
    case conversations(Reply<Listing<AssistantConversation>>)
    case conversation(Reply<AssistantConversation>)
    case answer(Reply<BlockingAnswer>)
    case stream(AnswerStream)
    case information(Reply<AppInformation>)
    case parameters(Reply<AppParameters>)
    case icons(Reply<[String: ToolIcon]>)
    case accepted(Reply<Accepted>)
    case file(Reply<UploadedFile>)
    case questions(Reply<[String]>)
    case transcript(Reply<String>)
    case sound(Reply<SpeechSound>, [UInt8])
    case knowledgeBase(Reply<KnowledgeBase>)
    case knowledgeBases(Reply<Listing<KnowledgeBase>>)
    case document(Reply<SubmittedDocument>)
    case documents(Reply<Listing<KnowledgeDocument>>)
    case progress(Reply<[IndexingProgress]>)
    case chunks(Reply<Listing<Chunk>>)
    case chunk(Reply<Chunk>)
    case retrieved(Reply<Listing<RetrievedChunk>>)
    case failed(ServiceFailure)

    var failure: ServiceFailure? {
        if case .failed(let failure) = self { failure } else { nil }
    }

    /// All that the server said, as the reply keeps it; nil where there is none.
    var json: JSONValue? {
        switch self {
        case .exchanges(let reply): reply.json
        case .conversations(let reply): reply.json
        case .conversation(let reply): reply.json
        case .answer(let reply): reply.json
        case .information(let reply): reply.json
        case .parameters(let reply): reply.json
        case .icons(let reply): reply.json
        case .accepted(let reply): reply.json
        case .file(let reply): reply.json
        case .questions(let reply): reply.json
        case .transcript(let reply): reply.json
        case .knowledgeBase(let reply): reply.json
        case .knowledgeBases(let reply): reply.json
        case .document(let reply): reply.json
        case .documents(let reply): reply.json
        case .progress(let reply): reply.json
        case .chunks(let reply): reply.json
        case .chunk(let reply): reply.json
        case .retrieved(let reply): reply.json
        case .stream, .sound, .failed: nil
        }
    }

    init(of capture: Capture, from assistant: AssistantClient, _ knowledge: KnowledgeClient) async {
        do throws(ServiceFailure) {
            let segments = capture.path.split(separator: "/").map(String.init)
            if segments.first == "datasets" {
                self = try await Self.call(capture, segments, knowledge)
            } else {
                self = try await Self.call(capture, segments, assistant)
            }
        } catch {
            self = .failed(error)
        }
    }

    private static func call(
        _ capture: Capture,
        _ segments: [String],
        _ client: AssistantClient
    ) async throws(ServiceFailure) -> CaptureOutcome {
        switch (capture.method, segments.first ?? "", segments.count) {
        case ("GET", "parameters", 1): return .parameters(try await client.parameters())
        case ("GET", "meta", 1): return .icons(try await client.meta())
        case ("GET", "messages", 1): return .exchanges(try await client.messages(conversationID: "c"))
        case ("GET", "messages", 3): return .questions(try await client.suggestedQuestions(after: segments[1]))
        case ("POST", "messages", 3):
            let isLike = capture.request.contains("like")
            return .accepted(try await client.rate(messageID: segments[1], isLike ? .like : nil))
        case ("GET", "conversations", 1): return .conversations(try await client.conversations())
        case ("DELETE", "conversations", 2): return .accepted(try await client.delete(conversationID: segments[1]))
        case ("POST", "conversations", 3):
            return .conversation(
                capture.request.contains("auto_generate")
                    ? try await client.renameAutomatically(conversationID: segments[1])
                    : try await client.rename(conversationID: segments[1], name: "A new name")
            )
        case ("POST", "chat-messages", 3): return .accepted(try await client.stop(taskID: segments[1]))
        case ("POST", "chat-messages", 1):
            return capture.request.contains("streaming")
                ? .stream(try await client.stream(query: "q")) : .answer(try await client.ask(query: "q"))
        case ("POST", "files", 2): return .file(try await client.upload(UploadFile(bytes: [1, 2], name: "p.png")))
        case ("POST", "audio-to-text", 1):
            return .transcript(try await client.speechToText(UploadFile(bytes: [1, 2], name: "s.wav")))
        case ("POST", "text-to-audio", 1):
            let received = Received()
            let reply = try await client.textToAudio(.text("say this")) { bytes, _ in received.append(bytes) }
            return .sound(reply, received.bytes)
        // The path that leads nowhere is asked for as the app is.
        default: return .information(try await client.info())
        }
    }

    private static func call(
        _ capture: Capture,
        _ segments: [String],
        _ client: KnowledgeClient
    ) async throws(ServiceFailure) -> CaptureOutcome {
        let base = segments.count > 1 ? segments[1] : ""
        let document = segments.count > 3 ? segments[3] : ""
        switch (capture.method, segments.count, segments.last?.replacing("_", with: "-") ?? "") {
        case ("GET", 1, _): return .knowledgeBases(try await client.knowledgeBases())
        case ("POST", 1, _): return .knowledgeBase(try await client.createKnowledgeBase(named: "cap"))
        case ("DELETE", 2, _): return .accepted(try await client.deleteKnowledgeBase(base))
        case ("POST", _, "create-by-text"):
            return .document(try await client.createDocument(in: base, name: "hello.txt", text: "Alpha"))
        case ("POST", _, "create-by-file"):
            return .document(try await client.createDocument(in: base, from: UploadFile(bytes: [65], name: "t.txt")))
        case ("POST", _, "update-by-text"):
            return .document(try await client.updateDocument(document, in: base, name: "hello2.txt", text: "Omega"))
        case ("POST", _, "update-by-file"):
            let file = UploadFile(bytes: [65], name: "t.txt")
            return .document(try await client.updateDocument(document, in: base, from: file))
        case ("GET", _, "indexing-status"):
            return .progress(try await client.indexingProgress(of: document, in: base))
        case ("GET", 3, _): return .documents(try await client.documents(in: base))
        case ("DELETE", 4, _): return .accepted(try await client.deleteDocument(document, in: base))
        case ("GET", 5, _): return .chunks(try await client.chunks(of: document, in: base))
        case ("POST", 5, _):
            return .chunks(try await client.addChunks([ChunkText(content: "A chunk")], to: document, in: base))
        case ("POST", 6, _):
            let text = ChunkText(content: "Zebras")
            return .chunk(try await client.updateChunk(segments[5], of: document, in: base, to: text))
        case ("DELETE", 6, _):
            return .accepted(try await client.deleteChunk(segments[5], of: document, in: base))
        default: return .retrieved(try await client.retrieve("zebra fox", from: base))
        }
    }

    /// Bytes that a download handed on.
    private final class Received: Sendable {
        private let content = Mutex<[UInt8]>([])
        var bytes: [UInt8] { content.withLock { $0 } }
        func append(_ bytes: [UInt8]) { content.withLock { $0 += bytes } }
    }
}
