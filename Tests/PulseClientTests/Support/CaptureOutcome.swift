import PulseModel

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
    /// Of a resource that has no call.
    case json(JSONValue)
    case failed(ServiceFailure)

    var failure: ServiceFailure? {
        if case .failed(let failure) = self { failure } else { nil }
    }

    init(of capture: Capture, from client: AssistantClient) async {
        do throws(ServiceFailure) {
            self = try await Self.call(capture, client)
        } catch {
            self = .failed(error)
        }
    }

    private static func call(
        _ capture: Capture,
        _ client: AssistantClient
    ) async throws(ServiceFailure) -> CaptureOutcome {
        let segments = capture.path.split(separator: "/").map(String.init)
        switch (capture.method, segments.first ?? "", segments.count) {
        case ("GET", "info", 1): return .information(try await client.info())
        case ("GET", "parameters", 1): return .parameters(try await client.parameters())
        case ("GET", "meta", 1): return .icons(try await client.meta())
        case ("GET", "messages", 1): return .exchanges(try await client.messages(conversationID: "c"))
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
        case ("DELETE", "datasets", 2):
            return .accepted(
                try await client.caller.accept(ServiceRequest(method: .delete, path: segments, patience: .other))
            )
        default:
            let request = ServiceRequest(
                method: capture.method == "GET" ? .get : .post,
                path: segments,
                body: capture.method == "GET" ? nil : .object([:]),
                patience: .other
            )
            return .json(try await client.caller.json(request).json)
        }
    }
}
