import PulseModel
import TestPacing
import Testing

@testable import PulseClient

/// Which calls share a connection, counted by the server.
@Suite("Connections", .paced)
struct ConnectionReuseTests {
    private static let list = RawReplyText.json(#"{"success":true,"data":[]}"#)
    private static let message = RawReplyText.json(#"{"success":true,"data":{"messageId":"m"}}"#)

    /// A server that keeps its connections open and answers by the request's method.
    private func keepingServer() throws -> RawServer {
        try RawServer { connection in
            while let request = connection.readRequest() {
                connection.send(request.hasPrefix("POST") ? Self.message : Self.list)
            }
        }
    }

    @Test("reads share a connection")
    func readsShare() async throws {
        let server = try keepingServer()
        defer { server.stop() }
        try await withRuntime { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            for _ in 0..<5 { _ = try await desk.widgets() }
            #expect(server.connectionCount == 1)
        }
    }

    @Test("each send has a connection of its own, even where kept ones are free")
    func sendsAreFresh() async throws {
        let server = try keepingServer()
        defer { server.stop() }
        try await withRuntime { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            _ = try await desk.widgets()
            for number in 1...4 {
                _ = try await desk.sendMessage(conversationID: "c", content: "hi")
                #expect(server.connectionCount == 1 + number)
            }
            _ = try await desk.widgets()
            #expect(server.connectionCount == 5)
        }
        #expect(
            server.requests.filter { $0.hasPrefix("POST") && $0.lowercased().contains("connection: close") }.count == 4
        )
    }

    @Test("a given-up send leaves no connection for the next one")
    func sendAfterCancelledSend() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        let server = try RawServer { connection in
            guard let request = connection.readRequest() else { return }
            arrived.yield()
            if request.contains("hang") { _ = connection.waitForClose() } else { connection.send(Self.message) }
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            let hanging = Task { try await desk.sendMessage(conversationID: "c", content: "hang") }
            for await _ in arrivals { break }
            hanging.cancel()
            _ = await hanging.result
            _ = try await desk.sendMessage(conversationID: "c", content: "hi")
            #expect(server.connectionCount == 2)
        }
    }

    @Test("after dropping them, the next read makes a new connection")
    func dropped() async throws {
        let server = try keepingServer()
        defer { server.stop() }
        try await withRuntime { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            _ = try await desk.widgets()
            await runtime.dropConnections()
            _ = try await desk.widgets()
            #expect(server.connectionCount == 2)
        }
    }

    @Test("a call under way when connections are dropped is broken, not cancelled")
    func droppedUnderWay() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        let server = try RawServer { connection in
            _ = connection.readRequest()
            arrived.yield()
            _ = connection.waitForClose()
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            let call = Task { await failure { () throws(ServiceFailure) in try await desk.widgets() } }
            for await _ in arrivals { break }
            await runtime.dropConnections()
            guard case .broken = await call.value else {
                Issue.record("\(String(describing: await call.value))")
                return
            }
        }
    }
}
