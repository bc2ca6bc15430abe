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
        ]
    )
    func shapes(_ body: String, _ expected: ServerWords) {
        #expect(ServerWords(body: Array(body.utf8), contentType: nil) == expected)
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
