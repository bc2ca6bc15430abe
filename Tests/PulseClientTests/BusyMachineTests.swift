import Glibc
import PulseModel
import Synchronization
import TestPacing
import Testing

@testable import PulseClient

/// Servers that answer, and close, before this process gets round to anything more.
@Suite("A busy machine", .paced)
struct BusyMachineTests {
    private static let message = RawReplyText.json(#"{"success":true,"data":{"messageId":"m"}}"#)
    private static let firstFrame = RawReplyText.frame(
        #"{"event":"message","task_id":"t","message_id":"m","answer":"w0 "}"#
    )
    private static let answer =
        (1...20).map { RawReplyText.frame(#"{"event":"message","task_id":"t","message_id":"m","answer":"w\#($0) "}"#) }
        .joined()
        + RawReplyText.frame(#"{"event":"message_end","task_id":"t","message_id":"m"}"#)

    /// A server that gives the first bytes alone, and then all others and its end in one.
    private func server(_ first: String, _ rest: String) throws -> RawServer {
        try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(first)
            usleep(3_000)
            connection.send(rest)
        }
    }

    /// Keeps every thread of the tasks' pool busy while work goes on, so that each of its steps waits its turn.
    private func whileBusy<Value>(_ work: () async throws -> Value) async throws -> Value {
        let tasks = (0..<4).map { _ in
            Task {
                while !Task.isCancelled {
                    let end = ContinuousClock.now + .milliseconds(1)
                    while ContinuousClock.now < end { continue }
                    await Task.yield()
                }
            }
        }
        defer { for task in tasks { task.cancel() } }
        return try await work()
    }

    @Test("a send that the server answered was sent")
    func sends() async throws {
        let server = try self.server(String(Self.message.dropLast(5)), String(Self.message.suffix(5)))
        defer { server.stop() }
        try await withRuntime { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            let failures = try await whileBusy {
                var failures: [ServiceFailure] = []
                for _ in 0..<20 {
                    let failure = await failure { () throws(ServiceFailure) in
                        try await desk.sendMessage(conversationID: "c", content: "hi")
                    }
                    if let failure { failures.append(failure) }
                }
                return failures
            }
            #expect(failures.isEmpty)
        }
    }

    @Test("an answer that the server gave whole is whole")
    func asks() async throws {
        let server = try self.server(RawReplyText.streamHead + Self.firstFrame, Self.answer)
        defer { server.stop() }
        try await withRuntime { runtime in
            let assistant = try Desk.assistant(port: server.port, runtime: runtime)
            let ends = try await whileBusy {
                var ends: [StreamEnd?] = []
                for _ in 0..<20 { ends.append(await collect(try await assistant.stream(query: "hi")).answer.end) }
                return ends
            }
            #expect(ends.allSatisfy { $0 == .finished }, "\(ends.filter { $0 != .finished })")
        }
    }
}
