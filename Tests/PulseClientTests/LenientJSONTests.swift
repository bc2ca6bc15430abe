import Foundation
import PulseModel
import TestPacing
import Testing

@testable import PulseClient

@Suite("Lenient JSON", .paced)
struct LenientJSONTests {
    private func parse(_ text: String) throws -> JSONValue { try LenientJSON.parse(Array(text.utf8)) }

    @Test(
        "valid JSON reads as Foundation reads it",
        arguments: [
            #"{"a":[1,-2.5,1e3,3.7e-05,true,false,null,""],"b":{"c":{}},"d":[]}"#,
            #" [ "\u00fc\ud83d\ude00\n\t\"\\\/\b\f\r" , 9223372036854775807 ] "#,
            #""plain""#, "0", "-0.0", "[[[[[[]]]]]]",
        ]
    )
    func sameAsFoundation(_ text: String) throws {
        let theirs = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        #expect(try parse(text).normalised == theirs.normalised)
    }

    @Test("bad UTF-8 becomes U+FFFD and the rest survives")
    func badUTF8() throws {
        let bytes = Array(#"{"a":"x"#.utf8) + [0xFF, 0xC3] + Array(#"y","b":1}"#.utf8)
        #expect(try LenientJSON.parse(bytes) == .object(["a": .string("x\u{FFFD}\u{FFFD}y"), "b": .integer(1)]))
    }

    @Test(
        "a lone surrogate escape becomes U+FFFD, a pair a character",
        arguments: [
            (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
            (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\uD83D\uDE00""#, "😀"),
            (#""\u0000""#, "\0"),
        ]
    )
    func surrogates(_ text: String, _ expected: String) throws {
        #expect(try parse(text) == .string(expected))
    }

    @Test("what Python writes for no number is null, and what does not fit too")
    func notFinite() throws {
        #expect(try parse("[NaN,Infinity,-Infinity,1e999]") == .array([.null, .null, .null, .null]))
        #expect(try parse("18446744073709551615") == .number(18_446_744_073_709_551_616))
    }

    @Test("a byte order mark is skipped, control characters in strings stay, a repeated key keeps its last value")
    func lenient() throws {
        #expect(try parse("\u{FEFF}{\"a\":\"x\u{1}\ny\",\"a\":\"\u{7F}\"}") == .object(["a": .string("\u{7F}")]))
    }

    @Test(
        "what is no JSON is a fault",
        arguments: [
            "", " ", "{", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "\"x", "\"\\u12", "\"\\x\"", "tru", "1 2", "[1 2]",
            "-", "<html>",
            "{\"a\":1}}", "\"\\u+123\"",
        ]
    )
    func faults(_ text: String) {
        #expect(throws: JSONFault.self) { try parse(text) }
    }

    @Test("nesting made to exhaust the stack is a fault")
    func nesting() {
        #expect(throws: JSONFault.self) { try parse(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONFault.self) { try parse(String(repeating: "{\"a\":", count: 1_000_000)) }
    }

    @Test("every cut and every damaged byte of a record gives a value or a fault, never a trap")
    func damage() throws {
        let record = Array(#"{"id":"a\ud83d\ude00","n":[1.5e2,null,true],"o":{"k":"ü"}}"#.utf8)
        for cut in record.indices {
            #expect(throws: JSONFault.self) { try LenientJSON.parse(Array(record[..<cut])) }
            for byte in [UInt8(0), 0x22, 0x5C, 0x7B, 0x80, 0xFF] {
                var damaged = record
                damaged[cut] = byte
                _ = try? LenientJSON.parse(damaged)  // either is fine
            }
        }
    }

    @Test("what is written reads as it was")
    func roundTrip() throws {
        let value = JSONValue.object([
            "text": .string("a\"\\\n\r\t\u{0}\u{1B}\u{7F}ü😀/"),
            "numbers": .array([.integer(-5), .number(0.25), .null]),
            "flags": .array([.bool(true), .bool(false)]), "empty": .object([:]),
        ])
        #expect(try LenientJSON.parse(value.jsonBytes) == value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(value.jsonBytes)) == value)
    }
}
