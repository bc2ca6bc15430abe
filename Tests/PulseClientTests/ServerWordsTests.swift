import PulseModel
import TestPacing
import Testing

@testable import PulseClient

@Suite("Words of an error body", .paced)
struct ServerWordsTests {
    @Test(
        "every shape gives its words",
        arguments: [
            (#"{"code":"not_found","message":"Gone.","status":404}"#, ServerWords(code: "not_found", message: "Gone.")),
            (
                #"{"code":"invalid_param","message":"limit must be…","params":"limit"}"#,
                ServerWords(code: "invalid_param", message: "limit must be…", parameter: "limit")
            ),
            (
                #"{"message":"Internal Server Error","code":"unknown"}"#,
                ServerWords(code: "unknown", message: "Internal Server Error")
            ),
            (#"{"error":"Segments is required"}"#, ServerWords(message: "Segments is required")),
            (#"{"success":false,"error":"No such conversation"}"#, ServerWords(message: "No such conversation")),
            (#"{"success":false,"error":{"code":"E7","message":"No"}}"#, ServerWords(code: "E7", message: "No")),
            (#"{"success":false,"message":"Duplicate"}"#, ServerWords(message: "Duplicate")),
            (#"{"success":false}"#, ServerWords()),
            (#"{"message":{"user":"is required"}}"#, ServerWords(message: "is required", parameter: "user")),
            (#"{"errors":[{"message":"first","code":12}]}"#, ServerWords(code: "12", message: "first")),
            (#"{"detail":[{"msg":"x"}]}"#, ServerWords(message: "x")),
            (#"{"error":null,"message":"kept"}"#, ServerWords(message: "kept")),
            (#"{"code":"invalid_param","message":"","status":400}"#, ServerWords(code: "invalid_param")),
            (#""just words""#, ServerWords(message: "just words")),
            ("", ServerWords()), ("  \n", ServerWords()), ("{broken", ServerWords(message: "{broken")),
            ("Bad   Gateway\n", ServerWords(message: "Bad Gateway")),
            (
                "<!doctype html><html><head><TITLE>502 Bad\n Gateway</TITLE></head><body>x</body>",
                ServerWords(message: "502 Bad Gateway")
            ),
            ("<html><body><h1>Oops</h1><p>it broke</p>", ServerWords(message: "Oops it broke")),
            ("<p>a</p><tItLe lang=\"en\">502</title >x", ServerWords(message: "502")),
            ("<title>no end", ServerWords(message: "no end")), ("<title", ServerWords()),
            ("<title <title>Inner</title>", ServerWords(message: "Inner")),
        ]
    )
    func shapes(_ body: String, _ expected: ServerWords) {
        #expect(ServerWords(body: Array(body.utf8), contentType: nil) == expected)
    }

    @Test(
        "a page costs no more time than its length, whatever it is made of",
        arguments: ["<title", "<title>", "<", "<title<", "<t", "x<title", "<title \u{301}"]
    )
    func hostilePage(_ piece: String) async throws {
        // A search that starts anew at each of the tags would take minutes for this.
        let page = String(repeating: piece, count: (4 << 20) / piece.utf8.count)
        let head = "HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\nContent-Length: \(page.utf8.count)\r\n\r\n"
        let server = try RawServer.answering(head + page)
        defer { server.stop() }
        let thrown = try await withRuntime { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            return await failure { () throws(ServiceFailure) in try await desk.widgets() }
        }
        guard case .server(500, let words) = thrown else { throw ServiceFailure.cancelled }
        #expect(words.message.unicodeScalars.count <= 501)
    }

    @Test("only the first kibibytes of a page are looked at")
    func lateTitle() {
        let page = "<p>first words</p>" + String(repeating: " ", count: 9000) + "<title>late</title>"
        #expect(ServerWords(body: Array(page.utf8), contentType: nil) == ServerWords(message: "first words"))
    }

    @Test("a message is bounded, whatever it is made of", arguments: ["x", "e\u{301}", "<", " y", "\u{1F469}\u{200D}"])
    func bounded(_ piece: String) {
        let long = String(repeating: piece, count: 100_000)
        for body in [long, "{\"message\":\"\(long)\"}", "{\"code\":\"\(long)\"}"] {
            let words = ServerWords(body: Array(body.utf8), contentType: nil)
            #expect(words.message.unicodeScalars.count <= 501)
            #expect((words.code ?? "").unicodeScalars.count <= 501)
        }
    }
}
