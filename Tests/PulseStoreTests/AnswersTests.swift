import PulseModel
import PulseStore
import TestPacing
import Testing

@Suite(.paced) struct AnswersTests {
    private func start(
        _ desk: TestDesk,
        _ item: ItemID,
        conversation: String = "c1",
        message: String = "m1",
        at second: Int64 = 100
    ) async throws -> TestDesk.Outcome<TranscriptItem> {
        try await desk.outcome {
            try await $0.answerStarted(
                item,
                conversationRemoteID: conversation,
                messageID: message,
                createdAt: Timestamp(seconds: second)
            )
        }
    }

    @Test func aNewConversationGetsItsIDFromTheFirstFrame() async throws {
        let desk = try TestDesk()
        let id = try await desk.dialogue()
        #expect(try await desk.row(id).presence == .local)
        let item = try await desk.send("Q", in: id)
        let change = try await start(desk, item)
        #expect(change.rows.map(\.remoteID) == ["c1"])
        #expect(change.rows.map(\.presence) == [.listed])
        #expect(change.rows.map(\.isAnswering) == [true])
        let exchange = change.items.first?.exchange
        #expect(exchange?.state == .streaming && exchange?.delivery == .sent && exchange?.remoteID == "m1")
    }

    @Test func aListThatWasQuickerMakesNoSecondConversation() async throws {
        let desk = try TestDesk()
        let id = try await desk.dialogue()
        let item = try await desk.send("Q", in: id)
        let twin = try await desk.listedDialogue("c1")
        // A time at which the page cannot recognise the question.
        _ = try await desk.store.merge(
            page: HistoryPage(
                conversation: twin,
                records: [ExchangeRecord(id: "m1", query: "Q", createdAt: Timestamp(seconds: 900))],
                request: .newest(20),
                isFull: false
            )
        )
        try await desk.store.saveDraft(Draft(text: "typed", caret: 5), of: twin)
        let change = try await start(desk, item)
        #expect(change.removedRows == [DeskChange.RemovedRow(id: twin, survivor: id)])
        #expect(change.removedItems.count == 1)
        #expect(change.rows.map(\.name) == ["Title"])
        #expect(change.rows.map(\.hasDraft) == [true])
        #expect(try await desk.store.rows().rows.map(\.id) == [id])
        #expect(try await desk.transcript(id) == ["Q"])
        #expect(try await desk.items(id).map(\.id) == [item])
    }

    @Test func anAnswerThatWasTooLongStaysThat() async throws {
        let desk = try TestDesk()
        let id = try await desk.dialogue()
        let item = try await desk.send("Q", in: id)
        _ = try await start(desk, item)
        let cut = Exchange(query: "Q", answer: "a part", state: .tooLong, remoteID: "m1")
        try await desk.store.finishAnswer(item, exchange: cut, endedAt: Timestamp(seconds: 120))
        #expect(try await desk.store.item(item)?.exchange == cut)
        #expect(try await desk.row(id).isAnswering == false)
    }

    @Test func aGrowingAnswerIsKeptAndItsRevisionGrowsPastTheScreens() async throws {
        let desk = try TestDesk()
        let id = try await desk.dialogue()
        let item = try await desk.send("Q", in: id)
        _ = try await start(desk, item)
        let half = Exchange(query: "Q", answer: "ha", state: .streaming, remoteID: "m1")
        try await desk.store.saveAnswer(item, exchange: half, revision: 40)
        #expect(try await desk.store.item(item)?.revision == 40)
        #expect(try await desk.store.item(item)?.exchange == half)
        var whole = half
        whole.answer = "half"
        whole.state = .stopped
        whole.sources = [Source(position: 1, documentName: "Manual", score: 0.5)]
        whole.thoughts = [Thought(id: "t", position: 1, thought: "hm")]
        let end = try await desk.outcome { [whole] in
            try await $0.finishAnswer(item, exchange: whole, revision: 55, endedAt: Timestamp(seconds: 120))
        }
        #expect(end.items.first?.revision == 56)
        #expect(end.items.first?.exchange == whole)
        #expect(end.rows.map(\.isAnswering) == [false])
        #expect(end.rows.map(\.snippet) == ["half"])
        #expect(end.rows.map(\.isUnread) == [true])
    }

