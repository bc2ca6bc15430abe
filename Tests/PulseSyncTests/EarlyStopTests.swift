import Foundation
import PulseClient
import PulseModel
import PulseStore
import Synchronization
import TestPacing
import Testing

@testable import PulseSimulator
@testable import PulseSync

/// A question is stopped before the server said anything of an answer.
@Suite("Stops before an answer", .paced)
struct EarlyStopTests {
    /// A server that takes a question and sends pings, and the answer's first frame only when the test wants it.
    private final class HangingServer: Sendable {
        let questions = Mutex(0)
        let stops = Mutex(0)
        let isClosed = Mutex(false)
        private let isToBegin = Mutex(false)
        private let isComment: Bool

        init(isComment: Bool) {
            self.isComment = isComment
        }

        func begin() { isToBegin.withLock { $0 = true } }

        func answer(_ request: Request) -> Answer {
            if request.target.hasSuffix("/stop") {
                stops.withLock { $0 += 1 }
                return .json(#"{"result":"success"}"#)
            }
            guard request.method == "POST" else { return .json(#"{"limit":20,"has_more":false,"data":[]}"#) }
            questions.withLock { $0 += 1 }
            let ids = #""message_id":"m1","conversation_id":"c1","task_id":"t1","created_at":1705569239"#
            let frame = Data("\n\ndata: {\"event\":\"message\",\"answer\":\"Hi \",\(ids)}\n\n".utf8)
            return .events(
                AsyncThrowingStream { line in
                    let sending = Task {
                        var hasBegun = false
                        while !Task.isCancelled {
                            if !hasBegun, self.isToBegin.withLock({ $0 }) {
                                hasBegun = true
                                line.yield(frame)
                            }
                            line.yield(Data((self.isComment ? ": x" : "event: ping\n\n").utf8))
                            // It has no end, so that only its rate bounds it.
                            try await Task.sleep(for: .milliseconds(5))
                        }
                    }
                    line.onTermination = { _ in
                        self.isClosed.withLock { $0 = true }
                        sending.cancel()
                    }
                }
            )
        }
    }

    private static let unanswered = Delivery.unknown(.stopped)

    /// Asks a question that arrives, and stops it; what it is told then goes on for so many milliseconds.
    private func stopping(
        within limit: Int64,
        _ server: HangingServer,
        _ body: (ScriptedDesk, ItemID) async throws -> Void
    ) async throws {
        var settings = SyncSettings.quick
        settings.stopLimit = limit
        try await withScriptedDesk(.assistant, settings: settings, answer: server.answer) { desk in
            let (conversation, item) = try await desk.ask("q")
            try await eventually("it has arrived") { server.questions.withLock { $0 } == 1 }
            desk.sync.request(.stopAnswer(conversation))
            try await body(desk, item)
        }
    }

    @Test(
        "a stop without a first frame closes the connection after its time, and the question is unknown",
        arguments: [false, true]
    )
    func nothingCame(isComment: Bool) async throws {
        let server = HangingServer(isComment: isComment)
        try await stopping(within: 200, server) { desk, item in
            try await eventually("unknown") { try await desk.exchange(item)?.delivery == Self.unanswered }
            try await eventually("closed") { server.isClosed.withLock { $0 } }
            #expect(server.stops.withLock { $0 } == 0)
            #expect(server.questions.withLock { $0 } == 1)
        }
    }

    @Test("a first frame within that time is stopped on the server")
    func cameLate() async throws {
        let server = HangingServer(isComment: false)
        try await stopping(within: 3_000, server) { desk, item in
            server.begin()
            try await eventually("stopped") { try await desk.exchange(item)?.state == .stopped }
            #expect(try await desk.exchange(item)?.answer == "Hi ")
            #expect(try await desk.exchange(item)?.delivery == .sent)
            #expect(server.stops.withLock { $0 } == 1)
        }
    }

    @Test("a question to which only pings come is said to wait")
    func waiting() async throws {
        var settings = SyncSettings.quick
        settings.stillWaiting = 100
        settings.stillWaitingStep = 50
        let server = HangingServer(isComment: false)
        try await withScriptedDesk(.assistant, settings: settings, answer: server.answer) { desk in
            let (conversation, item) = try await desk.ask("q")
            try await eventually("waiting") {
                desk.log.all.contains {
                    if case .stillWaiting(conversation, let silence) = $0 { silence >= 100 } else { false }
                }
            }
            #expect(try await desk.exchange(item)?.delivery == .sending)
        }
    }
}
