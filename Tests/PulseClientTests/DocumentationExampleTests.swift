import PulseClient
import PulseModel
import TestPacing
import Testing

/// The examples of the clients' documentation, as another program would write them: without `@testable`.
@Suite("Documentation examples", .paced)
struct DocumentationExampleTests {
    @Test("the support example runs")
    func support() async throws {
        let server = try RawServer.answering(
            RawReplyText.json(#"{"success":true,"data":[{"id":"c","visitorName":"Jane","lastMessage":"Hi"}]}"#)
        )
        defer { server.stop() }
        let secret = "pls_secret_x"
        var printed: [String] = []

        let runtime = ClientRuntime()
        let account = Account(
            id: .init(rawValue: "desk"),
            service: .support,
            baseURL: "http://127.0.0.1:\(server.port)/api/v1"
        )
        let desk = try SupportClient(account: account, key: APIKey(secret), runtime: runtime)
        for row in try await desk.conversations(status: .open).value.rows {
            printed.append((row.visitorName ?? "a visitor") + ": " + (row.lastMessage ?? ""))
        }

        #expect(printed == ["Jane: Hi"])
    }

    @Test("the assistant example runs")
    func assistant() async throws {
        let frame = RawReplyText.frame(#"{"event":"message","message_id":"m","answer":"Hello"}"#)
        let end = RawReplyText.frame(#"{"event":"message_end","message_id":"m"}"#)
        let server = try RawServer.answering(RawReplyText.streamHead + frame + end)
        defer { server.stop() }
        let secret = "app-x"

        let runtime = ClientRuntime()
        let account = Account(
            id: .init(rawValue: "product"),
            service: .assistant,
            baseURL: "http://127.0.0.1:\(server.port)/v1",
            user: "support-desk"
        )
        let assistant = try AssistantClient(account: account, key: APIKey(secret), runtime: runtime)
        var answer = AnswerAssembler()
        do throws(ServiceFailure) {
            for try await event in try await assistant.stream(query: "iphone 13 pro") { answer.receive(event) }
            answer.streamEnded()
        } catch {
            answer.streamEnded(by: error)
        }

        #expect(answer.text == "Hello")
        #expect(answer.end == .finished)
    }
}
