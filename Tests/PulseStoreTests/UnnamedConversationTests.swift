import PulseModel
import PulseStore
import TestPacing
import Testing

/// A new conversation whose answer came, in frames that did not say which conversation it is.
@Suite(.paced) struct UnnamedConversationTests {
    private func record(_ id: String = "m1", _ query: String = "Q", at second: Int64) -> ExchangeRecord {
        ExchangeRecord(id: id, query: query, answer: "server's", createdAt: Timestamp(seconds: second))
    }

    /// A conversation whose first question left at 100, with its answer.
    private func begin(_ desk: TestDesk) async throws -> (ConversationID, ItemID) {
        let id = try await desk.dialogue()
        let item = try await desk.send("Q", in: id, at: 100)
        let started = try await desk.store.answerStarted(
            item,
            conversationRemoteID: nil,
            messageID: "m1",
            createdAt: Timestamp(seconds: 101)
        )
        #expect(started.exchange?.state == .streaming)
        return (id, item)
    }

    private func finish(_ desk: TestDesk, _ item: ItemID, _ state: AnswerState = .complete) async throws {
        let exchange = Exchange(query: "Q", answer: "w0 w1", state: state, remoteID: "m1")
        try await desk.store.finishAnswer(item, exchange: exchange, endedAt: Timestamp(seconds: 110))
    }

    @Test(arguments: [AnswerState.complete, .stopped, .interrupted])
    func theAnswerIsKept(_ state: AnswerState) async throws {
        let desk = try TestDesk()
        let (id, item) = try await begin(desk)
        try await finish(desk, item, state)
        let kept = try #require(try await desk.store.item(item)?.exchange)
        #expect(kept.answer == "w0 w1" && kept.state == state && kept.delivery == .sent && kept.remoteID == "m1")
        let row = try await desk.row(id)
        #expect(row.remoteID == nil && row.snippet == "w0 w1")
        #expect(try await desk.store.begun(id) == .answered)
    }

    @Test(arguments: [true, false])
    func theRowOfTheListWhosePageShowsTheMessageIsOneWithIt(_ isStreaming: Bool) async throws {
        let desk = try TestDesk()
        let (id, item) = try await begin(desk)
        if !isStreaming { try await finish(desk, item) }
        let twin = try desk.first(try await desk.list(("c9", "Made", 101)).maybeOurs)
        let page = try await desk.page(twin, [record(at: 101)])
        #expect(page.conversation == id && page.removedRows.map(\.id) == [twin])
        #expect(try await desk.items(id).map(\.id) == [item])
        if isStreaming { try await finish(desk, item) }
        #expect(try await desk.row(id).remoteID == "c9")
        #expect(try await desk.row(id).name == "Made")
        #expect(try await desk.store.item(item)?.exchange?.delivery == .sent)
        #expect(try await desk.store.begun(id) == .no)
        _ = try await desk.enter("And", in: id, at: 200)
        #expect(try await desk.store.deliverable(account: TestDesk.assistant).map(\.remoteConversation) == ["c9"])
    }

    @Test func aRowWhosePageWasEmptyIsLookedAtAgain() async throws {
        let desk = try TestDesk()
        let (_, item) = try await begin(desk)
        let twin = try desk.first(try await desk.list(("c9", "Made", 101)).maybeOurs)
        #expect(try await desk.page(twin, []).conversation == twin)
        try await finish(desk, item)
        #expect(try await desk.list(("c9", "Made", 101)).maybeOurs == [twin])
        try await desk.page(twin, [record("other", at: 101)])
        #expect(try await desk.list(("c9", "Made", 101)).maybeOurs.isEmpty)
    }

    @Test func theMessagesIDSaysItWhateverTheTimes() async throws {
        let desk = try TestDesk()
        let (id, item) = try await begin(desk)
        try await finish(desk, item)
        let twin = try desk.first(try await desk.list(("c9", "Made", 90_000)).rows).id
        #expect(try await desk.page(twin, [record(at: 90_000)]).conversation == id)
        #expect(try await desk.items(id).map(\.id) == [item])
    }

    @Test func theSameQuestionUnderAnotherIDIsNotIt() async throws {
        let desk = try TestDesk()
        let (id, item) = try await begin(desk)
        try await finish(desk, item)
        let other = try desk.first(try await desk.list(("c9", "Made", 101)).maybeOurs)
        #expect(try await desk.page(other, [record("m2", at: 101)]).conversation == other)
        #expect(try await desk.row(id).remoteID == nil)
    }

    @Test(arguments: [true, false])
    func aLaterFrameNamesIt(_ wasListed: Bool) async throws {
        let desk = try TestDesk()
        let (id, item) = try await begin(desk)
        if wasListed { try await desk.list(("c9", "Made", 101)) }
        let named = try await desk.outcome { try await $0.answerNamed(item, conversationRemoteID: "c9") }
        #expect(named.rows.map(\.id) == [id] && named.removedRows.count == (wasListed ? 1 : 0))
        let outcome = try await desk.outcome { try await $0.answerNamed(item, conversationRemoteID: "c8") }
        #expect(outcome.change.isEmpty)
        try await finish(desk, item)
        let row = try await desk.row(id)
        #expect(row.remoteID == "c9" && row.presence == .listed && row.lastActivity == Timestamp(seconds: 101))
        #expect(try await desk.page(id, [record(at: 101)]).arrived.isEmpty)
        #expect(try await desk.items(id).map(\.id) == [item])
    }

    @Test func aLaterFrameNamesOneWhosePageWasRead() async throws {
        let desk = try TestDesk()
        // The page came while another conversation might have been it as well.
        let (id, item) = try await begin(desk)
        let twin = try desk.first(try await desk.list(("c9", "Made", 101)).rows).id
        let full = HistoryPage(
            conversation: twin,
            records: [record(at: 101)],
            request: .newest(1),
            isFull: true
        )
        #expect(try await desk.store.merge(page: full).conversation == twin)
        let named = try await desk.outcome { try await $0.answerNamed(item, conversationRemoteID: "c9") }
        #expect(named.removedRows.map(\.id) == [twin])
        #expect(try await desk.items(id).map(\.id) == [item])
    }
}
