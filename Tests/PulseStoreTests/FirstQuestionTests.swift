import PulseModel
import PulseStore
import TestPacing
import Testing

/// A new conversation whose first question left, and no frame of an answer came.
@Suite(.paced) struct FirstQuestionTests {
    private let lost = Delivery.unknown(.service(.timedOut(after: 30_000)))

    private func record(_ query: String = "Q", at second: Int64) -> ExchangeRecord {
        ExchangeRecord(id: "m", query: query, answer: "A", createdAt: Timestamp(seconds: second))
    }

    /// A conversation whose first question left at 100 and is unknown.
    private func begin(_ desk: TestDesk, _ text: String = "Q") async throws -> (ConversationID, ItemID) {
        let id = try await desk.dialogue()
        let item = try await desk.send(text, in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        return (id, item)
    }

    @Test func nothingElseLeavesUntilItIsClear() async throws {
        let desk = try TestDesk()
        let (id, first) = try await begin(desk)
        let second = try await desk.enter("And", in: id, at: 110)
        #expect(try await desk.delivery(second) == .held(.behindAnother))
        #expect(try await desk.row(id).unsent == UnsentCounts(held: 1, unknown: 1))
        let retry = try await desk.outcome { try await $0.retry(second, at: Timestamp(seconds: 120)) }
        #expect(retry.change.isEmpty && !retry.value)
        #expect(try await desk.store.deliverable(account: TestDesk.assistant).isEmpty)
        #expect(try await desk.store.retry(first, at: Timestamp(seconds: 130)))
        #expect(try await desk.store.deliverable(account: TestDesk.assistant).map(\.id) == [first])
    }

    @Test func inAConversationThatTheServerKnowsLaterOnesLeave() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let first = try await desk.send("Q", in: id, at: 100)
        try await desk.store.settle(first, as: lost)
        let second = try await desk.enter("And", in: id, at: 110)
        #expect(try await desk.delivery(second) == .queued)
    }

    @Test(arguments: [true, false])
    func theRowThatTheServerBeganIsOneWithOurs(_ isStillLeaving: Bool) async throws {
        let desk = try TestDesk()
        let id = try await desk.dialogue()
        let item = try await desk.send("Q", in: id, at: 100)
        if !isStillLeaving { try await desk.store.settle(item, as: lost) }
        let list = try await desk.list(("c9", "New", 101))
        let twin = try #require(list.maybeOurs.first)
        #expect(list.maybeOurs.count == 1 && list.arrived.isEmpty)
        #expect(try await desk.list(("c9", "New", 101)).maybeOurs.isEmpty)
        if isStillLeaving { try await desk.store.settle(item, as: lost) }
        let page = try await desk.page(twin, [record(at: 101)])
        #expect(page.conversation == id && page.removedRows.map(\.id) == [twin])
        #expect(try await desk.delivery(item) == .sent)
        #expect(try await desk.store.item(item)?.exchange?.answer == "A")
        #expect(try await desk.items(id).map(\.id) == [item])
        let row = try await desk.row(id)
        #expect(row.remoteID == "c9" && row.name == "New" && row.presence == .listed && !row.isUnread)
        #expect(try await desk.store.rows(of: [twin]).isEmpty)
        let next = try await desk.enter("And", in: id, at: 200)
        #expect(try await desk.store.deliverable(account: TestDesk.assistant).map(\.remoteConversation) == ["c9"])
        #expect(try await desk.delivery(next) == .queued)
    }

    @Test func aRowThatWasReadAlreadyIsOneWithOursAllTheSame() async throws {
        let desk = try TestDesk()
        let id = try await desk.dialogue()
        let twin = try desk.first(try await desk.list(("c9", "New", 101)).rows).id
        try await desk.page(twin, [record(at: 101)])
        let item = try await desk.send("Q", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        #expect(try await desk.page(twin, [record(at: 101)]).conversation == id)
        #expect(try await desk.items(id).map(\.id) == [item])
    }

    @Test func otherTextsTimesAndDoubtsStayTwoConversations() async throws {
        let desk = try TestDesk()
        let (id, item) = try await begin(desk)
        #expect(try await desk.list(("late", "", 200)).maybeOurs.isEmpty)
        let other = try desk.first(try await desk.list(("other", "", 101)).maybeOurs)
        #expect(try await desk.page(other, [record("Else", at: 101)]).conversation == other)
        #expect(try await desk.delivery(item) == lost)
        _ = try await begin(desk)
        let doubt = try await desk.list(("doubt", "", 102))
        #expect(doubt.maybeOurs.isEmpty)
        let page = try await desk.page(try desk.first(doubt.rows).id, [record(at: 102)])
        #expect(page.removedRows.isEmpty)
        #expect(try await desk.row(id).remoteID == nil)
    }

    @Test func oneThatThePersonMarkedAsSentIsFoundInTheListAllTheSame() async throws {
        let desk = try TestDesk()
        let (id, item) = try await begin(desk)
        try await desk.store.markSent(item)
        let twin = try desk.first(try await desk.list(("c9", "New", 101)).maybeOurs)
        let page = try await desk.page(twin, [record(at: 101)])
        #expect(page.conversation == id && page.removedRows.map(\.id) == [twin])
        #expect(try await desk.items(id).map(\.id) == [item])
        #expect(try await desk.store.item(item)?.exchange?.answer == "A")
        #expect(try await desk.row(id).remoteID == "c9")
        _ = try await desk.enter("And", in: id, at: 200)
        #expect(try await desk.store.deliverable(account: TestDesk.assistant).map(\.remoteConversation) == ["c9"])
    }

    @Test func aLaterQuestionThatThePersonMarkedAsSentIsFoundInItsPage() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let item = try await desk.send("Q", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        try await desk.store.markSent(item)
        let page = try await desk.page(id, [record(at: 101)])
        #expect(page.items.map(\.id) == [item] && !page.hasArrived)
        #expect(try await desk.items(id).map(\.id) == [item])
        #expect(try await desk.store.item(item)?.exchange?.answer == "A")
        #expect(try await desk.delivery(item) == .sent)
    }
}
