import AsyncHTTPClient
import Foundation
import PulseModel
import Synchronization
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

    @Test("calls that are under way at once do not wait for each other's connections", arguments: ["GET", "POST"])
    func manyAtOnce(method: String) async throws {
        let count = 40
        let waiting = Mutex(0)
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            waiting.withLock { $0 += 1 }
            let end = ContinuousClock.now + .seconds(10)
            // The first answer comes after the last request.
            while waiting.withLock({ $0 }) < count, ContinuousClock.now < end { usleep(5_000) }
            connection.send(method == "POST" ? Self.message : Self.list)
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let failures = try await withThrowingTaskGroup(of: ServiceFailure?.self) { group in
                for number in 0..<count {
                    // As of several accounts.
                    let desk = try Desk.support(port: server.port, runtime: runtime, name: "desk \(number % 4)")
                    group.addTask {
                        await failure { () throws(ServiceFailure) in
                            if method == "POST" {
                                _ = try await desk.sendMessage(conversationID: "c", content: "hi")
                            } else {
                                _ = try await desk.widgets()
                            }
                        }
                    }
                }
                return try await group.reduce(into: [ServiceFailure]()) { all, one in one.map { all.append($0) } }
            }
            #expect(failures.isEmpty)
        }
    }

    @Test("a send that waited in vain for a connection has not left, and is not said to be refused one")
    func waitedForConnection() {
        let failure = ConnectionFault.failure(
            for: HTTPClientError.getConnectionFromPoolTimeout,
            bodyWasFetched: false,
            isSecure: false
        )
        guard case .notReached(.noAnswer, _) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(failure.deliveryVerdict == .retry(after: nil))
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
