import Foundation
import Synchronization
import TestPacing
import Testing

@testable import PulseSimulator

/// The server on real connections, with answers made for the test.
@Suite(.paced) struct ListenerTests {
    /// Serves while the body runs.
    private func withListener(_ handler: @escaping Connection.Handler, _ body: (UInt16) async throws -> Void)
        async throws
    {
        let listener = try Listener(port: 0)
        let serving = Task { await listener.run(handler) }
        do {
            try await body(listener.port)
        } catch {
            serving.cancel()
            throw error
        }
        serving.cancel()
        await serving.value
    }

    /// Says what was asked.
    private static let echo: Connection.Handler = { request in
        let text = "\(request.method) \(request.target) \(request.body.count)"
        return .response(Response(status: 200, phrase: "OK", body: .bytes(Data(text.utf8))))
    }

    private static let head = " HTTP/1.1\r\nHost: x\r\n"

    @Test func `a connection is kept, and pipelined requests are answered in order`() async throws {
        try await withListener(Self.echo) { port in
            let client = try #require(WireClient(port: port))
            await client.send("GET /1\(Self.head)\r\n")
            #expect(
                await client.read(until: "/1 0").contains("Content-Length: 8\r\nConnection: keep-alive\r\n\r\nGET /1 0")
            )
            await client.send(
                "POST /2\(Self.head)Content-Length: 2\r\n\r\nabGET /3\(Self.head)Connection: close\r\n\r\n"
            )
            let rest = await client.readToEnd()
            #expect(rest?.contains("\r\n\r\nPOST /2 2HTTP/1.1 200 OK\r\n") == true)
            #expect(rest?.hasSuffix("Connection: close\r\n\r\nGET /3 0") == true)
        }
    }

    @Test func `a body is asked for, and read in chunks`() async throws {
        try await withListener(Self.echo) { port in
            let client = try #require(WireClient(port: port))
            await client.send("POST /1\(Self.head)Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n")
            #expect(await client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            await client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
            #expect(await client.read(until: "/1 5").hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func `HEAD has the head alone, and 204 no length`() async throws {
        let handler: Connection.Handler = { request in
            guard request.target == "/none" else { return try await Self.echo(request) }
            return .response(Response(status: 204, phrase: "NO CONTENT"))
        }
        try await withListener(handler) { port in
            let client = try #require(WireClient(port: port))
            await client.send(
                "HEAD /1\(Self.head)\r\nGET /none\(Self.head)\r\nGET /2\(Self.head)Connection: close\r\n\r\n"
            )
            #expect(
                await client.readToEnd()
                    == "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: keep-alive\r\n\r\n"
                    + "HTTP/1.1 204 NO CONTENT\r\nConnection: keep-alive\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nGET /2 0"
            )
        }
    }

    @Test func `what is no request is answered, although the client is still writing`() async throws {
        try await withListener(Self.echo) { port in
            for (text, status) in [
                ("nonsense\r\n", "400 Bad Request"),
                ("POST /\(Self.head)Content-Length: 20000000\r\n\r\n", "413 Content Too Large"),
            ] {
                let client = try #require(WireClient(port: port))
                await client.send(text + String(repeating: "more", count: 100_000))
                let reply = await client.readToEnd()
                #expect(reply?.hasPrefix("HTTP/1.1 \(status)\r\n") == true)
                #expect(reply?.contains("Connection: close\r\n") == true)
            }
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
        try await withListener(handler) { port in
            let client = try #require(WireClient(port: port))
            await client.send("GET /\(Self.head)\r\n")
            #expect(
                await client.read(until: "0\r\n\r\n")
                    == "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n"
                    + "3\r\none\r\n5\r\nthree\r\n0\r\n\r\n"
            )
            let old = try #require(WireClient(port: port))
            await old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(await old.readToEnd() == "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nonethree")
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
        try await withListener(handler) { port in
            var client = WireClient(port: port)
            await client?.send("GET /\(Self.head)\r\n")
            // It stands still once the buffers of the connection are full.
            let stands = await eventually {
                let before = endless.count.asked.withLock { $0 }
                do { try await Task.sleep(for: .milliseconds(200)) } catch { return false }
                return before > 0 && endless.count.asked.withLock { $0 } == before
            }
            #expect(stands)
            #expect(endless.count.asked.withLock { $0 } < 1000)
            client = nil
        }
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
        let listener = try Listener(port: 0)
        let serving = Task { await listener.run(handler) }
        let idle = try #require(WireClient(port: listener.port))
        await idle.send("GET /1\(Self.head)\r\n")
        _ = await idle.read(until: "/1 0")
        let hanging = try #require(WireClient(port: listener.port))
        await hanging.send("GET /hang\(Self.head)\r\n")
        let silent = try #require(WireClient(port: listener.port))
        await silent.send("GET /silence\(Self.head)\r\n")
        let unread = try #require(WireClient(port: listener.port))
        await unread.send("GET /endless\(Self.head)\r\n")
        _ = await unread.read(until: "\r\n\r\n")
        let isHanging = await eventually { hangs.withLock { $0 } }
        #expect(isHanging)
        serving.cancel()
        await serving.value
        #expect(wasCancelled.withLock { $0 })
        #expect(await idle.readToEnd() == "")
        #expect(await hanging.readToEnd() == "")
        #expect(await silent.readToEnd() == "")
        #expect(await unread.readToEnd() != nil)
        let isOpen = WireClient(port: listener.port) != nil
        #expect(!isOpen)
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
