import PulseModel
import PulseSimulator
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

@Suite("Sending while the store fails", .paced)
struct StoreFailureTests {
    private func ready(_ desk: SyncDesk) async throws -> ConversationRow {
        try await eventually("a whole round") { desk.log.state(SyncDesk.support)?.listsSeenAt != nil }
        return try #require(try await desk.row(named: "Jane Doe"))
    }

    @Test("what cannot be marked as leaving does not leave, and is not tried in a loop without a pause")
    func notLeaving() async throws {
        var settings = SyncSettings.quick
        settings.firstBackoff = 60_000
        try await withDesk(settings: settings, only: .support, storeFails: true) { desk in
            let row = try await ready(desk)
            try await RefusingStore.refuse(.leaving, in: desk.store)
            let item = try await desk.send("hello", in: row.id)
            try await eventually("a failure") { !desk.log.storeFailures.isEmpty }
            let polls = await desk.simulator.requests.values.reduce(0, +)
            try await eventually("twenty polls") { await desk.simulator.requests.values.reduce(0, +) > polls + 20 }
            #expect(desk.log.storeFailures.count == 1)
            #expect(try await desk.delivery(item) == .queued)
            try await RefusingStore.recover(desk.store)
            desk.sync.request(.pollNow)
            try await eventually("sent") { try await desk.delivery(item) == .sent }
            #expect(await desk.received("hello") == 1)
        }
    }

    @Test("an end that the store could not take is stored when it can, and nothing is sent twice")
    func unsavedEnd() async throws {
        try await withDesk(only: .support, storeFails: true) { desk in
            let row = try await ready(desk)
            try await RefusingStore.refuse(.sent, in: desk.store)
            let first = try await desk.send("one", in: row.id)
            let second = try await desk.send("two", in: row.id)
            try await eventually("some tries") { desk.log.storeFailures.count > 2 }
            #expect(try await desk.delivery(first) == .sending)
            #expect(try await desk.delivery(second) == .queued)
            try await RefusingStore.recover(desk.store)
            try await eventually("both") {
                let (one, two) = (try await desk.delivery(first), try await desk.delivery(second))
                return one == .sent && two == .sent
            }
            #expect(await desk.received("one") == 1)
            #expect(await desk.received("two") == 1)
        }
    }

    @Test("a streamed answer is kept though its first frame could not be stored")
    func unsavedStart() async throws {
        try await withDesk(only: .assistant, pace: 1, storeFails: true) { desk in
            try await eventually("a whole round") { desk.log.state(SyncDesk.assistant)?.listsSeenAt != nil }
            try await RefusingStore.refuse(.sent, in: desk.store)
            let (_, item) = try await desk.ask("[n=40][slow=0.05][first=0]")
            try await eventually("a failure") { !desk.log.storeFailures.isEmpty }
            try await RefusingStore.recover(desk.store)
            try await eventually("streaming") { try await desk.exchange(item)?.state == .streaming }
            try await eventually("the end") { try await desk.exchange(item)?.state == .complete }
            #expect(try await desk.exchange(item)?.answer.isEmpty == false)
        }
    }
}
