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
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 21))
        let row = try await desk.row(id)
        #expect(row.isWaiting && !row.snippetIsOurs)
        #expect(row.snippet == "Where are you?")
    }

    @Test func aVisitorWhoWroteAfterAnUnknownMessageWaitsThoughThePersonSaysItArrived() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Coming", in: id, at: 20)
        try await desk.store.settle(item, as: lost)
        try await desk.look(TestDesk.row("Hello?", at: 90))
        try await desk.store.markSent(item)
        #expect(try await desk.row(id).isWaiting)
        #expect(try await desk.row(id).snippet == "Hello?")
    }

    @Test func aVisitorWhoWroteBeforeOurMessageDoesNotWaitAfterIt() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        try await desk.look(TestDesk.row("Hello?", at: 15))
        let item = try await desk.send("Coming", in: id, at: 20)
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 21))
        #expect(try await desk.row(id).isWaiting == false)
    }

    // MARK: - After a crash

    @Test func aMessageThatALookShowedBeforeTheProgramEndedWasSent() async throws {
        let desk = try TestDesk(folder: folder.path)
        let id = try await desk.conversation()
        let item = try await desk.send("Hello", in: id)
        let behind = try await desk.enter("And", in: id)
        try await desk.look(TestDesk.row("Hello", at: 101))
        desk.store.close()
        let next = try TestDesk(folder: folder.path)
        #expect(try await next.delivery(item) == .sent)
        #expect(try await next.delivery(behind) == .queued)
        #expect(try await next.row(id).unsent == UnsentCounts(underWay: 1))
        next.store.close()
    }

    @Test func aQuestionThatAPageShowedBeforeTheProgramEndedWasTaken() async throws {
        let desk = try TestDesk(folder: folder.path)
        let id = try await desk.listedDialogue()
        let item = try await desk.send("Q", in: id)
        try await desk.page(id, [ExchangeRecord(id: "m", query: "Q", createdAt: Timestamp(seconds: 102))])
        #expect(try await desk.delivery(item) == .sending)
        desk.store.close()
        let next = try TestDesk(folder: folder.path)
        #expect(try await next.delivery(item) == .sent)
        #expect(try await next.store.item(item)?.time == Timestamp(seconds: 102))
        next.store.close()
    }

    // MARK: - While it leaves again

    @Test func aMessageWhoseFirstWayIsSeenWhileTheSecondFailsDoesNotLeaveAThirdTime() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Once", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        _ = try await desk.store.retry(item, at: Timestamp(seconds: 110))
        try await desk.store.setSending(item, leavesAt: Timestamp(seconds: 111))
        try await desk.look(TestDesk.row("Once", at: 101))
        try await desk.store.settle(item, as: .queued)
        #expect(try await desk.delivery(item) == .sent)
        #expect(try await desk.deliverable().isEmpty)
    }

    @Test func aQuestionWhoseFirstWayIsSeenWhileTheSecondFailsIsNotAskedAThirdTime() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let item = try await desk.send("Q", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        _ = try await desk.store.retry(item, at: Timestamp(seconds: 110))
        try await desk.store.setSending(item, leavesAt: Timestamp(seconds: 111))
        try await desk.page(id, [ExchangeRecord(id: "m", query: "Q", createdAt: Timestamp(seconds: 101))])
        try await desk.store.settle(item, as: .queued)
        #expect(try await desk.delivery(item) == .sent)
        #expect(try await desk.store.deliverable(account: TestDesk.assistant).isEmpty)
    }

    @Test func aTextLikeOursIsTheVisitorsWhereOursNeverLeft() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("ok", in: id, at: 100)
        try await desk.look(TestDesk.row("ok", at: 101))
        try await desk.store.settle(item, as: .queued)
        #expect(try await desk.deliverable() == [item])
        #expect(try await desk.look(TestDesk.row("ok", at: 101)).arrived == [id])
        #expect(try await desk.row(id).isWaiting)
        #expect(try await desk.transcript(id).contains("~ok"))
    }

    @Test func aMessageThatWasTurnedAwayAndIsShownLeavesNoSecondTime() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Once", in: id, at: 100)
        try await desk.store.settle(item, as: .queued, wasReached: true)
        #expect(try await desk.store.deliverable(account: TestDesk.support).map(\.needsLook) == [true])
        let look = try await desk.look(TestDesk.row("Once", at: 101))
        #expect(look.arrived.isEmpty)
        #expect(try await desk.delivery(item) == .sent)
        #expect(try await desk.deliverable().isEmpty)
        #expect(try await desk.transcript(id) == ["own: Once"])
    }

    @Test func aMessageThatALookShowedBeforeItWasTurnedAwayWasSent() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Once", in: id, at: 100)
        try await desk.look(TestDesk.row("Once", at: 101))
        try await desk.store.settle(item, as: .queued, wasReached: true)
        #expect(try await desk.delivery(item) == .sent)
    }

    @Test func onlyAKeyLetsWhatMayHaveArrivedLeaveWithoutALook() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Once", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        _ = try await desk.store.retry(item, at: Timestamp(seconds: 110))
        #expect(try await desk.store.deliverable(account: TestDesk.support).map(\.needsLook) == [false])
        try await desk.store.setSending(item, leavesAt: Timestamp(seconds: 111))
        try await desk.store.settle(item, as: .queued, wasReached: true)
        #expect(try await desk.store.deliverable(account: TestDesk.support).map(\.needsLook) == [true])
    }

    // MARK: - One record and one question

    @Test func aQuestionThatIsSettledWithAnIdThatAPageBroughtIsOneWithIt() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let item = try await desk.send("Q", in: id, at: 100)
        // The times are too far apart for the page to recognise the question.
        let record = ExchangeRecord(id: "m", query: "Q", answer: "A", createdAt: Timestamp(seconds: 500))
        try await desk.page(id, [record])
        let twin = try #require(try await desk.items(id).first { $0.id != item })
        let change = try await desk.outcome { try await $0.settle(item, as: .sent, remoteID: "m") }
        #expect(change.removedItems == [twin.id])
        #expect(try await desk.items(id).map(\.id) == [item])
        #expect(try await desk.store.item(item)?.exchange?.answer == "A")
        #expect(try await desk.store.item(item)?.exchange?.state == .complete)
        #expect(try await desk.page(id, [record]).added == 0)
    }

    // MARK: - Taken back or refused

    @Test func aWithdrawnMessageThatHadArrivedIsNotTheVisitors() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Hello", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        _ = try await desk.store.backToDraft(item)
        let look = try await desk.look(TestDesk.row("Hello", at: 101))
        #expect(look.arrived.isEmpty)
        let row = try await desk.row(id)
        #expect(!row.isUnread && !row.isWaiting && row.snippetIsOurs && row.unsent.isEmpty)
        #expect(try await desk.transcript(id) == ["own: Hello"])
        #expect(try await desk.items(id).map(\.delivery) == [.sent])
        #expect(try await desk.look(TestDesk.row("Hello", at: 101)).items.isEmpty)
        #expect(try await desk.look(TestDesk.row("Hello", at: 200)).arrived == [id])
    }

    @Test func aTextLikeAWithdrawnOneIsTheVisitorsAfterItsTime() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Hello", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        _ = try await desk.store.backToDraft(item)
        #expect(try await desk.look(TestDesk.row("Hello", at: 140)).arrived == [id])
        let unsent = try await desk.enter("Never left", in: id)
        _ = try await desk.store.backToDraft(unsent)
        #expect(try await desk.look(TestDesk.row("Never left", at: 150)).arrived == [id])
    }

    @Test func aRefusedMessageWhoseFirstWayIsSeenWasSent() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Hello", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        _ = try await desk.store.retry(item, at: Timestamp(seconds: 110))
        try await desk.store.setSending(item, leavesAt: Timestamp(seconds: 111))
        try await desk.store.settle(item, as: .refused(.words("no")))
        #expect(try await desk.look(TestDesk.row("Hello", at: 101)).arrived.isEmpty)
        #expect(try await desk.delivery(item) == .sent)
    }

    @Test func aRefusedQuestionWhoseFirstWayIsListedWasTaken() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let item = try await desk.send("Q", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        _ = try await desk.store.retry(item, at: Timestamp(seconds: 110))
        try await desk.store.setSending(item, leavesAt: Timestamp(seconds: 111))
        try await desk.store.settle(item, as: .refused(.words("no")))
        try await desk.page(id, [ExchangeRecord(id: "m", query: "Q", createdAt: Timestamp(seconds: 101))])
        #expect(try await desk.delivery(item) == .sent)
        #expect(try await desk.transcript(id) == ["Q"])
    }

    @Test func aWithdrawnQuestionThatIsListedIsNoNews() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        try await desk.page(id, [])
        let item = try await desk.send("Q", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        _ = try await desk.store.backToDraft(item)
        let page = try await desk.page(id, [ExchangeRecord(id: "m", query: "Q", createdAt: Timestamp(seconds: 101))])
        #expect(!page.hasArrived)
        #expect(try await desk.row(id).isUnread == false)
        #expect(try await desk.transcript(id) == ["Q"])
    }
}

extension TestDesk {
    /// The whole history, as the newest page.
    @discardableResult
    func page(_ conversation: ConversationID, _ records: [ExchangeRecord]) async throws -> Outcome<HistoryMerge> {
        let page = HistoryPage(conversation: conversation, records: records, request: .newest(20), isFull: false)
        return try await outcome { try await $0.merge(page: page) }
    }
}
