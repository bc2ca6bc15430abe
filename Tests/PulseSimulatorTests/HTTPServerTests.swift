import Foundation
import Synchronization
import TestPacing
import Testing

@testable import PulseSimulator

/// The server on real connections, with answers made for the test.
@Suite(.paced) struct HTTPServerTests {
    /// Serves while the body runs.
    private func withServer(_ handler: @escaping Connection.Handler, _ body: (UInt16) async throws -> Void) async throws
    {
        let server = try await HTTPServer.start(port: 0, handler)
        do {
            try await body(server.port)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    /// Says what was asked.
    private static let echo: Connection.Handler = { request in
        let count = try await request.body.collect(atMost: 1_000_000).count
        return .response(.ok("\(request.method) \(request.target) \(count)"))
    }

    private static let head = " HTTP/1.1\r\nHost: x\r\n"

    @Test func `a connection is kept, and pipelined requests are answered in order`() async throws {
        try await withServer(Self.echo) { port in
            let client = try #require(WireClient(port: port))
            await client.send("GET /1\(Self.head)\r\n")
            #expect(await client.read(until: "/1 0").contains("Connection: keep-alive\r\n"))
            await client.send(
                "POST /2\(Self.head)Content-Length: 2\r\n\r\nabGET /3\(Self.head)Connection: close\r\n\r\n"
            )
            let rest = await client.readToEnd()
            #expect(rest?.contains("\r\n\r\nPOST /2 2HTTP/1.1 200 OK\r\n") == true)
            #expect(rest?.contains("Connection: close\r\n") == true)
            #expect(rest?.hasSuffix("\r\n\r\nGET /3 0") == true)
        }
    }

    @Test func `a body is asked for, and read in chunks`() async throws {
        try await withServer(Self.echo) { port in
            let client = try #require(WireClient(port: port))
            await client.send("POST /1\(Self.head)Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n")
            #expect(await client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            await client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
            #expect(await client.read(until: "/1 5").hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func `a body that nobody read is skipped`() async throws {
        let handler: Connection.Handler = { _ in .response(.ok("refused")) }
        try await withServer(handler) { port in
            let client = try #require(WireClient(port: port))
            await client.send("POST /1\(Self.head)Content-Length: 500000\r\n\r\n")
            _ = await client.read(until: "refused")
            await client.send(String(repeating: "x", count: 500_000) + "GET /2\(Self.head)Connection: close\r\n\r\n")
            #expect(await client.readToEnd()?.hasPrefix("HTTP/1.1 200 OK\r\n") == true)
        }
    }

    @Test func `HEAD has the head alone, and 204 no length`() async throws {
        let handler: Connection.Handler = { request in
            guard request.target == "/none" else { return try await Self.echo(request) }
            return .response(Response(status: 204, phrase: "NO CONTENT"))
        }
        try await withServer(handler) { port in
            let client = try #require(WireClient(port: port))
            await client.send(
                "HEAD /1\(Self.head)\r\nGET /none\(Self.head)\r\nGET /2\(Self.head)Connection: close\r\n\r\n"
            )
            #expect(
                await client.readToEnd()
                    == "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 9\r\n\r\n"
                    + "HTTP/1.1 204 No Content\r\nConnection: keep-alive\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 8\r\n\r\nGET /2 0"
            )
        }
    }

    @Test func `what is no request is answered, although the client is still writing`() async throws {
        try await withServer(Self.echo) { port in
            let client = try #require(WireClient(port: port))
            await client.send("nonsense\r\n" + String(repeating: "more", count: 100_000))
            let reply = await client.readToEnd()
            #expect(reply?.hasPrefix("HTTP/1.1 400 Bad Request\r\n") == true)
            #expect(reply?.contains("Connection: close\r\n") == true)
        }
    }

    @Test func `a long reply comes whole although the connection closes`() async throws {
        let long = String(repeating: "long", count: 2_000_000)
        let handler: Connection.Handler = { _ in .response(.ok(long)) }
        try await withServer(handler) { port in
            let client = try #require(WireClient(port: port))
            await client.send("GET /\(Self.head)Connection: close\r\n\r\n")
            #expect(await client.readToEnd()?.hasSuffix("\r\n\r\n" + long) == true)
        }
    }

    @Test func `a stream is chunks, and for an old client bytes up to the end`() async throws {
        let handler: Connection.Handler = { _ in
            let stream = AsyncThrowingStream<Data, any Error> { continuation in
                for piece in ["one", "", "three"] { continuation.yield(Data(piece.utf8)) }
                continuation.finish()
            }
            return .response(Response(status: 200, phrase: "OK", body: .stream(stream)))
        }
        try await withServer(handler) { port in
            let client = try #require(WireClient(port: port))
            await client.send("GET /\(Self.head)\r\n")
            #expect(await client.read(until: "0\r\n\r\n").hasSuffix("\r\n\r\n3\r\none\r\n5\r\nthree\r\n0\r\n\r\n"))
            let old = try #require(WireClient(port: port))
            await old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(await old.readToEnd() == "HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nonethree")
        }
    }

    @Test func `a stream that breaks ends without its last chunk`() async throws {
        let handler: Connection.Handler = { _ in
            let stream = AsyncThrowingStream<Data, any Error> { continuation in
                continuation.yield(Data("one".utf8))
                continuation.finish(throwing: Response.Broken())
            }
            return .response(Response(status: 200, phrase: "OK", body: .stream(stream)))
        }
        try await withServer(handler) { port in
            let client = try #require(WireClient(port: port))
            await client.send("GET /\(Self.head)\r\n")
            #expect(await client.readToEnd()?.hasSuffix("\r\n\r\n3\r\none\r\n") == true)
        }
    }

    /// An endless body that counts what is asked of it.
    private struct Endless: AsyncSequence, AsyncIteratorProtocol, Sendable {
        final class Count: Sendable { let asked = Mutex(0) }
        let count = Count()
        func makeAsyncIterator() -> Endless { self }
        func next() async throws -> Data? {
            count.asked.withLock { $0 += 1 }
            return Data(repeating: 0x61, count: 65_536)
        }
    }

    @Test func `a stream waits for a client that does not read, and ends with it`() async throws {
        let endless = Endless()
        let handler: Connection.Handler = { _ in .response(Response(status: 200, phrase: "OK", body: .stream(endless)))
        }
        try await withServer(handler) { port in
            var client = WireClient(port: port)
            await client?.send("GET /\(Self.head)\r\n")
            // It stands still once the buffers of the connection are full.
            let stands = await eventually {
                let before = endless.count.asked.withLock { $0 }
                do { try await Task.sleep(for: .milliseconds(200)) } catch { return false }
                return before > 0 && endless.count.asked.withLock { $0 } == before
            }
            #expect(stands)
            client = nil
        }
        #expect(endless.count.asked.withLock { $0 } < 1000)
    }

    @Test func `stopping closes idle, hanging and unread connections and the port`() async throws {
        let hangs = Mutex(false)
        let wasCancelled = Mutex(false)
        let handler: Connection.Handler = { request in
            switch request.target {
            case "/hang":
                hangs.withLock { $0 = true }
                do { try await Task.sleep(for: .seconds(600)) } catch { wasCancelled.withLock { $0 = true } }
                throw CancellationError()
            case "/silence": return .silence(unread: nil)
            case "/endless": return .response(Response(status: 200, phrase: "OK", body: .stream(Endless())))
            default: return try await Self.echo(request)
            }
        }
        let server = try await HTTPServer.start(port: 0, handler)
        let idle = try #require(WireClient(port: server.port))
        await idle.send("GET /1\(Self.head)\r\n")
        _ = await idle.read(until: "/1 0")
        let hanging = try #require(WireClient(port: server.port))
        await hanging.send("GET /hang\(Self.head)\r\n")
        let silent = try #require(WireClient(port: server.port))
        await silent.send("GET /silence\(Self.head)\r\n")
        let unread = try #require(WireClient(port: server.port))
        await unread.send("GET /endless\(Self.head)\r\n")
        _ = await unread.read(until: "\r\n\r\n")
        let isHanging = await eventually { hangs.withLock { $0 } }
        #expect(isHanging)
        await server.stop()
        #expect(wasCancelled.withLock { $0 })
        #expect(await idle.readToEnd() == "")
        #expect(await hanging.readToEnd() == "")
        #expect(await silent.readToEnd() == "")
        #expect(await unread.readToEnd() != nil)
        let isOpen = WireClient(port: server.port) != nil
        #expect(!isOpen)
    }

    @Test func `a body that is too long is refused, and the connection goes on`() async throws {
        try await withSimulator { simulator in
            let port = try #require(URLComponents(string: simulator.support.baseURL)?.port.map(UInt16.init))
            let client = try #require(WireClient(port: port))
            let size = 64 * 1_048_576 + 1
            await client.send("POST /v1/chat-messages\(Self.head)Content-Length: \(size)\r\n\r\n")
            await client.send(String(repeating: "x", count: size))
            #expect(await client.read(until: "exceeds the capacity limit.</p>\n").hasPrefix("HTTP/1.1 413 "))
            await client.send("GET /v1/info\(Self.head)Connection: close\r\n\r\n")
            #expect(await client.readToEnd()?.hasPrefix("HTTP/1.1 401 ") == true)
        }
    }

    @Test func `a taken port is an error at once`() async throws {
        let simulator = try await Simulator.start(SimulatorOptions(scenario: .empty))
        let port = try #require(URLComponents(string: simulator.addresses.controlURL)?.port.map(UInt16.init))
        var options = SimulatorOptions(scenario: .empty)
        options.port = port
        await #expect(throws: Simulator.StartError.self) { try await Simulator.start(options) }
        await simulator.stop()
        // And is free again afterwards.
        let second = try await Simulator.start(options)
        await second.stop()
    }
}

extension Response {
    fileprivate static func ok(_ text: String) -> Response {
        Response(status: 200, phrase: "OK", body: .bytes(Data(text.utf8)))
    }
}
