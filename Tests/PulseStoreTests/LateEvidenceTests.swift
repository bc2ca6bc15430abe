import PulseModel
import PulseStore
import TestPacing
import Testing

/// What looks and pages showed of a message, before its own call said how it ended.
@Suite(.paced) struct LateEvidenceTests {
    private let lost = Delivery.unknown(.service(.timedOut(after: 30_000)))
    private let folder = TemporaryFolder()

    // MARK: - Who waits

    @Test func aVisitorWhoWroteAfterOurMessageWaitsThoughItsReplyComesLater() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Coming", in: id, at: 20)
        try await desk.look(TestDesk.row("Where are you?", at: 24))
        _ = try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 21))
        let row = try await desk.row(id)
        #expect(row.isWaiting && !row.snippetIsOurs)
        #expect(row.snippet == "Where are you?")
    }

    @Test func aVisitorWhoWroteAfterAnUnknownMessageWaitsThoughThePersonSaysItArrived() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Coming", in: id, at: 20)
        _ = try await desk.store.settle(item, as: lost)
        try await desk.look(TestDesk.row("Hello?", at: 90))
        _ = try await desk.store.markSent(item)
        #expect(try await desk.row(id).isWaiting)
        #expect(try await desk.row(id).snippet == "Hello?")
    }

    @Test func aVisitorWhoWroteBeforeOurMessageDoesNotWaitAfterIt() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        try await desk.look(TestDesk.row("Hello?", at: 15))
        let item = try await desk.send("Coming", in: id, at: 20)
        _ = try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 21))
        #expect(try await desk.row(id).isWaiting == false)
    }
}

extension TestDesk {
    /// The whole history, as the newest page.
    @discardableResult
    func page(_ conversation: ConversationID, _ records: [ExchangeRecord]) async throws -> HistoryMerge {
        try await store.merge(
            page: HistoryPage(conversation: conversation, records: records, request: .newest(20), isFull: false)
        )
    }
}
