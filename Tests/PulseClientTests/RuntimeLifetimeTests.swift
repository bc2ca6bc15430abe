import Foundation
import PulseModel
import Synchronization
import TestPacing
import Testing

@testable import PulseClient

/// A runtime ends by itself: nobody has to remember it.
@Suite("Lifetime of a runtime", .paced)
struct RuntimeLifetimeTests {
    @Test("connections are closed when the last client lets go, without a shutdown")
    func dropped() async throws {
        let closed = Mutex(false)
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(RawReplyText.json(#"{"success":true,"data":[]}"#))
            let isClosed = connection.waitForClose()
            closed.withLock { $0 = isClosed }
        }
        defer { server.stop() }
        func use() async throws {
            let client = try Desk.support(port: server.port, runtime: ClientRuntime())
            _ = try await client.widgets()
            #expect(!closed.withLock { $0 })
        }
        try await use()
        let end = ContinuousClock.now + .seconds(10)
        while !closed.withLock({ $0 }), ContinuousClock.now < end { await Task.yield() }
        #expect(closed.withLock { $0 })
    }

    @Test("a stream goes on after everything else of its runtime is gone")
    func streamOutlives() async throws {
        let goOn = Mutex(false)
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send(RawReplyText.streamHead)
            connection.send(RawReplyText.frame(#"{"event":"message","message_id":"m","answer":"a"}"#))
            let end = ContinuousClock.now + .seconds(10)
            while !goOn.withLock({ $0 }), ContinuousClock.now < end { usleep(1000) }
            connection.send(RawReplyText.frame(#"{"event":"message_end","message_id":"m"}"#))
        }
        defer { server.stop() }
        func open() async throws -> AnswerStream {
            try await Desk.assistant(port: server.port, runtime: ClientRuntime()).stream(query: "q")
        }
        let stream = try await open()
        goOn.withLock { $0 = true }
        let (answer, _) = await collect(stream)
        #expect(answer.text == "a")
        #expect(answer.end == .finished)
    }
}
