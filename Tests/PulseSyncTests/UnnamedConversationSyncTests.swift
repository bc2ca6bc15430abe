import Foundation
import PulseClient
import PulseModel
import PulseStore
import Synchronization
import TestPacing
import Testing

@testable import PulseSimulator
@testable import PulseSync

/// A server whose answers do not say which conversation they belong to.
@Suite("Answers that do not name their conversation", .paced)
struct UnnamedConversationSyncTests {
    private final class NamelessServer: Sendable {
        /// Whether the list and the history show the conversation.
        let shows: Mutex<Bool>
        let asked = Mutex<[String]>([])
        private let isBlocking: Bool
        private let beganAt = Mutex<Int>(0)

        init(isBlocking: Bool, shows: Bool) {
            self.isBlocking = isBlocking
            self.shows = Mutex(shows)
        }

        func answer(_ request: Request) async throws -> Answer {
            if request.method == "POST" {
                let body = try await request.body.collect(atMost: 65_536)
                let count = asked.withLock { asked in
                    asked.append(String(decoding: body, as: UTF8.self))
                    return asked.count
                }
                let now = Int(Date.now.timeIntervalSince1970)
                if count == 1 { beganAt.withLock { $0 = now } }
                let ids = #""message_id":"m\#(count)","created_at":\#(now)"#
                if isBlocking { return .json(#"{"event":"message","answer":"w0 w1","mode":"chat",\#(ids)}"#) }
                let frames = [
                    #"{"event":"message","task_id":"t","answer":"w0 ",\#(ids)}"#,
                    #"{"event":"message","task_id":"t","answer":"w1",\#(ids)}"#, #"{"event":"message_end",\#(ids)}"#,
                ]
                return .events(
                    AsyncThrowingStream { continuation in
                        for frame in frames { continuation.yield(Data("data: \(frame)\n\n".utf8)) }
                        continuation.finish()
                    }
                )
            }
            let began = beganAt.withLock { $0 }
            guard began > 0, shows.withLock({ $0 }) else { return .json(#"{"limit":20,"has_more":false,"data":[]}"#) }
            let row =
                request.target.contains("/messages")
                ? #"{"id":"m1","conversation_id":"c9","query":"lonely","answer":"w0 w1","created_at":\#(began)}"#
                : #"{"id":"c9","name":"Made","inputs":{},"created_at":\#(began),"updated_at":\#(began)}"#
            return .json(#"{"limit":20,"has_more":false,"data":[\#(row)]}"#)
        }
    }

    @Test("the whole answer is kept, and the conversation is found in the list", arguments: [false, true])
    func isFound(_ isBlocking: Bool) async throws {
        let server = NamelessServer(isBlocking: isBlocking, shows: true)
        try await withScriptedDesk(.assistant, answer: server.answer) { desk in
            let (conversation, item) = try await desk.ask("lonely")
            try await eventually("answered") { try await desk.exchange(item)?.state == .complete }
            #expect(try await desk.exchange(item)?.answer == "w0 w1")
            try await eventually("joined") {
                try await desk.store.rows(of: [conversation]).first?.remoteID == "c9"
            }
            #expect(try await desk.store.rows().rows.count == 1)
            #expect(try await desk.exchange(item)?.answer == "w0 w1")
        }
    }

    @Test("until its conversation is found a further question waits, and then goes into it")
    func nextWaits() async throws {
        let server = NamelessServer(isBlocking: false, shows: false)
        try await withScriptedDesk(.assistant, answer: server.answer) { desk in
            let (conversation, item) = try await desk.ask("lonely")
            try await eventually("answered") { try await desk.exchange(item)?.state == .complete }
            let next = try await desk.store.enqueue(
                text: "second",
                in: conversation,
                enteredAt: DeskMoment.now().wall
            )
            try await eventually("held") { try await desk.exchange(next)?.delivery == .held(.behindAnother) }
            #expect(server.asked.withLock { $0.count } == 1)
            server.shows.withLock { $0 = true }
            _ = try await desk.store.retry(next, at: DeskMoment.now().wall)
            try await eventually("the next answer") { try await desk.exchange(next)?.state == .complete }
            #expect(server.asked.withLock { $0.last }?.contains(#""conversation_id":"c9""#) == true)
        }
    }
}
