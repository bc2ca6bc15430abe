import PulseModel
import TestPacing
import Testing

@testable import PulseClient

/// What a status line and a body become, over real HTTP.
@Suite("Statuses", .paced)
struct StatusTests {
    private func thrown(by reply: String) async throws -> ServiceFailure? {
        let server = try RawServer.answering(reply)
        defer { server.stop() }
        return try await withRuntime { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            return await failure { () throws(ServiceFailure) in
                try await desk.sendMessage(conversationID: "c", content: "hi")
            }
        }
    }

    @Test(
        "each status says what the caller can do",
        arguments: [
            ("401 Unauthorized", .unauthorized(ServerWords(message: "no"))),
            ("403 Forbidden", .forbidden(ServerWords(message: "no"))),
            ("404 Not Found", .notFound(ServerWords(message: "no"))),
            ("429 Too Many Requests", .busy(status: 429, retryAfter: nil, ServerWords(message: "no"))),
            ("400 Bad Request", .rejected(status: 400, ServerWords(message: "no"))),
            ("422 Unprocessable", .rejected(status: 422, ServerWords(message: "no"))),
            ("500 Oops", .server(status: 500, ServerWords(message: "no"))),
            ("503 Unavailable", .server(status: 503, ServerWords(message: "no"))),
        ] as [(String, ServiceFailure)]
    )
    func statuses(_ status: String, _ expected: ServiceFailure) async throws {
        #expect(try await thrown(by: RawReplyText.json(#"{"success":false,"error":"no"}"#, status: status)) == expected)
    }

