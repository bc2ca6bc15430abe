import Foundation
import PulseModel
import TestPacing
import Testing

@testable import PulseClient

/// What a network does to a send; whether the request can have left decides what it means.
@Suite("Networks that fail", .paced)
struct NetworkFaultTests {
    /// The failure of a send against a server that does as told, with short limits.
    private func send(
        limits: TimeLimits = TimeLimits(),
        _ serve: @escaping @Sendable (RawConnection) -> Void
    ) async throws -> ServiceFailure? {
        let server = try RawServer(serve)
        defer { server.stop() }
        return try await withRuntime(limits) { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            return await failure { () throws(ServiceFailure) in
                try await desk.sendMessage(conversationID: "c", content: "hi")
            }
        }
    }

    private func send(to address: String, limits: TimeLimits = TimeLimits()) async throws -> ServiceFailure? {
        let account = Account(id: AccountID(rawValue: "a"), service: .support, baseURL: address)
        return try await withRuntime(limits) { runtime in
            let desk = try SupportClient(account: account, key: Desk.key, runtime: runtime)
            return await failure { () throws(ServiceFailure) in
                try await desk.sendMessage(conversationID: "c", content: "hi")
            }
        }
    }

    private func kind(_ failure: ServiceFailure?) -> ServiceFailure.NotReached? {
        if case .notReached(let kind, _) = failure { kind } else { nil }
    }

    @Test("a refused port did not leave, and is known as such")
    func refused() async throws {
        let port = try ReservedPort()
        defer { port.release() }
        let failure = try await send(to: "http://127.0.0.1:\(port.number)")
        // A connection that was tried again would have ended in the connect limit instead.
        #expect(kind(failure) == .refused)
        #expect(failure?.deliveryVerdict == .retry(after: nil))
    }

    @Test("a name that nobody knows did not leave")
    func unknownHost() async throws {
        #expect(
            kind(try await send(to: "https://no-such-host.invalid", limits: TimeLimits(connect: .seconds(4))))
                == .unknownHost
        )
    }

    @Test("a server that speaks no TLS was not told anything")
    func noTLS() async throws {
        let server = try RawServer { connection in
            _ = connection.read()
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
            _ = connection.waitForClose()
        }
        defer { server.stop() }
        #expect(kind(try await send(to: "https://127.0.0.1:\(server.port)", limits: TimeLimits())) == .tls)
    }

    @Test("a server that closes during the TLS greeting was not told anything")
    func closedDuringTLS() async throws {
        let server = try RawServer { connection in _ = connection.read() }
        defer { server.stop() }
        #expect(kind(try await send(to: "https://127.0.0.1:\(server.port)", limits: TimeLimits())) == .tls)
    }

    @Test("a server that never greets was not told anything")
    func silentDuringTLS() async throws {
        let server = try RawServer { connection in _ = connection.waitForClose() }
        defer { server.stop() }
        let failure = try await send(to: "https://127.0.0.1:\(server.port)", limits: Desk.shortLimits)
        #expect(failure?.deliveryVerdict == .retry(after: nil))
    }

    @Test("closed without a byte after the request is unknown")
    func closedWithoutByte() async throws {
        let failure = try await send { connection in _ = connection.readRequest() }
        guard case .broken = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(failure?.deliveryVerdict == .unknown)
    }

    @Test("a reset in the middle of the reply is unknown")
    func resetInBody() async throws {
        let failure = try await send { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"su")
            connection.reset()
        }
        guard case .broken = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test("never answered is a time-out that may have arrived")
    func neverAnswered() async throws {
        let failure = try await send(limits: Desk.shortLimits) { connection in
            _ = connection.readRequest()
            _ = connection.waitForClose()
        }
        #expect(failure == .timedOut(after: 400))
        #expect(failure?.deliveryVerdict == .unknown)
    }

    @Test("a body that stops half way is a time-out")
    func stalledBody() async throws {
        let failure = try await send(limits: Desk.shortLimits) { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
            _ = connection.waitForClose()
        }
        #expect(failure == .timedOut(after: 400))
    }

    @Test("a body that trickles for ever ends at its limit")
    func trickle() async throws {
        let failure = try await send(limits: TimeLimits(body: .milliseconds(1500))) { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
            while connection.send(" ") { usleep(20_000) }
        }
        #expect(failure == .timedOut(after: 1500))
    }

    @Test(
        "garbage instead of HTTP is unknown",
        arguments: ["garbage\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "\0\0\0\0\r\n\r\n", "SSH-2.0-x\r\n"]
    )
    func garbage(_ bytes: String) async throws {
        let failure = try await send { connection in
            _ = connection.readRequest()
            connection.send(bytes)
        }
        #expect(failure?.deliveryVerdict == .unknown)
    }

    @Test("a caller that gives up is told so, and the connection is closed")
    func cancelled() async throws {
        let (closes, close) = AsyncStream<Bool>.makeStream()
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        let server = try RawServer { connection in
            _ = connection.readRequest()
            arrived.yield()
            close.yield(connection.waitForClose())
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            let call = Task {
                await failure { () throws(ServiceFailure) in
                    try await desk.sendMessage(conversationID: "c", content: "hi")
                }
            }
            for await _ in arrivals { break }
            call.cancel()
            #expect(await call.value == .cancelled)
            for await isClosed in closes {
                #expect(isClosed)
                break
            }
        }
    }

    @Test("a caller that gives up before the connection stands has sent nothing, and is told so")
    func cancelledBeforeLeaving() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        let server = try RawServer { connection in
            // The greeting is never answered.
            arrived.yield()
            _ = connection.waitForClose()
        }
        defer { server.stop() }
        let address = "https://127.0.0.1:\(server.port)"
        let call = Task { try await send(to: address) }
        for await _ in arrivals { break }
        call.cancel()
        let failure = try await call.value
        #expect(failure?.deliveryVerdict == .retry(after: nil))
    }

    @Test("a client whose runtime was shut down fails instead of hanging")
    func afterShutdown() async throws {
        let runtime = ClientRuntime()
        let desk = try Desk.support(port: 9, runtime: runtime)
        await runtime.shutdown()
        await runtime.shutdown()
        #expect(await failure { () throws(ServiceFailure) in try await desk.widgets() } != nil)
    }
}
