import PulseModel
import TestPacing
import Testing

@testable import PulseClient

/// Servers that repeat the key, in every way that they can write it, over real HTTP.
@Suite("A repeated key", .paced)
struct HiddenKeyTests {
    private static let key = APIKey("app-Zm9vYmFy+QUJD/REVG")
    /// The key as servers write it in JSON, and what must not be seen of it.
    private static let spellings = [
        "app-Zm9vYmFy+QUJD/REVG", #"app-Zm9vYmFy\u002BQUJD\/REVG"#, #"app-Zm9vYmFy+QUJD\u002fREVG"#,
        "app-Zm9vYmFy%2BQUJD%2FREVG", "app-Zm9vYmFy%2bQUJD%2fREVG", "app%2DZm9vYmFy%2BQUJD%2FREVG",
        #"\u0061\u0070\u0070\u002d\u005a\u006d9vYmFy\u002BQUJD/REVG"#, "app-Zm9v...", "...YmFy+QUJD/...",
        "D/REVG app-Zm9v",
        "app-Zm9vYmFyapp-Zm9vYmFy+QUJD/REVG",
    ]

    private func assistant(_ server: RawServer, _ runtime: ClientRuntime) throws -> AssistantClient {
        let account = Account(
            id: AccountID(rawValue: "a"),
            service: .assistant,
            baseURL: "http://127.0.0.1:\(server.port)/v1",
            user: "u"
        )
        return try AssistantClient(account: account, key: Self.key, runtime: runtime)
    }

    private func isHidden(_ text: String) -> Bool {
        !["app-Zm9v", "9vYmFy+Q", "QUJD/REV", "%2BQUJD", "Zm9vYmFy", "YmFy+QUJ", "app%2DZm"].contains(
            where: text.contains
        )
    }

    private func thrown(by reply: String) async throws -> ServiceFailure? {
        let server = try RawServer.answering(reply)
        defer { server.stop() }
        return try await withRuntime { runtime in
            let client = try assistant(server, runtime)
            return await failure { () throws(ServiceFailure) in try await client.info() }
        }
    }

    @Test("however it is written in an error's words, it is cut", arguments: spellings)
    func words(_ spelling: String) async throws {
        for status in ["400 Bad", "401 No", "404 Gone", "429 Slow", "500 Oops", "200 OK"] {
            let body =
                #"{"success":false,"code":"\#(spelling)","message":"Unknown key \#(spelling)!","params":"\#(spelling)"}"#
            let failure = try #require(try await thrown(by: RawReplyText.json(body, status: status)))
            #expect(isHidden("\(failure)"), "\(failure)")
            #expect("\(failure)".contains("Unknown key "))
            #expect("\(failure)".contains("(key)"))
        }
    }

    @Test("a page, a content type and an address that repeat it are told without it")
    func elsewhere() async throws {
        let key = Self.key.secret
        let page = "<html><title>401</title><title x>Unknown key \(key)</html>"
        let replies = [
            "HTTP/1.1 401 No\r\nContent-Type: text/html\r\nContent-Length: \(page.utf8.count)\r\n\r\n\(page)",
            "HTTP/1.1 401 No\r\nContent-Type: text/plain\r\nContent-Length: \(key.utf8.count)\r\n\r\n\(key)",
            "HTTP/1.1 200 OK\r\nContent-Type: \(key)\r\nContent-Length: 2\r\n\r\n[]",
            "HTTP/1.1 302 Go\r\nLocation: https://app-Zm9vYmFy+QUJD.example/\r\nContent-Length: 0\r\n\r\n",
        ]
        for reply in replies {
            let failure = try #require(try await thrown(by: reply))
            #expect(isHidden("\(failure)"), "\(failure)")
        }
    }

    @Test("an error inside a stream is told without it", arguments: spellings)
    func stream(_ spelling: String) async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(RawReplyText.streamHead)
            for frame in [
                #"{"event":"\#(spelling)","message_id":"m1"}"#,
                #"{"event":"node_finished","message_id":"m1","data":{"error":"\#(spelling)"}}"#,
                #"{"event":"error","status":401,"message":"no \#(spelling)"}"#,
            ] { connection.send(RawReplyText.frame(frame)) }
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let (answer, events) = await collect(try await assistant(server, runtime).stream(query: "q"))
            #expect(isHidden("\(events) \(answer)"), "\(events)")
            guard case .failed(_, let words) = answer.end else { throw ServiceFailure.cancelled }
            #expect(words.message.hasPrefix("no "))
        }
    }

    @Test("other words stay as they are, however short the key is")
    func kept() {
        let text = "100 % of %zz %e2%82%ac %2 app-Zm9 and é %"
        #expect(Self.key.hidden(in: text) == text)
        #expect(APIKey("short").hidden(in: "a short key") == "a short key")
        #expect(APIKey("12345678").hidden(in: "1234567812345678é") == "(key)(key)é")
        #expect(Self.key.hidden(in: "a\(Self.key.secret)b") == "a(key)b")
    }
}
