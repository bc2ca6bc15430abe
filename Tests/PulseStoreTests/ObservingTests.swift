import PulseModel
import PulseStore
import TestPacing
import Testing

@Suite(.paced) struct ObservingTests {
    @Test func theFirstSyncIsReadAndRingsNoBell() async throws {
        let desk = try TestDesk()
        let base = try await desk.look(TestDesk.row("a", "Hello", at: 10), TestDesk.row("b", "Hi", at: 20), base: true)
        #expect(base.arrived.isEmpty)
        #expect(base.rows.map(\.isUnread) == [false, false])
        #expect(base.rows.map(\.snippet) == ["Hello", "Hi"])
        #expect(try await desk.transcript(desk.first(base.seen)) == ["~Hello"])
    }

    @Test func whatWasThereAtTheFirstSyncIsNotNewWhenItShowsItselfLater() async throws {
        let desk = try TestDesk()
        _ = try await desk.store.observe(
            SupportListing(
                account: TestDesk.support,
                status: .open,
                rows: [],
                seenAt: Timestamp(seconds: 500),
                isFirstSync: true
            )
        )
        let later = try await desk.look(TestDesk.row("old", "Hello", at: 400), TestDesk.row("new", "Hi", at: 600))
        #expect(later.rows.map(\.isUnread) == [false, true])
        #expect(later.arrived == [try #require(later.seen.last)])
    }

