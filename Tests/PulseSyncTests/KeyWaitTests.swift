import PulseClient
import PulseModel
import PulseSimulator
import PulseStore
import Synchronization
import TestPacing
import Testing

@testable import PulseSync

/// What is wanted while a key's command has not answered.
@Suite("Waiting for a key", .paced)
struct KeyWaitTests {
    /// A key's command that answers when the test says so.
    private final class SlowKey: Sendable {
        private let end = Mutex<Result<Void, KeyFailure>?>(nil)

        func answer(_ result: Result<Void, KeyFailure>) {
            end.withLock { $0 = result }
        }

        func wait() async throws(KeyFailure) {
            while true {
                if let result = end.withLock({ $0 }) { return try result.get() }
                do {
                    try await Task.sleep(for: .milliseconds(5))
                } catch {
                    throw KeyFailure(reason: "cancelled")
                }
            }
        }
    }

    /// A desk whose key is being read, with the row of a long conversation that an earlier run kept.
    private func withSlowKey(_ body: (SyncDesk, ConversationID, SlowKey) async throws -> Void) async throws {
        let key = SlowKey()
        let beforeKey = { @Sendable () async throws(KeyFailure) in try await key.wait() }
        try await withDesk(.long, only: .assistant, starts: false, beforeKey: beforeKey) { desk in
            let app = try #require(desk.simulator.addresses.assistants.first)
            _ = try await desk.store.merge(
                list: try await listElsewhere(app),
                of: SyncDesk.assistant,
                isFirstSync: true,
                seenAt: DeskMoment.now().wall
            )
            desk.sync.start()
            try await eventually("a state") { desk.log.health(SyncDesk.assistant) != nil }
            try await body(desk, try #require(try await desk.store.rows().rows.first).id, key)
        }
    }

    private func failures(_ desk: SyncDesk, _ conversation: ConversationID) -> [SyncReport] {
        desk.log.all.filter {
            if case .history(conversation, let state) = $0 { state.canBeTriedAgain } else { false }
        }
    }

    @Test("older messages are said to be loading, and load as soon as the key is there")
    func loads() async throws {
        try await withSlowKey { desk, conversation, key in
            desk.sync.request(.loadOlder(conversation, toBeginning: false))
            try await eventually("a word") { desk.log.history(conversation) != nil }
            #expect(desk.log.history(conversation) == .loading)
            key.answer(.success(()))
            try await eventually("older messages") {
                let count = try await desk.items(conversation).count
                return desk.log.history(conversation) == .more && count > 0
            }
            #expect(failures(desk, conversation).isEmpty)
        }
    }

    @Test("where the key cannot be had, that is said of the older messages too")
    func fails() async throws {
        try await withSlowKey { desk, conversation, key in
            desk.sync.request(.loadOlder(conversation, toBeginning: false))
            try await eventually("a word") { desk.log.history(conversation) != nil }
            key.answer(.failure(KeyFailure(reason: "locked")))
            try await eventually("the failure") { desk.log.history(conversation) == .noKey("locked") }
            #expect(desk.log.health(SyncDesk.assistant) == .noKey("locked"))
            key.answer(.success(()))
            desk.sync.request(.pollNow)
            desk.sync.request(.loadOlder(conversation, toBeginning: false))
            try await eventually("older messages") { desk.log.history(conversation) == .more }
        }
    }

    @Test("a loading that waits for the key can be stopped")
    func stops() async throws {
        try await withSlowKey { desk, conversation, key in
            desk.sync.request(.loadOlder(conversation, toBeginning: true))
            try await eventually("a word") { desk.log.history(conversation) != nil }
            desk.sync.request(.stopLoading(conversation))
            try await eventually("stopped") { desk.log.history(conversation) == .more }
            key.answer(.success(()))
            try await eventually("a whole round") { desk.log.state(SyncDesk.assistant)?.listsSeenAt != nil }
            #expect(try await desk.items(conversation).isEmpty)
            #expect(failures(desk, conversation).isEmpty)
        }
    }
}
