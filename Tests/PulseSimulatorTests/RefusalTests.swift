import PulseSimulator
import TestPacing
import Testing

/// Refusals are word for word those that were recorded.
@Suite(.paced) struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var capture: String
        var method = "POST"
        var path: String
        var kind = "chat"
        var key: String?
        var contentType: String? = "application/json"
        var body: String?
        var testDescription: String { capture }
    }

    static let unknown = "00000000-0000-4000-8000-000000000000"

    static let cases = [
        Case(capture: "028-auth-none", method: "GET", path: "/info", key: ""),
        Case(capture: "029-auth-badkey", method: "GET", path: "/info", key: "app-nosuchkey"),
        Case(capture: "038-path-404", method: "GET", path: "/nosuch"),
        Case(capture: "038-path-404", method: "GET", path: "/info/"),
        Case(capture: "038-path-404", method: "DELETE", path: "/conversations/abc", body: #"{"user": "cap"}"#),
        chat("072-chat-no-query", #"{"inputs": {}, "response_mode": "blocking", "user": "cap"}"#),
        chat("073-chat-empty-query", #"{"inputs": {}, "query": "", "response_mode": "blocking", "user": "cap"}"#),
        chat("076-chat-no-inputs", #"{"query": "x", "response_mode": "blocking", "user": "cap"}"#),
        chat("080-chat-bad-mode", #"{"inputs": {}, "query": "x", "response_mode": "sse", "user": "cap"}"#),
        chat("083-chat-conv-notuuid", #"{"inputs": {}, "query": "x", "user": "cap", "conversation_id": "abc"}"#),
        chat(
            "084-chat-conv-unknown",
            #"{"inputs": {}, "query": "x", "user": "cap", "conversation_id": "\#(unknown)"}"#
        ),
        chat("087-chat-invalid-json", "{nope"),
        chat("088-chat-empty-body", ""),
        Case(
            capture: "107-agent-blocking",
            path: "/chat-messages",
            kind: "agent",
            body: #"{"inputs": {}, "query": "x", "response_mode": "blocking", "user": "cap"}"#
        ),
        Case(capture: "131-stop-chat-wrong-user", path: "/chat-messages/nosuch/stop", body: #"{"user": "other"}"#),
        Case(
            capture: "153-messages-firstid-notuuid",
            method: "GET",
            path: "/messages?conversation_id=\(unknown)&first_id=abc"
        ),
        Case(capture: "162-messages-limit-empty", method: "GET", path: "/messages?conversation_id=\(unknown)&limit="),
        Case(capture: "165-messages-no-conv", method: "GET", path: "/messages?user=x"),
        Case(capture: "169-messages-other-user", method: "GET", path: "/messages?user=x&conversation_id=\(unknown)"),
        Case(capture: "191-conversations-other-user", method: "GET", path: "/messages?conversation_id="),
        Case(
            capture: "182-conversations-lastid-unknown",
            method: "GET",
            path: "/conversations?user=x&last_id=\(unknown)"
        ),
        Case(capture: "185-conversations-limit101", method: "GET", path: "/conversations?user=x&limit=101"),
        Case(capture: "189-conversations-sort-bad", method: "GET", path: "/conversations?user=x&sort_by=name"),
        Case(capture: "191-conversations-other-user", method: "GET", path: "/conversations?user=never-seen"),
        Case(
            capture: "202-rename-unknown",
            path: "/conversations/\(unknown)/name",
            body: #"{"name": "x", "user": "cap"}"#
        ),
        Case(capture: "258-delete-no-body", method: "DELETE", path: "/conversations/\(unknown)", contentType: nil),
        Case(
            capture: "262-delete-again",
            method: "DELETE",
            path: "/conversations/\(unknown)",
            body: #"{"user": "cap"}"#
        ),
    ]

    static func chat(_ capture: String, _ body: String) -> Case {
        Case(capture: capture, path: "/chat-messages", body: body)
    }

    @Test("is refused as recorded", arguments: cases)
    func refusal(_ item: Case) async throws {
        let capture = try Capture(item.capture)
        try await withSimulator { simulator in
            let app = simulator.assistant(item.kind)
            let key = item.key ?? app.key
            let reply = await RawClient.send(
                .init(
                    method: item.method,
                    url: app.baseURL + item.path,
                    key: key.isEmpty ? nil : key,
                    contentType: item.method == "GET" ? nil : item.contentType,
                    body: item.body
                )
            )
            #expect(reply.statusLine == capture.statusLine)
            #expect(reply.headers["content-type"] == capture.contentType)
            #expect(reply.text.split(separator: "\n") == capture.body.split(separator: "\n"))
        }
    }

    @Test func `a cursor of another conversation is unknown`() async throws {
        let capture = try Capture("152-messages-firstid-unknown")
        try await withSimulator(.long) { simulator in
            let rows = await simulator.get("/conversations?user=support-desk").json?["data"]?.rows ?? []
            let id = try #require(rows.first?["id"]?.text)
            let reply = await simulator.get(
                "/messages?user=support-desk&conversation_id=\(id)&first_id=\(RefusalTests.unknown)"
            )
            #expect(reply.statusLine == capture.statusLine)
            #expect(reply.json == capture.json)
        }
    }

    @Test func `a rename without a name is the server's own failure`() async throws {
        let capture = try Capture("197-rename-nothing")
        try await withSimulator(.long) { simulator in
            let rows = await simulator.get("/conversations?user=support-desk").json?["data"]?.rows ?? []
            let id = try #require(rows.first?["id"]?.text)
            let app = simulator.assistant("chat")
            let reply = await RawClient.post(
                "\(app.baseURL)/conversations/\(id)/name",
                key: app.key,
                #"{"user": "support-desk"}"#
            )
            #expect(reply.statusLine == capture.statusLine)
            #expect(reply.json == capture.json)
        }
    }

    @Test func `a question without a user is refused with a status`() async throws {
        try await withSimulator { simulator in
            let app = simulator.assistant("chat")
            let reply = await RawClient.post(
                app.baseURL + "/chat-messages",
                key: app.key,
                #"{"inputs": {}, "query": "x"}"#
            )
            #expect(reply.status == 400)
            #expect(reply.json?["status"]?.number == 400)
            let noType = await RawClient.send(
                .init(method: "POST", url: app.baseURL + "/chat-messages", key: app.key, body: "{}")
            )
            #expect(noType.status == 415)
        }
    }
}
