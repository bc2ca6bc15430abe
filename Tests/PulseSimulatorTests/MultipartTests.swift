import Foundation
import TestPacing
import Testing

@testable import PulseSimulator

/// Forms with files are read from bytes in whatever pieces they come.
@Suite struct MultipartTests {
    private static let type = "multipart/form-data; boundary=XX"

    /// The form in some pieces.
    private func form(_ pieces: [[UInt8]], _ type: String = type) throws -> MultipartForm {
        var parser = try #require(MultipartParser(contentType: type))
        for piece in pieces { try parser.read(piece) }
        return parser.form
    }

    private func form(_ text: String, _ type: String = type) throws -> MultipartForm {
        try form([Array(text.utf8)], type)
    }

    private static let whole =
        "ignored\r\n--XX\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\nann\r\n"
        + "--XX  \r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
        + "Content-Type: application/octet-stream; x=y\r\n\r\n"
        + "one\r\n--X two\r\n--XXX three\r\n-\r\n--XX-four\r\n\r\n--XX\r\n"
        + "Content-Disposition: form-data; name=empty\r\n\r\n\r\n--XX\r\n\r\nno head\r\n--XX--\r\nignored\r\n--XX\r\n"

    @Test func `parts are read, with what only looks like a delimiter`() throws {
        let form = try form(Self.whole)
        #expect(form.texts == [.init(name: "user", value: "ann"), .init(name: "empty", value: "")])
        let file = try #require(form.file("file"))
        #expect(file.name == "a.bin")
        #expect(file.contentType == "application/octet-stream")
        #expect(String(decoding: file.content, as: UTF8.self) == "one\r\n--X two\r\n--XXX three\r\n-\r\n--XX-four\r\n")
        #expect(file.size == file.content.count)
        #expect(file.isWhole)
    }

    @Test func `a split at any byte changes nothing`() throws {
        let bytes = Array(Self.whole.utf8)
        let whole = try form(Self.whole)
        for cut in 0...bytes.count {
            #expect(try form([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole, "cut at \(cut)")
        }
        #expect(try form(bytes.map { [$0] }) == whole)
    }

    @Test func `a form that breaks off is empty`() throws {
        let end = try #require(Self.whole.range(of: "--XX--"))
        #expect(try form(String(Self.whole[..<end.lowerBound])) == MultipartForm())
        #expect(try form("") == MultipartForm())
        #expect(try form("--XX\r\n" + String(repeating: "x", count: 20_000) + "\r\n\r\n\r\n--XX--") == MultipartForm())
    }

    @Test(arguments: [
        (#""a.png""#, "a.png"), (#""""#, ""), ("plain.txt", "plain.txt"),
        (#""a%22b%0D%0Ac%41.png""#, "a\"b\r\nc%41.png"),
        (#""a\"b\\c\d.png""#, #"a"b\c\d.png"#), (#""a; name=\"x\"; filename=b""#, #"a; name="x"; filename=b"#),
        (#""../../etc/passwd""#, "../../etc/passwd"), (#""中文 👩‍👩‍👧‍👦.png""#, "中文 👩‍👩‍👧‍👦.png"), (#""open"#, "open"),
        ("\"\u{1B}]0;x\u{7}\"", "\u{1B}]0;x\u{7}"),
    ])
    func `a name is read as browsers and others write it`(_ written: String, _ name: String) throws {
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\(written)\r\nContent-Type: image/png"
        let file = try #require(try form("--XX\r\n\(head)\r\n\r\nx\r\n--XX--").files.first)
        #expect(file.name == name)
        #expect(file.field == "file")
    }

    @Test(arguments: [
        ("application/json", false), ("multipart/form-data", false), ("Multipart/Form-Data; Boundary=\"a b\"", true),
        ("multipart/mixed; boundary=x", false), ("multipart/form-data; charset=utf-8; boundary=x", true),
    ])
    func `only a form with a boundary is one`(_ type: String, _ isForm: Bool) {
        #expect((MultipartParser(contentType: type) != nil) == isForm)
    }

    @Test func `a long text is too much, a long file is counted and not held`() throws {
        var parser = try #require(MultipartParser(contentType: Self.type))
        try parser.read(Array("--XX\r\nContent-Disposition: form-data; name=file; filename=x\r\n\r\n".utf8))
        let piece = [UInt8](repeating: 0x0D, count: 65_536)
        for _ in 0..<(64 * 16) { try parser.read(piece) }
        try parser.read(Array("\r\n--XX--\r\n".utf8))
        let file = try #require(parser.form.files.first)
        #expect(file.size == 64 * 1_048_576)
        #expect(file.content.count == 32 * 1_048_576)
        #expect(!file.isWhole)
        let text =
            "--XX\r\nContent-Disposition: form-data; name=text\r\n\r\n" + String(repeating: "x", count: 1_048_577)
        #expect(throws: RequestBody.TooLarge.self) { try form(text + "\r\n--XX--") }
    }

    @Test func `the checksum is FNV-1a`() {
        var checksum = Checksum()
        checksum.add([])
        #expect(checksum.text == "cbf29ce484222325")
        checksum.add(Array("foo".utf8)[...])
        checksum.add(Array("bar".utf8)[...])
        #expect(checksum.text == "85944171f73967e8")
    }
}
