import Foundation
import Testing

@testable import PulseSimulator

/// Requests are read from bytes in whatever pieces they come.
@Suite struct RequestParserTests {
    private static let counted =
        "POST /v1/chat?a=1&b=%20 HTTP/1.1\r\nHost: x\r\ncontent-length: 5\r\nX-Empty:\r\nX-Space: \t a b \t\r\n\r\nhel\r\n"
    private static let chunked =
        "PUT /up HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n"
        + "5;name=value\r\nhello\r\n00a\r\n, \r\nworld!\r\n0\r\nX-Sum: 1\r\n\r\n"
    private static let plain = "GET / HTTP/1.0\r\n\r\n"

    /// All requests in the bytes, given piece by piece.
    private func requests(_ pieces: [[UInt8]]) throws(RequestError) -> [Request] {
        var parser = RequestParser()
        var found: [Request] = []
        for piece in pieces {
            parser.append(piece)
            while case .request(let request) = try parser.next() { found.append(request) }
        }
        return found
    }

    private func error(_ text: String, limits: RequestLimits = RequestLimits()) -> RequestError? {
        var parser = RequestParser(limits: limits)
        parser.append(Array(text.utf8))
        do throws(RequestError) {
            while case .request = try parser.next() {}
            return nil
        } catch {
            return error
        }
    }

    @Test func `pipelined requests are read one after the other`() throws {
        let read = try requests([Array((Self.counted + Self.chunked + Self.plain).utf8)])
        #expect(read.map(\.method) == ["POST", "PUT", "GET"])
        #expect(read.map(\.target) == ["/v1/chat?a=1&b=%20", "/up", "/"])
        #expect(read.map { String(decoding: $0.body, as: UTF8.self) } == ["hel\r\n", "hello, \r\nworld!", ""])
        #expect(read.map(\.version) == [.http11, .http11, .http10])
        #expect(read[0].headers.first("x-empty") == "")
        #expect(read[0].headers.first("x-space") == "a b")
        #expect(read[1].headers.first("X-Sum") == nil)
    }

    @Test func `a split at any byte changes nothing`() throws {
        let bytes = Array((Self.counted + Self.chunked + Self.plain).utf8)
        let whole = try requests([bytes])
        for cut in 0...bytes.count {
            #expect(try requests([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole, "cut at \(cut)")
        }
        #expect(try requests(bytes.map { [$0] }) == whole)
    }

    @Test func `half a request is no request yet`() throws {
        for text in [Self.counted, Self.chunked, Self.plain] {
            #expect(try requests([Array(text.utf8.dropLast())]) == [])
        }
    }

    @Test(arguments: [
        "\u{16}\u{3}\u{1}\r\n", "GET /\r\n", "GET  / HTTP/1.1\r\n", "GET / HTTP/1.1 x\r\n", "G(T / HTTP/1.1\r\n",
        "GET / FTP/1.1\r\n", "GET x HTTP/1.1\r\n", "GET /\u{7F} HTTP/1.1\r\n", "GET / HTTP/1.1\nHost: x\n\n",
        "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost : x\r\n",
        "GET / HTTP/1.1\r\n: x\r\n", "GET / HTTP/1.1\r\nHost\r\n", "GET / HTTP/1.1\r\nA: b\r\n folded\r\n",
        "GET / HTTP/1.1\r\nA: b\rc\r\n", "GET / HTTP/1.1\r\nA: b\0\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nno trailer\r\n",
    ])
    func `what can be read in two ways is refused with 400`(_ text: String) {
        #expect(error(text)?.response.status == 400)
    }

    @Test(arguments: [
        ("GET / HTTP/2.0\r\n", 505), ("GET / HTTP/1.2\r\n", 505),
        ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n", 413),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", 413),
        ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n", 413),
        ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", 413),
        ("GET /" + String(repeating: "a", count: 300), 431),
        ("GET / HTTP/1.1\r\n" + String(repeating: "Many: lines\r\n", count: 30), 431),
        (
            "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                + String(repeating: "Many: lines\r\n", count: 30), 431
        ),
    ])
    func `what is too much or unknown has its own status`(_ text: String, _ status: Int) {
        #expect(error(text, limits: RequestLimits(head: 256, body: 100))?.response.status == status)
    }

    @Test func `limits are reached by what is allowed`() throws {
        let text = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n" + String(repeating: "b", count: 100)
        let head = text.utf8.count - 100
        var parser = RequestParser(limits: RequestLimits(head: head, body: 100))
        for _ in 0..<2 {
            parser.append(Array(text.utf8))
            guard case .request(let request) = try parser.next() else {
                Issue.record("not read")
                return
            }
            #expect(request.body.count == 100)
        }
    }

    @Test func `a body is asked for when the client waits, and once`() throws {
        let head = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n"
        var parser = RequestParser()
        parser.append(Array(head.utf8))
        #expect(try parser.next() == .expectsContinue)
        #expect(try parser.next() == .needsMore)
        parser.append(Array("ok".utf8))
        guard case .request = try parser.next() else {
            Issue.record("not read")
            return
        }
        // The body came along: there is nothing to ask for.
        parser.append(Array((head + "o").utf8))
        #expect(try parser.next() == .needsMore)
    }

    @Test(arguments: [
        ("/a?b", "/a?b"), ("http://x:1/a?b", "/a?b"), ("HTTP://x", "/"), ("http://x?q", "/?q"), ("*", "*"),
    ])
    func `a target is a path, also when it came with a host`(_ target: String, _ path: String) throws {
        #expect(try Request(line: "GET \(target) HTTP/1.1").target == path)
    }

    @Test(arguments: [
        ("HTTP/1.1", "", true), ("HTTP/1.1", "upgrade, Close", false), ("HTTP/1.0", "", false),
        ("HTTP/1.0", "Keep-Alive", true),
    ])
    func `a connection is kept as version and header say`(_ version: String, _ option: String, _ keeps: Bool) throws {
        var request = try Request(line: "GET / \(version)")
        if !option.isEmpty { request.headers.add("connection", option) }
        #expect(request.keepsConnection == keeps)
    }
}