    @Test("a status below 100 is an answer that cannot be read", arguments: ["000 X", "001 X", "099 X"])
    func noStatus(_ status: String) async throws {
        let thrown = try await thrown(by: RawReplyText.json(#"{"success":true}"#, status: status))
        guard case .malformed = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
    }

    @Test(
        "a 404 that the service did not say itself is a refusal, not the end of what was asked for",
        arguments: [
            ("text/html", "<html><title>404 Not Found</title></html>", "404 Not Found"), ("text/plain", "", ""),
            (
                "application/json", #"{"message":"no Route matched with those values"}"#,
                "no Route matched with those values"
            ),
            ("application/json", #"{"detail":"Not Found"}"#, "Not Found"),
        ]
    )
    func foreignNotFound(_ type: String, _ body: String, _ words: String) async throws {
        let reply =
            "HTTP/1.1 404 Not Found\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        #expect(try await thrown(by: reply) == .rejected(status: 404, ServerWords(message: words)))
    }

    @Test(
        "a 401 is the service's word about the key only as a JSON object; anything else refuses the one call",
        arguments: [
            (
                "application/json", #"{"code":"unauthorized","message":"No","status":401}"#,
                .unauthorized(ServerWords(code: "unauthorized", message: "No"))
            ),
            ("text/plain", #" {"detail":"No"}"#, .unauthorized(ServerWords(message: "No"))),
            ("application/json", "{}", .unauthorized(ServerWords())),
            (
                "text/html", "<html><title>Sign in</title></html>",
                .rejected(status: 401, ServerWords(message: "Sign in"))
            ),
            ("text/plain", "", .rejected(status: 401, ServerWords())),
            ("application/json", #""No""#, .rejected(status: 401, ServerWords(message: "No"))),
            ("application/json", #"["No"]"#, .rejected(status: 401, ServerWords(message: "No"))),
            ("application/json", "{", .rejected(status: 401, ServerWords(message: "{"))),
        ] as [(String, String, ServiceFailure)]
    )
    func refusedKey(_ type: String, _ body: String, _ expected: ServiceFailure) async throws {
        let reply =
            "HTTP/1.1 401 Unauthorized\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        #expect(try await thrown(by: reply) == expected)
    }

    @Test(
        "a server that repeats the key in its words does not bring it onto the screen",
        arguments: ["401 Unauthorized", "400 Bad Request", "500 Oops", "200 OK"]
    )
    func repeatedKey(_ status: String) async throws {
        let padding = String(repeating: "x", count: 490)
        for words in ["No such key: \(Desk.key.secret)", "\(padding) \(Desk.key.secret)"] {
            let body = #"{"success":false,"error":{"code":"\#(Desk.key.secret)","message":"\#(words)"}}"#
            let failure = try #require(try await thrown(by: RawReplyText.json(body, status: status)))
            #expect(!"\(failure)".contains("pls_secr"))
            #expect("\(failure)".contains("(key)"))
        }
    }

    @Test(
        "Retry-After is read in seconds and as a date held against the server's clock",
        arguments: [
            ("Retry-After: 7\r\n", 7000), ("Retry-After: 0\r\n", 0), ("Retry-After: soon\r\n", nil),
            ("Retry-After: -4\r\n", nil),
            ("Date: Sat, 21 Nov 2026 02:32:35 GMT\r\nRetry-After: Sat, 21 Nov 2026 02:33:35 GMT\r\n", 60_000),
            ("Date: Sat, 21 Nov 2026 02:32:35 GMT\r\nRetry-After: Sat, 21 Nov 2026 02:00:00 GMT\r\n", 0),
            ("Retry-After: 99999999999\r\n", 86_400_000),
        ] as [(String, Int64?)]
    )
    func retryAfter(_ headers: String, _ expected: Int64?) async throws {
        for status in [429, 503] {
            let reply = RawReplyText.json("{}", status: "\(status) Busy", headers: headers)
            #expect(try await thrown(by: reply) == .busy(status: status, retryAfter: expected, ServerWords()))
        }
    }

    @Test("a redirect is named and not followed, and the key stays here", arguments: [301, 302, 303, 307, 308])
    func redirect(_ status: Int) async throws {
        let other = try RawServer.answering(RawReplyText.json("{}"))
        defer { other.stop() }
        let location = "Location: http://127.0.0.1:\(other.port)/x\r\n"
        let failure = try await thrown(by: RawReplyText.json("", status: "\(status) Moved", headers: location))
        #expect(failure == .redirected(status: status, host: "127.0.0.1:\(other.port)"))
        #expect(failure?.deliveryVerdict == (status == 303 ? .unknown : .refused))
        #expect(other.connectionCount == 0)
    }

    @Test("another 3xx is no redirect but an answer that this service does not send", arguments: [300, 304, 305, 399])
    func noRedirect(_ status: Int) async throws {
        let reply = "HTTP/1.1 \(status) X\r\nLocation: http://127.0.0.1:1/x\r\nConnection: close\r\n\r\n"
        guard case .malformed(let detail) = try await thrown(by: reply) else { throw ServiceFailure.cancelled }
        #expect(detail.contains("\(status)"))
    }

    @Test(
        "a success that is not this service's JSON is malformed, with its content type named",
        arguments: [
            ("text/html; charset=utf-8", "<html><title>Sign in</title></html>"), ("application/json", "{"),
            ("application/json", ""),
            ("application/json", "null"), ("application/json", #"{"success":true}"#),
            ("application/json", #"{"data":{}}"#),
            ("application/json", #"{"data":{"messageId":""}}"#), ("application/json", "[]"), ("text/plain", "OK"),
        ]
    )
    func malformed(_ type: String, _ body: String) async throws {
        let reply = "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let failure = try await thrown(by: reply)
        guard case .malformed(let detail) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(detail.contains(type))
        #expect(failure?.deliveryVerdict == .unknown)
    }

    @Test("a success that says it is none is declined with its words")
    func declined() async throws {
        let failure = try await thrown(by: RawReplyText.json(#"{"success":false,"error":{"message":"Duplicate"}}"#))
        #expect(failure == .declined(ServerWords(message: "Duplicate")))
        #expect(failure?.deliveryVerdict == .refused)
    }

    @Test("a body over the limit is an error, not memory")
    func tooLarge() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
            while connection.send(Array(repeating: 0x20, count: 65536)) {}
        }
        defer { server.stop() }
        try await withRuntime(TimeLimits(bodyBytes: 1 << 20)) { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            let failure = await failure { () throws(ServiceFailure) in try await desk.widgets() }
            guard case .malformed = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
        }
    }

    @Test("no failure and no client shows the key")
    func keyStaysSecret() async throws {
        for status in ["401 No", "500 No", "200 OK", "302 Go"] {
            let failure = try await thrown(by: RawReplyText.json("x", status: status))
            #expect(!String(reflecting: failure).contains(Desk.key.secret))
        }
        try await withRuntime { runtime in
            var text = ""
            dump(try Desk.support(port: 1, runtime: runtime), to: &text)
            #expect(!text.contains(Desk.key.secret))
        }
    }
}
