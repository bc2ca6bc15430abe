import Foundation
import PulseModel
import TestPacing
import Testing

@testable import PulseClient

/// What leaves this machine, as a server sees it.
@Suite("Requests", .paced)
struct RequestTests {
    /// The one request that a call makes, as its head's lines and its decoded body.
    private func sent(
        by call: (ClientRuntime, UInt16) async throws -> Void
    ) async throws -> (line: String, head: String, body: JSONValue?) {
        let server = try RawServer.answering(RawReplyText.json("{}"))
        defer { server.stop() }
        try await withRuntime { runtime in
            do {
                try await call(runtime, server.port)
            } catch is ServiceFailure {
                // The empty answer does not matter here.
            }
        }
        let request = try #require(server.requests.first)
        let parts = request.components(separatedBy: "\r\n\r\n")
        let body = parts[1].isEmpty ? nil : try JSONDecoder().decode(JSONValue.self, from: Data(parts[1].utf8))
        return (request.components(separatedBy: "\r\n")[0], parts[0], body)
    }

    private func support(_ call: (SupportClient) async throws -> Void) async throws -> (
        line: String, head: String, body: JSONValue?
    ) {
        try await sent { runtime, port in try await call(Desk.support(port: port, runtime: runtime, name: "Support")) }
    }

    private func assistant(_ call: (AssistantClient) async throws -> Void) async throws -> (
        line: String, head: String, body: JSONValue?
    ) {
        try await sent { runtime, port in try await call(Desk.assistant(port: port, runtime: runtime)) }
    }

    @Test("every request carries the key, and asks for JSON")
    func headers() async throws {
        let head = try await support { _ = try await $0.authCheck() }.head
        #expect(head.hasPrefix("GET /api/v1/auth-check HTTP/1.1\r\n"))
        #expect(head.contains("Authorization: Bearer \(Desk.key.secret)"))
        #expect(head.contains("Accept: application/json"))
    }

    @Test("a message is sent as an agent, with the account's name")
    func message() async throws {
        let request = try await support {
            _ = try await $0.sendMessage(conversationID: "conv_1", content: "Hü\n\"x\"\u{0}")
        }
        #expect(request.line == "POST /api/v1/messages HTTP/1.1")
        #expect(request.head.contains("Content-Type: application/json"))
        #expect(
            request.body
                == .object([
                    "conversationId": .string("conv_1"), "content": .string("Hü\n\"x\"\u{0}"),
                    "senderType": .string("agent"),
                    "senderName": .string("Support"),
                ])
        )
    }

    @Test("lists never send an empty parameter, nor a limit that is refused")
    func lists() async throws {
        let all = try await support { _ = try await $0.conversations(limit: 1000) }
        #expect(all.line == "GET /api/v1/conversations?limit=100 HTTP/1.1")
        let some = try await support { _ = try await $0.conversations(status: .snoozed, widgetID: "w&1", limit: 0) }
        #expect(some.line == "GET /api/v1/conversations?status=snoozed&widgetId=w%261&limit=1 HTTP/1.1")
        let rows = try await assistant { _ = try await $0.conversations(lastID: "") }
        #expect(rows.line == "GET /v1/conversations?user=tester&limit=20&sort_by=-updated_at HTTP/1.1")
        let page = try await assistant { _ = try await $0.messages(conversationID: "c", firstID: "f", limit: 50) }
        #expect(page.line == "GET /v1/messages?user=tester&conversation_id=c&first_id=f&limit=50 HTTP/1.1")
    }

    @Test("a question always has inputs, and no conversation id where it opens one")
    func question() async throws {
        let first = try await assistant { _ = try await $0.ask(query: "q") }
        #expect(first.line == "POST /v1/chat-messages HTTP/1.1")
        #expect(
            first.body
                == .object([
                    "query": .string("q"), "inputs": .object(["name": .string("Acme")]),
                    "response_mode": .string("blocking"),
                    "user": .string("tester"),
                ])
        )
        let later = try await assistant { _ = try await $0.stream(query: "q", conversationID: "c", inputs: [:]) }
        #expect(later.body?["inputs"] == .object([:]))
        #expect(later.body?["conversation_id"] == .string("c"))
        #expect(later.body?["response_mode"] == .string("streaming"))
        #expect(later.head.contains("Accept: text/event-stream"))
    }

    @Test("deleting says the user in a JSON body")
    func delete() async throws {
        let request = try await assistant { _ = try await $0.delete(conversationID: "c1") }
        #expect(request.line == "DELETE /v1/conversations/c1 HTTP/1.1")
        #expect(request.head.contains("Content-Type: application/json"))
        #expect(request.body == .object(["user": .string("tester")]))
    }

    @Test("renaming sends real booleans")
    func rename() async throws {
        let named = try await assistant { _ = try await $0.rename(conversationID: "c1", name: "New") }
        #expect(named.line == "POST /v1/conversations/c1/name HTTP/1.1")
        #expect(
            named.body
                == .object([
                    "name": .string("New"), "auto_generate": .bool(false), "user": .string("tester"),
                ])
        )
        let auto = try await assistant { _ = try await $0.renameAutomatically(conversationID: "c1") }
        #expect(auto.body == .object(["auto_generate": .bool(true), "user": .string("tester")]))
    }

    @Test("stopping names the task and the user")
    func stop() async throws {
        let request = try await assistant { _ = try await $0.stop(taskID: "t1") }
        #expect(request.line == "POST /v1/chat-messages/t1/stop HTTP/1.1")
        #expect(request.body == .object(["user": .string("tester")]))
    }
}
