import Foundation
import PulseClient
import PulseModel
import PulseStore
import Synchronization
import TestPacing
import Testing

@testable import PulseSimulator
@testable import PulseSync

/// Servers whose answers have no end.
@Suite("Answers without an end", .paced)
struct LongAnswerTests {
    /// A server that sends the same frame for ever, and counts what is asked of it.
    private final class EndlessServer: Sendable {
        let stops = Mutex(0)
        private let ended = Mutex(false)
        private let frame: String
        /// Whether a stop ends the stream.
        private let obeys: Bool

        init(_ frame: String, obeys: Bool = false) {
            self.frame = frame
            self.obeys = obeys
        }

        func answer(_ request: Request) -> Answer {
            if request.target.hasSuffix("/stop") {
                stops.withLock { $0 += 1 }
                if obeys { ended.withLock { $0 = true } }
                return .json(#"{"result":"success"}"#)
            }
            guard request.method == "POST" else { return .json(#"{"limit":20,"has_more":false,"data":[]}"#) }
            let ids = #""message_id":"m1","conversation_id":"c1","task_id":"t1","created_at":1705569239"#
            let first = Data("data: {\"event\":\"message\",\"answer\":\"Hi \",\(ids)}\n\n".utf8)
            let piece = Data("data: {\(frame),\(ids)}\n\n".utf8)
            let isFirst = Mutex(true)
            return .events(
                AsyncThrowingStream {
                    if isFirst.withLock({ first in
                        defer { first = false }
                        return first
                    }) {
                        return first
                    }
                    return self.ended.withLock { $0 } ? nil : piece
                }
            )
        }
    }

    private static func message(_ text: String) -> String { #""event":"message","answer":"\#(text)""# }

    @Test(
        "an answer that is too long is ended here and on the server, and what came is kept",
        arguments: [
            message(String(repeating: "word ", count: 2000)), message(String(repeating: #"\u0301"#, count: 5000)),
            message(String(repeating: "\u{1F468}\u{200D}", count: 5000)),
            #""event":"agent_thought","id":"t","observation":"\#(String(repeating: "o", count: 2 << 20))""#,
        ]
    )
    func tooLong(_ frame: String) async throws {
        var settings = SyncSettings.quick
        settings.limits.answerBytes = 1 << 20
        let server = EndlessServer(frame)
        try await withScriptedDesk(.assistant, settings: settings, answer: server.answer) { desk in
            let (_, item) = try await desk.ask("q")
            try await eventually("ended") { try await desk.exchange(item)?.state == .tooLong }
            let exchange = try #require(try await desk.exchange(item))
            #expect(exchange.delivery == .sent)
            // As bytes: marks make one character of what they follow.
            let bytes = Array(exchange.answer.utf8)
            #expect(Array(bytes.prefix(3)) == Array("Hi ".utf8))
            #expect(bytes.count <= 1 << 20)
            #expect(server.stops.withLock { $0 } == 1)
        }
    }

    @Test(
        "after a stop that the server ignores the answer is read on for a bounded time and amount only",
        arguments: [message("x"), message(String(repeating: "x", count: 100_000)), #""event":"ping""#]
    )
    func ignoredStop(_ frame: String) async throws {
        var settings = SyncSettings.quick
        settings.stopLimit = 300
        let server = EndlessServer(frame)
        try await withScriptedDesk(.assistant, settings: settings, answer: server.answer) { desk in
            let (conversation, item) = try await desk.ask("q")
            try await eventually("streaming") { !desk.log.answers(conversation).isEmpty }
            desk.sync.request(.stopAnswer(conversation))
            try await eventually("stopped") { try await desk.exchange(item)?.state == .stopped }
            let isKept = try await desk.exchange(item)?.answer.hasPrefix("Hi ")
            #expect(isKept == true)
            #expect(server.stops.withLock { $0 } == 1)
        }
    }

    @Test("leaving does not wait for a stream that never pauses")
    func leaving() async throws {
        let server = EndlessServer(#""event":"ping""#)
        try await withScriptedDesk(.assistant, answer: server.answer) { desk in
            let (conversation, item) = try await desk.ask("q")
            try await eventually("streaming") { !desk.log.answers(conversation).isEmpty }
            // With the stream read to its end this would never return.
            await desk.sync.shutdown(limit: Duration.milliseconds(50))
            #expect(try await desk.exchange(item)?.state == .interrupted)
        }
    }

    @Test(
        "what is written of an answer that grows fast stays within a few times its length",
        arguments: [1000, 100_000]
    )
    func writes(_ piece: Int) {
        var growth = SavedGrowth()
        var (size, written) = (0, 0)
        var awake: Int64 = 0
        while size < 4 << 20 {
            size += piece
            awake += 1
            if growth.isDue(size: size, received: size, at: awake), size > 64 << 10 { written += size }
        }
        #expect(written < 6 * size)
        #expect(written > size / 2)
    }

    @Test("a small answer is stored each time, a large one when a quarter of it is new or after half a minute")
    func due() {
        var growth = SavedGrowth()
        func isDue(size: Int, received: Int, at awake: Int64) -> Bool {
            growth.isDue(size: size, received: received, at: awake)
        }
        #expect(isDue(size: 10, received: 10, at: 0))
        #expect(isDue(size: 11, received: 11, at: 1))
        #expect(isDue(size: 1_000_000, received: 1_000_000, at: 2))
        #expect(!isDue(size: 1_000_100, received: 1_000_100, at: 3))
        #expect(isDue(size: 1_000_100, received: 1_000_100, at: 30_002))
        #expect(!isDue(size: 1_000_100, received: 1_000_100, at: 90_000))
        // Replaced by a text of the same length.
        #expect(isDue(size: 1_000_100, received: 2_000_200, at: 90_001))
    }
}