    @Test func aNewTextIsUnreadWaitsAndMovesItsRow() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let look = try await desk.look(TestDesk.row("  Where is\n my order? ", at: 50))
        #expect(look.arrived == [id])
        let row = try await desk.row(id)
        #expect(row.isUnread && row.isWaiting)
        #expect(row.snippet == "Where is my order?")
        #expect(row.lastActivity == Timestamp(seconds: 50))
        #expect(try await desk.transcript(id) == ["~  Where is\n my order? "])
        #expect(try await desk.items(id).first?.time == Timestamp(seconds: 50))
        let seen = try await desk.mark(id)
        let read = try await desk.outcome { try await $0.markRead(id, through: seen) }
        #expect(read.rows.map(\.isUnread) == [false])
        let outcome = try await desk.outcome { try await $0.markRead(id, through: seen) }
        #expect(outcome.change.isEmpty)
    }

    @Test func whatCameAfterWhatWasOnScreenStaysUnread() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        try await desk.look(TestDesk.row("Hello", at: 50))
        let seen = try await desk.mark(id)
        // The same text again is a text of its own; it came between the screen and the write.
        try await desk.look(TestDesk.row("Hello", at: 60))
        let outcome = try await desk.outcome { try await $0.markRead(id, through: seen) }
        #expect(outcome.change.isEmpty)
        #expect(try await desk.row(id).isUnread)
        let later = try await desk.mark(id)
        // What is ours is nothing to be seen.
        _ = try await desk.enter("Coming", in: id)
        let outcome2 = try await desk.outcome { try await $0.markRead(id, through: later) }
        #expect(outcome2.rows.map(\.isUnread) == [false])
    }

    @Test func anAnswerThatCameAfterWhatWasOnScreenStaysUnread() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let asked = ExchangeRecord(id: "a", query: "Q", answer: "", createdAt: Timestamp(seconds: 10))
        try await desk.page(id, [asked])
        let seen = try await desk.mark(id)
        var answered = asked
        answered.answer = "A"
        let page = try await desk.page(id, [answered])
        #expect(page.hasArrived)
        let outcome = try await desk.outcome { try await $0.markRead(id, through: seen) }
        #expect(outcome.change.isEmpty)
        let outcome2 = try await desk.outcome { try await $0.markRead(id, through: desk.mark(id)) }
        #expect(outcome2.rows.map(\.isUnread) == [false])
        let next = ExchangeRecord(id: "b", query: "R", answer: "B", createdAt: Timestamp(seconds: 20))
        let before = try await desk.mark(id)
        try await desk.page(id, [answered, next])
        let outcome3 = try await desk.outcome { try await $0.markRead(id, through: before) }
        #expect(outcome3.change.isEmpty)
        #expect(try await desk.row(id).isUnread)
    }

    @Test func aLookThatShowsNothingNewChangesNothing() async throws {
        let desk = try TestDesk()
        let row = TestDesk.row("Hello", at: 10)
        try await desk.look(row, base: true)
        let again = try await desk.look(row)
        #expect(again.rows.isEmpty && again.items.isEmpty && again.arrived.isEmpty && again.left.isEmpty)
    }

    @Test func theSameTextLaterWaitsAgain() async throws {
        let desk = try TestDesk()
        try await desk.look(TestDesk.row("Hello", at: 10), base: true)
        let again = try await desk.look(TestDesk.row("Hello", at: 20))
        let id = try desk.first(again.seen)
        #expect(again.arrived == [id])
        #expect(try await desk.row(id).isWaiting)
        #expect(try await desk.transcript(id) == ["~Hello", "again: Hello"])
    }

    @Test func anotherStatusIsActivityOnlyAndMarked() async throws {
        let desk = try TestDesk()
        try await desk.look(TestDesk.row("Hello", at: 10), base: true)
        let moved = try await desk.look(TestDesk.row("Hello", at: 20, status: .snoozed), list: .snoozed)
        let id = try desk.first(moved.seen)
        #expect(moved.arrived.isEmpty)
        #expect(try await desk.row(id).status == .snoozed)
        #expect(try await desk.row(id).isWaiting == false)
        #expect(try await desk.transcript(id) == ["~Hello", "status: snoozed"])
    }

    @Test(arguments: [ConversationStatus.snoozed, .resolved])
    func whoSpokeLastWaitsAgainWhenItsRowIsOpenAgain(_ status: ConversationStatus) async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        try await desk.look(TestDesk.row("Anyone?", at: 10))
        try await desk.look(TestDesk.row("Anyone?", at: 20, status: status), list: status)
        #expect(try await desk.row(id).isWaiting == false)
        let back = try await desk.look(TestDesk.row("Anyone?", at: 30))
        #expect(back.rows.map(\.isWaiting) == [true])
        #expect(back.arrived.isEmpty)
        #expect(try await desk.row(id).isWaiting)
    }

    @Test func nobodyWaitsInARowThatIsOpenAgainWhereWeSpokeLast() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        try await desk.look(TestDesk.row("Anyone?", at: 10))
        let item = try await desk.send("Tomorrow", in: id, at: 20)
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 20))
        // One whose text no look has shown yet, and then one that a look has.
        try await desk.look(TestDesk.row("Tomorrow", at: 21, status: .snoozed), list: .snoozed)
        try await desk.look(TestDesk.row("Tomorrow", at: 60))
        #expect(try await desk.row(id).isWaiting == false)
        let silent = try await desk.look(TestDesk.row("silent", "", at: 70, status: .snoozed), list: .snoozed)
        try await desk.look(TestDesk.row("silent", "", at: 80))
        #expect(try await desk.row(desk.first(silent.seen)).isWaiting == false)
    }

    @Test func aResolvedConversationSeenForTheFirstTimeDoesNotWait() async throws {
        let desk = try TestDesk()
        _ = try await desk.conversation()
        let look = try await desk.look(
            TestDesk.row("new", "Thanks, bye", at: 600, status: .resolved),
            TestDesk.row("asleep", "Tomorrow", at: 600, status: .snoozed),
            list: .resolved
        )
        #expect(look.rows.map(\.isWaiting) == [false, true])
    }

    @Test(arguments: [Presence.gone, .beyondList])
    func whereNobodySawARowAnInterruptionIsMarkedWhenItReturns(_ presence: Presence) async throws {
        let desk = try TestDesk()
        let base = try await desk.look(TestDesk.row("Hello", at: 10), base: true)
        let id = try desk.first(base.seen)
        try await desk.store.setPresence(presence, of: [id])
        try await desk.look(TestDesk.row("Hello", at: 10))
        #expect(try await desk.transcript(id) == ["~Hello"])
        try await desk.store.setPresence(presence, of: [id])
        _ = try await desk.store.observe(
            SupportListing(
                account: TestDesk.support,
                status: .open,
                rows: [TestDesk.row("Anyone?", at: 80)],
                seenAt: Timestamp(seconds: 90)
            )
        )
        #expect(try await desk.transcript(id) == ["~Hello", "interruption 10-90", "~Anyone?"])
    }

    @Test func anOlderLookIsIgnored() async throws {
        let desk = try TestDesk()
        try await desk.look(TestDesk.row("Two", at: 20), base: true)
        let old = try await desk.look(TestDesk.row("One", at: 10, name: "Somebody"))
        #expect(old.rows.isEmpty && old.items.isEmpty)
        #expect(try await desk.row(desk.first(old.seen)).name == "Jane Doe")
    }

    @Test func aRowThatIsNotListedAnyMoreHasLeft() async throws {
        let desk = try TestDesk()
        let base = try await desk.look(TestDesk.row("a", "1", at: 1), TestDesk.row("b", "2", at: 2), base: true)
        let next = try await desk.look(TestDesk.row("b", "2", at: 2))
        #expect(next.left == [base.seen[0]])
        let gone = try await desk.outcome { try await $0.setPresence(.gone, of: next.left) }
        #expect(gone.rows.map(\.presence) == [.gone])
        #expect(try await desk.look(TestDesk.row("b", "2", at: 2)).left.isEmpty)
        let back = try await desk.look(TestDesk.row("a", "1", at: 1), TestDesk.row("b", "2", at: 2))
        #expect(back.rows.map(\.presence) == [.listed])
    }

    @Test func aListOfOneWidgetSaysNothingOfOthers() async throws {
        let desk = try TestDesk()
        let base = try await desk.look(
            TestDesk.row("a", "1", at: 1, widget: "w1"),
            TestDesk.row("b", "2", at: 2, widget: "w2"),
            base: true
        )
        let one = try await desk.store.observe(
            SupportListing(
                account: TestDesk.support,
                status: .open,
                widgetID: "w1",
                rows: [],
                seenAt: Timestamp(seconds: 3)
            )
        )
        #expect(one.left == [base.seen[0]])
    }

    @Test func anUnknownMessageThatALookShowsWasSent() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("On its way", in: id, at: 100)
        try await desk.store.settle(item, as: .unknown(.service(.timedOut(after: 30_000))))
        #expect(try await desk.row(id).unsent.unknown == 1)
        let look = try await desk.look(TestDesk.row("On its  way", at: 104))
        #expect(look.arrived.isEmpty)
        #expect(look.rows.count == 1)
        guard case .own(let own)? = try await desk.store.item(item)?.content else { throw TestDesk.Missing() }
        #expect(own.delivery == .sent && own.confirmedByLook)
        let row = try await desk.row(id)
        #expect(row.unsent.isEmpty && row.snippetIsOurs && !row.isUnread && !row.isWaiting)
        #expect(try await desk.transcript(id) == ["own: On its way"])
        #expect(try await desk.look(TestDesk.row("On its  way", at: 104)).items.isEmpty)
    }

    @Test func oneThatIsToLeaveAgainAndTurnsOutToHaveArrivedDoesNotLeave() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Once", in: id, at: 100)
        try await desk.store.settle(item, as: .unknown(.programEnded))
        _ = try await desk.store.retry(item, at: Timestamp(seconds: 140))
        try await desk.store.setSending(item, leavesAt: Timestamp(seconds: 141))
        try await desk.store.settle(item, as: .queued)
        let look = try await desk.look(TestDesk.row("Once", at: 101))
        #expect(look.arrived.isEmpty)
        #expect(try await desk.delivery(item) == .sent)
        await #expect(throws: StoreFailure.notFound) {
            try await desk.store.setSending(item, leavesAt: Timestamp(seconds: 142))
        }
    }

    @Test func whatThePersonMarkedAsSentIsRecognisedWhenItIsSeen() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Hello", in: id, at: 100)
        try await desk.store.settle(item, as: .unknown(.programEnded))
        try await desk.store.markSent(item)
        #expect(try await desk.look(TestDesk.row("Hello", at: 120)).arrived.isEmpty)
    }

    @Test func aTimeBeyondAllClocksDoesNotHideWhatIsEntered() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        try await desk.look(TestDesk.row("Far", at: Int64.max / 1000))
        _ = try await desk.enter("Mine", in: id)
        #expect(try await desk.transcript(id) == ["~Far", "own: Mine"])
    }

    @Test func aMessageThatIsLeavingAndSeenIsNotTheVisitors() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Hello", in: id, at: 100)
        let look = try await desk.look(TestDesk.row("Hello", at: 101))
        #expect(look.arrived.isEmpty)
        #expect(try await desk.delivery(item) == .sending)
        try await desk.store.settle(item, as: .sent, remoteID: "msg_1", serverTime: Timestamp(seconds: 101))
        #expect(try await desk.transcript(id) == ["own: Hello"])
    }

    @Test func anAnswerToAMessageThatIsStillLeavingStandsBelowIt() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Hello", in: id, at: 100)
        try await desk.look(TestDesk.row("Hello", at: 101))
        try await desk.look(TestDesk.row("Hi!", at: 103))
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 101))
        #expect(try await desk.transcript(id) == ["own: Hello", "~Hi!"])
    }

    @Test func whatTheLookBeforeASendShowsStandsAboveOurMessage() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.enter("Mine", in: id)
        let look = try await desk.outcome {
            try await $0.observe(
                row: TestDesk.row("Theirs", at: 99),
                of: TestDesk.support,
                seenAt: Timestamp(seconds: 100)
            )
        }
        #expect(look.value)
        #expect(look.arrived == [id])
        #expect(try await desk.transcript(id) == ["~Theirs", "own: Mine"])
        try await desk.store.setSending(item, leavesAt: Timestamp(seconds: 98))
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 98))
        #expect(try await desk.transcript(id) == ["~Theirs", "own: Mine"])
    }

    @Test func anOrderOnceShownStaysWhenALaterMessageIsSentFirst() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let first = try await desk.send("First", in: id, at: 100)
        try await desk.store.settle(first, as: .unknown(.programEnded))
        let second = try await desk.send("Second", in: id, at: 110)
        #expect(try await desk.transcript(id) == ["own: First", "own: Second"])
        try await desk.store.settle(second, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 111))
        #expect(try await desk.transcript(id) == ["own: First", "own: Second"])
        try await desk.look(TestDesk.row("Thanks", at: 120))
        #expect(try await desk.transcript(id) == ["own: First", "own: Second", "~Thanks"])
        _ = try await desk.store.retry(first, at: Timestamp(seconds: 130))
        try await desk.store.setSending(first, leavesAt: Timestamp(seconds: 130))
        try await desk.store.settle(first, as: .sent, remoteID: "n", serverTime: Timestamp(seconds: 131))
        #expect(try await desk.transcript(id) == ["own: First", "own: Second", "~Thanks"])
    }

    @Test func anInterruptionIsMarkedWhereATranscriptGoesOn() async throws {
        let desk = try TestDesk()
        try await desk.look(TestDesk.row("a", "Hello", at: 10), TestDesk.row("b", nil, at: 10), base: true)
        let ids = try await desk.store.rows().rows.map(\.id).sorted()
        let marks = try await desk.outcome {
            try await $0.markInterruption(
                of: TestDesk.support,
                from: Timestamp(seconds: 20),
                until: Timestamp(seconds: 90)
            )
        }
        #expect(marks.change.isEmpty)
        let look = try await desk.look(TestDesk.row("a", "Anyone?", at: 80))
        #expect(look.items.map(\.words) == ["interruption 20-90", "~Anyone?"])
        #expect(try await desk.transcript(ids[0]) == ["~Hello", "interruption 20-90", "~Anyone?"])
        #expect(try await desk.transcript(ids[1]).isEmpty)
    }

    @Test func interruptionsWithNothingBetweenAreOneMarkAndTheShownOneIsMarkedAtOnce() async throws {
        let desk = try TestDesk()
        let base = try await desk.look(TestDesk.row("a", "Hello", at: 10), base: true)
        let id = try desk.first(base.seen)
        let marks = try await desk.outcome {
            try await $0.markInterruption(
                of: TestDesk.support,
                from: Timestamp(seconds: 20),
                until: Timestamp(seconds: 30),
                shown: id
            )
        }
        #expect(marks.transcripts.map(\.conversation) == [id])
        for start in [40, 60] as [Int64] {
            try await desk.store.markInterruption(
                of: TestDesk.support,
                from: Timestamp(seconds: start),
                until: Timestamp(seconds: start + 5)
            )
        }
        #expect(try await desk.transcript(id) == ["~Hello", "interruption 20-65"])
    }

    @Test func aNulBecomesAVisibleSignAndNothingElseIsChanged() async throws {
        let desk = try TestDesk()
        let text = "a\0b\u{1B}[31m\u{202E}\r\nz\u{FEFF}"
        let base = try await desk.look(TestDesk.row("a", text, at: 10, name: "N\0"), base: true)
        let id = try desk.first(base.seen)
        #expect(try await desk.transcript(id) == ["~a\u{2400}b\u{1B}[31m\u{202E}\r\nz\u{FEFF}"])
        #expect(try await desk.row(id).name == "N\u{2400}")
        #expect(try await desk.look(TestDesk.row("a", text, at: 10, name: "N\0")).rows.isEmpty)
    }

    @Test func aMegabyteIsKeptWholeAndShortInTheList() async throws {
        let desk = try TestDesk()
        let text = String(repeating: "word ", count: 210_000)
        let base = try await desk.look(TestDesk.row("a", text, at: 10), base: true)
        let id = try desk.first(base.seen)
        #expect(try await desk.row(id).snippet.count == 200)
        #expect(try await desk.transcript(id) == ["~" + text])
    }
}

extension TestDesk {
    /// A row of the conversation that most tests are about.
    static func row(_ text: String, at second: Int64, status: ConversationStatus = .open, name: String? = "Jane Doe")
        -> SupportConversation
    {
        row("conv_1", text, at: second, status: status, name: name)
    }
}