    @Test func theListShowsTheAnswerThatThisDeskHasWhereTheServerHasNone() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let item = try await desk.send("Q", in: id, at: 100)
        _ = try await start(desk, item)
        let cut = Exchange(query: "Q", answer: "half", state: .interrupted, remoteID: "m1")
        try await desk.store.finishAnswer(item, exchange: cut, endedAt: Timestamp(seconds: 110))
        try await desk.page(id, [ExchangeRecord(id: "m1", query: "Q", answer: "", createdAt: Timestamp(seconds: 100))])
        #expect(try await desk.row(id).snippet == "half")
    }

    @Test func anUnknownQuestionIsResolvedByTheHistory() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let item = try await desk.send("What  now?", in: id, at: 100)
        try await desk.store.settle(item, as: .unknown(.service(.broken(detail: "reset"))))
        let merge = try await desk.page(
            id,
            [
                ExchangeRecord(id: "m0", query: "What now?", answer: "no", createdAt: Timestamp(seconds: 50)),
                ExchangeRecord(id: "m1", query: "What now?", answer: "yes", createdAt: Timestamp(seconds: 101)),
            ]
        )
        #expect(merge.added == 1)
        let resolved = try await desk.store.item(item)
        #expect(resolved?.delivery == .sent)
        #expect(resolved?.exchange?.remoteID == "m1")
        #expect(resolved?.exchange?.answer == "yes")
        #expect(resolved?.time == Timestamp(seconds: 101))
        #expect(merge.rows.map(\.unsent.isEmpty) == [true])
        #expect(try await desk.items(id).count == 2)
    }

    @Test func aQuestionThatThePageShowsBeforeItsFirstFrameIsNotDoubled() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let item = try await desk.send("Q", in: id, at: 100)
        let record = ExchangeRecord(id: "m1", query: "Q", createdAt: Timestamp(seconds: 101))
        let page = HistoryPage(conversation: id, records: [record], request: .newest(20), isFull: false)
        let merge = try await desk.store.merge(page: page)
        #expect(merge.added == 0)
        #expect(try await desk.delivery(item) == .sending)
        _ = try await start(desk, item, at: 101)
        #expect(try await desk.items(id).map(\.id) == [item])
        let outcome = try await desk.outcome { try await $0.merge(page: page) }
        #expect(outcome.change.isEmpty)
    }

    @Test func aQuestionThatThePageShowedHasArrivedWhateverTheConnectionSays() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let item = try await desk.send("Q", in: id, at: 100)
        let record = ExchangeRecord(id: "m1", query: "Q", createdAt: Timestamp(seconds: 101))
        _ = try await desk.store.merge(
            page: HistoryPage(conversation: id, records: [record], request: .newest(20), isFull: false)
        )
        try await desk.store.settle(item, as: .unknown(.service(.broken(detail: "reset"))))
        #expect(try await desk.delivery(item) == .sent)
        #expect(try await desk.store.item(item)?.exchange?.state == .empty)
    }

    @Test func whatOthersAskedIsNewsAndWhatThisDeskAskedIsNot() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let old = AssistantConversation(id: "c1", name: "Title", updatedAt: Timestamp(seconds: 1))
        func list(_ second: Int64, name: String = "Title") async throws -> TestDesk.Outcome<ListMerge> {
            var row = old
            row.updatedAt = Timestamp(seconds: second)
            row.name = name
            return try await desk.outcome { [row] in
                try await $0.merge(
                    list: [row],
                    of: TestDesk.assistant,
                    isFirstSync: false,
                    seenAt: Timestamp(seconds: second)
                )
            }
        }
        #expect(try await list(1).rows.isEmpty)
        let item = try await desk.send("Q", in: id, at: 100)
        #expect(try await list(100).arrived.isEmpty)
        _ = try await start(desk, item)
        try await desk.store.finishAnswer(
            item,
            exchange: Exchange(query: "Q", answer: "A", state: .complete),
            endedAt: Timestamp(seconds: 102)
        )
        #expect(try await list(101).arrived.isEmpty)
        #expect(try await list(200, name: "Renamed").arrived.isEmpty)
        #expect(try await list(300, name: "Renamed").arrived == [id])
        #expect(try await desk.row(id).lastActivity == Timestamp(seconds: 300))
    }

    @Test func aDeletedConversationStaysReadableAndARemovedOneIsGone() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        _ = try await desk.enter("Q", in: id)
        let outcome = try await desk.outcome { try await $0.rename(id, to: "Other") }
        #expect(outcome.rows.map(\.name) == ["Other"])
        let outcome2 = try await desk.outcome { try await $0.rename(id, to: "Other") }
        #expect(outcome2.change.isEmpty)
        let outcome3 = try await desk.outcome { try await $0.deletedOnServer(id) }
        #expect(outcome3.rows.map(\.presence) == [.deleted])
        #expect(try await desk.transcript(id) == ["Q"])
        #expect(try await desk.store.deliverable(account: TestDesk.assistant).isEmpty)
        let removed = try await desk.outcome { try await $0.remove(id) }
        #expect(removed.removedRows == [DeskChange.RemovedRow(id: id)] && removed.rows.isEmpty)
        #expect(try await desk.store.rows().rows.isEmpty)
        #expect(try await desk.items(id).isEmpty)
        await #expect(throws: StoreFailure.notFound) {
            try await desk.store.saveDraft(Draft(text: "x", caret: 0), of: id)
        }
    }
}
