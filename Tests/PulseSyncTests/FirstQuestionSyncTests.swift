import PulseModel
import PulseSimulator
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

/// A new conversation whose first question left, and no frame of an answer came.
@Suite("A first question whose fate is unknown", .paced)
struct FirstQuestionSyncTests {
    /// The usual speed, but lists are looked at only when there is a reason.
    private var settings: SyncSettings {
        var settings = SyncSettings.quick
        settings.conversations = 60_000
        settings.titleLooks = []
        return settings
    }

    /// A conversation whose first question is unknown, on a desk that cannot read anything since.
    private func begin(_ desk: SyncDesk, _ fault: Fault) async throws -> (ConversationID, ItemID) {
        try await eventually("a whole round") { desk.log.state(SyncDesk.assistant)?.listsSeenAt != nil }
        await desk.simulator.setFaults([fault], scope: .all)
        let (conversation, item) = try await desk.ask("What is a hub?")
        try await eventually("unknown") {
            if case .unknown = try await desk.delivery(item) { true } else { false }
        }
        return (conversation, item)
    }

    /// The person says that the first question was sent and asks on, and the server answers again: one conversation more.
    private func markSentAndGoOn(
        _ desk: SyncDesk,
        _ fault: Fault,
        received: Int
    ) async throws -> (ConversationID, first: ItemID, next: ItemID) {
        let app = try #require(desk.simulator.addresses.assistants.first)
        let before = try await listElsewhere(app).count
        let (conversation, item) = try await begin(desk, fault)
        #expect(await desk.received("What is a hub?") == received)
        _ = try await desk.store.markSent(item)
        let next = try await desk.send("And a switch?", in: conversation)
        await desk.simulator.setFaults([])
        desk.sync.request(.pollNow)
        try await eventually("the next answer") { try await desk.exchange(next)?.state == .complete }
        #expect(try await listElsewhere(app).count == before + 1)
        return (conversation, item, next)
    }

    @Test("marked as sent, its conversation is looked for before the next question leaves, which goes into it")
    func found() async throws {
        try await withDesk(settings: settings, only: .assistant) { desk in
            let (conversation, item, next) = try await markSentAndGoOn(desk, .lostReply, received: 1)
            #expect(try await desk.row(conversation)?.remoteID != nil)
            let items = try await desk.items(conversation)
            #expect(items.map(\.id) == [item, next])
            // The page with it may come after the answer to the second question.
            try await eventually("the first answer") { try await desk.exchange(item)?.answer.isEmpty == false }
            #expect(await desk.received("What is a hub?") == 1)
            #expect(await desk.received("And a switch?") == 1)
        }
    }

    @Test("marked as sent though the server never had it, the next question begins the conversation")
    func absent() async throws {
        try await withDesk(settings: settings, only: .assistant) { desk in
            let (conversation, item, next) = try await markSentAndGoOn(desk, .serverError, received: 0)
            #expect(try await desk.items(conversation).map(\.id) == [item, next])
            #expect(await desk.received("And a switch?") == 1)
        }
    }
}
