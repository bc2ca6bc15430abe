import PulseModel
import PulseStore
import TestPacing
import Testing

@Suite(.paced) struct OutboxTests {
    private let lost = Delivery.unknown(.service(.timedOut(after: 30_000)))
    private let refused = Delivery.refused(.service(.rejected(status: 400, ServerWords(code: "x", message: "No."))))

    @Test func enterMovesTheDraftToTheOutbox() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        try await desk.store.saveDraft(Draft(text: "Hel", caret: 3), of: id)
        let text = " \n Hello\r\nthere \0 \n"
        let enqueued = try await desk.outcome {
            try await $0.enqueue(text: text, in: id, enteredAt: Timestamp(seconds: 100))
        }
        let entry = try desk.first(try await desk.store.unsettled(account: TestDesk.support))
        #expect(entry.id == enqueued.value)
        #expect(entry.text == "Hello\nthere \u{2400}")
        #expect(entry.delivery == .queued)
        #expect(entry.remoteConversation == "conv_1")
        #expect(entry.enteredAt == Timestamp(seconds: 100))
        #expect(enqueued.cause == .person)
        #expect(enqueued.drafts == [id])
        #expect(enqueued.rows.map(\.hasDraft) == [false])
        #expect(enqueued.rows.map(\.unsent.underWay) == [1])
        #expect(try await desk.store.draft(of: id) == nil)
        #expect(try await desk.items(id) == enqueued.items)
    }

    @Test func aBlankMessageDoesNotEnterTheOutbox() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        await #expect(throws: StoreFailure.self) { try await desk.enter(" \n ", in: id) }
        #expect(try await desk.items(id).isEmpty)
    }

    @Test func messagesLeaveOneAfterTheOtherInEachConversation() async throws {
        let desk = try TestDesk()
        let one = try await desk.conversation("a")
        let two = try await desk.conversation("b")
        let a1 = try await desk.enter("a1", in: one, at: 100)
        let b1 = try await desk.enter("b1", in: two, at: 101)
        let a2 = try await desk.enter("a2", in: one, at: 102)
        #expect(try await desk.deliverable() == [a1, b1])
        try await desk.store.setSending(a1, leavesAt: Timestamp(seconds: 103))
        #expect(try await desk.deliverable() == [b1])
        try await desk.store.settle(a1, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 103))
        #expect(try await desk.deliverable() == [b1, a2])
        #expect(try await desk.store.unsettled(account: TestDesk.support).map(\.id) == [b1, a2])
        #expect(try await desk.store.deliverable(account: TestDesk.assistant).isEmpty)
    }

    @Test func aMessageThatIsNotQueuedAnyMoreMustNotLeave() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.enter("Hello", in: id)
        _ = try await desk.store.backToDraft(item)
        await #expect(throws: StoreFailure.notFound) {
            try await desk.store.setSending(item, leavesAt: Timestamp(seconds: 1))
        }
        let twice = try await desk.send("Once", in: id)
        await #expect(throws: StoreFailure.notFound) {
            try await desk.store.setSending(twice, leavesAt: Timestamp(seconds: 1))
        }
    }

    @Test func aMessageThatNeverLeftIsTriedAgain() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Hello", in: id)
        let behind = try await desk.enter("And", in: id)
        try await desk.store.settle(item, as: .queued)
        #expect(try await desk.deliverable() == [item])
        #expect(try await desk.delivery(behind) == .queued)
    }

    @Test(arguments: [0, 1])
    func oneThatEndsUnsentHoldsThoseBehindIt(_ which: Int) async throws {
        let end = [lost, refused][which]
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let first = try await desk.send("1", in: id)
        let second = try await desk.enter("2", in: id)
        let third = try await desk.enter("3", in: id)
        let change = try await desk.outcome { try await $0.settle(first, as: end) }
        #expect(change.items.map(\.delivery) == [end, .held(.behindAnother), .held(.behindAnother)])
        #expect(change.rows.map(\.unsent.held) == [2])
        #expect(try await desk.deliverable().isEmpty)
        let later = try await desk.enter("4", in: id)
        #expect(try await desk.deliverable() == [later])
        #expect(try await desk.delivery(second) == .held(.behindAnother))
        #expect(try await desk.delivery(third) == .held(.behindAnother))
    }

    @Test func theReasonIsKeptAsItWas() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("1", in: id)
        try await desk.store.settle(item, as: refused)
        #expect(try await desk.delivery(item) == refused)
    }

    @Test func oneStillQueuedAfterTwoMinutesIsHeldWithThoseBehindIt() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let old = try await desk.enter("old", in: id, at: 100)
        let young = try await desk.enter("young", in: id, at: 200)
        #expect(try await !desk.store.holdLate(now: Timestamp(seconds: 220), limit: 120_000))
        let change = try await desk.outcome { try await $0.holdLate(now: Timestamp(seconds: 221), limit: 120_000) }
        #expect(change.items.map(\.id) == [old, young])
        #expect(try await desk.delivery(old) == .held(.late))
        #expect(try await desk.delivery(young) == .held(.behindAnother))
        #expect(change.rows.map(\.unsent) == [UnsentCounts(held: 2)])
    }

    @Test func oneThatIsLateByAnotherClockIsHeldUnlessItStandsBehindAStream() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let early = try await desk.enter("early", in: id, at: 5_000)
        let dialogue = try await desk.dialogue()
        let first = try await desk.send("1", in: dialogue, at: 5_000)
        _ = try await desk.store.answerStarted(
            first,
            conversationRemoteID: "c",
            messageID: "m",
            createdAt: Timestamp(seconds: 5_000)
        )
        let second = try await desk.enter("2", in: dialogue, at: 5_000)
        let now = Timestamp(seconds: 100)
        #expect(try await !desk.store.holdLate(now: now, limit: 120_000, known: [first, second]))
        let change = try await desk.outcome {
            try await $0.holdLate(now: now, limit: 120_000, known: [early, first, second])
        }
        #expect(change.items.map(\.id) == [early])
        #expect(try await desk.delivery(early) == .held(.late))
        #expect(try await desk.delivery(second) == .queued)
    }

    @Test func anEntrySaysFromWhenItCounts() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.enter("old", in: id, at: 100)
        func counts() async throws -> [Timestamp] {
            try await desk.store.unsettled(account: TestDesk.support).map(\.countsFrom)
        }
        #expect(try await counts() == [Timestamp(seconds: 100)])
        _ = try await desk.store.holdLate(now: Timestamp(seconds: 500), limit: 120_000)
        _ = try await desk.store.retry(item, at: Timestamp(seconds: 500))
        #expect(try await counts() == [Timestamp(seconds: 500)])
    }

    @Test func aQuestionBehindAStreamCountsFromItsEnd() async throws {
        let desk = try TestDesk()
        let id = try await desk.dialogue()
        let first = try await desk.send("1", in: id, at: 100)
        _ = try await desk.store.answerStarted(
            first,
            conversationRemoteID: "c",
            messageID: "m",
            createdAt: Timestamp(seconds: 100)
        )
        let second = try await desk.enter("2", in: id, at: 110)
        #expect(try await desk.store.deliverable(account: TestDesk.assistant).isEmpty)
        #expect(try await !desk.store.holdLate(now: Timestamp(seconds: 900), limit: 120_000))
        let finished = Exchange(query: "1", answer: "one", state: .complete, remoteID: "m")
        try await desk.store.finishAnswer(first, exchange: finished, endedAt: Timestamp(seconds: 900))
        #expect(try await desk.store.deliverable(account: TestDesk.assistant).map(\.id) == [second])
        #expect(try await !desk.store.holdLate(now: Timestamp(seconds: 1020), limit: 120_000))
        _ = try await desk.store.holdLate(now: Timestamp(seconds: 1021), limit: 120_000)
        #expect(try await desk.delivery(second) == .held(.late))
    }

    @Test func retryQueuesAgainAndCountsFromTheKey() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.enter("old", in: id, at: 100)
        _ = try await desk.store.holdLate(now: Timestamp(seconds: 500), limit: 120_000)
        _ = try await desk.store.retry(item, at: Timestamp(seconds: 500))
        #expect(try await desk.deliverable() == [item])
        #expect(try await !desk.store.holdLate(now: Timestamp(seconds: 620), limit: 120_000))
        #expect(try await desk.store.holdLate(now: Timestamp(seconds: 621), limit: 120_000))
    }

    @Test func aKeyThatDoesNotFitAnyMoreChangesNothing() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("1", in: id)
        let outcome = try await desk.outcome { try await $0.retry(item, at: Timestamp(seconds: 1)) }
        #expect(outcome.change.isEmpty)
        let outcome2 = try await desk.outcome { try await $0.markSent(item) }
        #expect(outcome2.change.isEmpty)
        let outcome3 = try await desk.outcome { try await $0.backToDraft(item) }
        #expect(outcome3.change.isEmpty)
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 100))
        let outcome4 = try await desk.outcome { try await $0.settle(item, as: lost) }
        #expect(outcome4.change.isEmpty)
        let outcome5 = try await desk.outcome { try await $0.retry(item, at: Timestamp(seconds: 1)) }
        #expect(outcome5.change.isEmpty)
        #expect(try await desk.delivery(item) == .sent)
    }

    @Test func thePersonMayKnowThatItArrived() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("1", in: id)
        try await desk.store.settle(item, as: lost)
        let change = try await desk.outcome { try await $0.markSent(item) }
        #expect(change.rows.map(\.unsent.isEmpty) == [true])
        #expect(try await desk.delivery(item) == .sent)
    }

    @Test func backToTheDraftStandsBeforeWhatIsThere() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("first", in: id)
        try await desk.store.settle(item, as: refused)
        try await desk.store.saveDraft(Draft(text: "second", caret: 2), of: id)
        let change = try await desk.outcome { try await $0.backToDraft(item) }
        #expect(change.value == Draft(text: "first\nsecond", caret: 8))
        #expect(change.removedItems == [item])
        #expect(change.rows.map(\.hasDraft) == [true])
        #expect(try await desk.store.draft(of: id) == change.value)
        #expect(try await desk.items(id).isEmpty)
        let other = try await desk.enter("alone", in: desk.conversation("b"))
        #expect(try await desk.store.backToDraft(other) == Draft(text: "alone", caret: 5))
    }

    @Test func aSentMessageIsWhatTheListShows() async throws {
        let desk = try TestDesk()
        try await desk.look(TestDesk.row("Help", at: 10), base: true)
        let id = try desk.first(try await desk.store.rows().rows).id
        #expect(try await desk.row(id).isWaiting)
        let item = try await desk.send("Coming", in: id, at: 20)
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 21))
        let row = try await desk.row(id)
        #expect(row.snippet == "Coming" && row.snippetIsOurs && !row.isWaiting)
        #expect(row.lastActivity == Timestamp(seconds: 21))
    }

    @Test func sentTextsComeNewestFirstEachOnce() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        for (index, text) in ["a", "b", "a", "c"].enumerated() {
            _ = try await desk.enter(text, in: id, at: 100 + Int64(index))
        }
        _ = try await desk.enter("other account", in: desk.dialogue(), at: 200)
        #expect(try await desk.store.sentTexts(of: TestDesk.support, limit: 2) == ["c", "a"])
    }

    @Test func aDraftIsKeptPerConversationAndRemovedWhenBlank() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation("a")
        let other = try await desk.conversation("b")
        let outcome = try await desk.outcome { try await $0.saveDraft(Draft(text: "x", caret: 1), of: id) }
        #expect(
            outcome.rows.map(\.hasDraft)
                == [true]
        )
        let same = try await desk.outcome { try await $0.saveDraft(Draft(text: "xy", caret: 2), of: id) }
        #expect(same.rows.isEmpty && same.drafts == [id])
        #expect(try await desk.store.draft(of: id) == Draft(text: "xy", caret: 2))
        #expect(try await desk.store.draft(of: other) == nil)
        let outcome2 = try await desk.outcome { try await $0.saveDraft(Draft(text: " \n", caret: 2), of: id) }
        #expect(
            outcome2.rows.map(\.hasDraft)
                == [false]
        )
        #expect(try await desk.store.draft(of: id) == nil)
    }
}

extension TestDesk {
    /// What may leave now for the support account.
    func deliverable() async throws -> [ItemID] {
        try await store.deliverable(account: Self.support).map(\.id)
    }
}
