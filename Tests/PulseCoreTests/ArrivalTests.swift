import PulseCore
import PulseModel
import ScreenKit
import Testing

/// What arrives while the person goes on: it replaces no text and takes no focus.
@Suite struct ArrivalTests {
    private let id = ConversationID(1)

    private func deskWithRefused() -> DeskUnderTest {
        var desk = DeskUnderTest()
        let items = [observed(4, "hi", minutesAgo: 2), own(5, "refused", .refused(.words("no")), minutesAgo: 1)]
        desk.open(row(1, minutesAgo: 1), row(2, minutesAgo: 2), items: items)
        _ = desk.takeEffects()
        return desk
    }

    private let back = Action.takenBack(
        ConversationID(1),
        text: "refused",
        stored: Draft(text: "refused", caret: 7)
    )

    @Test func aTextThatComesBackStandsBeforeWhatWasTypedMeanwhile() {
        var desk = deskWithRefused()
        desk.press("b")
        #expect(desk.takeEffects().contains(.store(.decide(ItemID(5), id, .backToDraft(text: "refused")))))
        desk.press("r")
        desk.type("typed")
        desk.send(back)
        #expect(desk.state.composer?.editor.text == "refused\ntyped")
        #expect(desk.takeEffects().contains(.store(.saveDraft(id, Draft(text: "refused\ntyped", caret: 13)))))
    }

    @Test func aTextThatComesBackTakesTheFocusOnlyWhereTheKeyWasPressed() {
        var stayed = deskWithRefused()
        stayed.press("b")
        stayed.send(back)
        #expect(stayed.state.focus == .composer)
        var left = deskWithRefused()
        left.press("b", "esc")
        left.send(back)
        #expect(left.state.focus == .list)
        #expect(left.state.composer?.editor.text == "refused")
    }

    @Test func aTextThatComesBackToALeftConversationIsItsDraft() {
        var desk = deskWithRefused()
        desk.press("r")
        desk.type("typed")
        desk.press("esc", "b", "J")
        _ = desk.takeEffects()
        desk.send(back)
        #expect(desk.state.thread?.conversation == ConversationID(2))
        #expect(desk.state.drafts[id]?.draft.text == "refused\ntyped")
        #expect(desk.takeEffects().contains(.store(.saveDraft(id, Draft(text: "refused\ntyped", caret: 13)))))
    }

    @Test func aNewConversationOpensOnlyWhereItWasAskedFor() {
        let made = row(9, "", service: .assistant) { $0.remoteID = nil }
        var stayed = deskWithRefused()
        stayed.press("esc", "c")
        stayed.change { $0.rows = [made] }
        stayed.send(.conversationMade(made))
        #expect(stayed.state.thread?.conversation == ConversationID(9))
        #expect(stayed.state.focus == .composer)
        var went = deskWithRefused()
        went.press("esc", "c", "enter", "r")
        went.type("for Jane")
        went.change { $0.rows = [made] }
        went.send(.conversationMade(made))
        #expect(went.state.thread?.conversation == id)
        #expect(went.state.composer?.editor.text == "for Jane")
        #expect(went.state.list.rows[ConversationID(9)] != nil)
    }

    @Test func keysMeantForARemovedConversationRunNothingUntilThePaint() {
        var desk = deskWithRefused()
        desk.press("r")
        desk.type("the answer is q")
        _ = desk.takeEffects()
        desk.change { $0.removedRows = [DeskChange.RemovedRow(id: id)] }
        desk.type("qD")
        #expect(!desk.state.isFinished)
        #expect(desk.state.layers.isEmpty)
        desk.press("j", "k", "r")
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(2)), nil))
        desk.press("ctrl-y")
        #expect(desk.state.composer?.editor.text == "the answer is q", "what was being written can be yanked")
    }

    @Test func aTwinThatIsOpenGoesOnAsTheOneThatStays() {
        var desk = deskWithRefused()
        desk.press("r")
        desk.type("more")
        _ = desk.takeEffects()
        desk.change { $0.removedRows = [DeskChange.RemovedRow(id: id, survivor: ConversationID(2))] }
        #expect(desk.state.thread?.conversation == ConversationID(2))
        #expect(desk.state.composer?.conversation == ConversationID(2))
        #expect(desk.state.focus == .composer)
        #expect(desk.takeEffects().contains(.store(.loadThread(ConversationID(2)))))
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(2)), Draft(text: "stored", caret: 0)))
        #expect(desk.state.composer?.editor.text == "stored\nmore")
        #expect(desk.state.list.rows[id] == nil)
    }

    @Test func aTwinsStoredDraftIsNotHiddenByOneInMemory() {
        var desk = deskWithRefused()
        desk.press("r")
        desk.type("mine")
        desk.press("esc", "J")
        desk.send(.draftSaved(id, Draft(text: "mine", caret: 4)))
        desk.change { $0.rows = [row(3, minutesAgo: 3) { $0.hasDraft = true }] }
        desk.change { $0.removedRows = [DeskChange.RemovedRow(id: ConversationID(3), survivor: id)] }
        desk.press("esc", "k", "enter")
        desk.send(.threadLoaded(ItemWindow(conversation: id), Draft(text: "mine\ntwin", caret: 4)))
        #expect(desk.state.composer?.editor.text == "mine\ntwin")
    }

    @Test func deletingGoesThroughTheSyncLoopAndNamesNothingThatIsGone() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, "How?", service: .assistant) { $0.remoteID = nil }])))
        desk.press("D")
        var gone = desk
        desk.press("y")
        #expect(desk.takeEffects().contains(.sync(.edit(id, .delete))))
        gone.change { $0.removedRows = [DeskChange.RemovedRow(id: id)] }
        _ = gone.takeEffects()
        gone.press("y")
        #expect(gone.takeEffects().isEmpty)
    }

    @Test func whatComesWhileTheThreadIsReadIsNotLost() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1)])))
        desk.press("enter")
        _ = desk.takeEffects()
        desk.change { $0.transcripts = [TranscriptChange(conversation: id, items: [observed(2, "just now")])] }
        desk.change { $0.removedItems = [ItemID(3)] }
        var window = ItemWindow(conversation: id, items: [observed(1, "hi", minutesAgo: 2), observed(3, "old")])
        desk.send(.threadLoaded(window, nil))
        #expect(desk.state.thread?.window.items.map(\.id) == [ItemID(1), ItemID(2)])
        desk.state.thread?.isReading = true
        desk.change { $0.transcripts = [TranscriptChange(conversation: id, items: [observed(4, "later")])] }
        #expect(desk.state.thread?.window.items.last?.id == ItemID(4), "it is shown at once")
        window.lastChange = desk.changes
        desk.send(.windowLoaded(window, around: .end))
        #expect(desk.state.thread?.window.items == window.items, "what it shows is as new as that change")
    }

    @Test func rowsOfChangesThatTheReadShowsAreTheReads() {
        var desk = DeskUnderTest()
        desk.state.showFirstRows(DeskSnapshot(rows: [row(1, "old"), row(2, minutesAgo: 1)]))
        desk.change { $0.rows = [row(1, "new"), row(3)] }
        desk.change { $0.removedRows = [DeskChange.RemovedRow(id: ConversationID(2))] }
        desk.change { $0.rows = [row(5, "before the read")] }
        let rows = [row(1, "old"), row(2, minutesAgo: 1), row(4), row(5, "read")]
        desk.send(.rowsLoaded(DeskSnapshot(rows: rows, lastChange: desk.changes)))
        #expect(desk.state.list.rows[ConversationID(5)]?.name == "read")
        #expect(desk.state.list.rows[id]?.name == "old", "the read shows a later state")
    }

    @Test func rowsThatCameWhileAllWereReadStay() {
        var desk = DeskUnderTest()
        desk.state.showFirstRows(DeskSnapshot(rows: [row(1, "old"), row(2, minutesAgo: 1)]))
        desk.change { $0.rows = [row(1, "new"), row(3)] }
        desk.change { $0.removedRows = [DeskChange.RemovedRow(id: ConversationID(2))] }
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, "old"), row(2, minutesAgo: 1), row(4)])))
        #expect(Set(desk.state.list.shown) == [id, ConversationID(3), ConversationID(4)])
        #expect(desk.state.list.rows[id]?.name == "new")
        #expect(desk.state.list.totals.unread == 0)
    }

    @Test func anOlderRevisionReplacesNothing() {
        var desk = deskWithRefused()
        var newer = observed(4, "hi", minutesAgo: 2)
        newer.revision = 3
        newer.content = .observed(ObservedText(text: "hi", isAgain: true))
        desk.change { $0.transcripts = [TranscriptChange(conversation: id, items: [newer])] }
        desk.change { $0.transcripts = [TranscriptChange(conversation: id, items: [observed(4, "hi", minutesAgo: 2)])] }
        #expect(desk.state.thread?.window.items.first == newer)
    }

    @Test func theSilenceOfAStreamEndsWithIt() {
        var desk = DeskUnderTest()
        desk.open(row(1, "How?", service: .assistant), items: [exchange(1, "q", "")])
        desk.report(.stillWaiting(id, milliseconds: 43_000))
        #expect(desk.state.thread?.silence == 43_000)
        desk.change { $0.transcripts = [TranscriptChange(conversation: id, items: [exchange(1, "q", "a")])] }
        #expect(desk.state.thread?.silence == nil)
    }

    @Test(arguments: [Delivery.unknown(.stopped), .sending])
    func theSilenceOfAQuestionIsNotThatOfTheNext(delivery: Delivery) {
        var desk = DeskUnderTest()
        desk.open(row(1, "How?", service: .assistant), items: [])
        desk.report(.stillWaiting(id, milliseconds: 43_000))
        var item = exchange(1, "q", "")
        item.content = .exchange(Exchange(query: "q", answer: "", state: .none, delivery: delivery))
        desk.change { $0.transcripts = [TranscriptChange(conversation: id, items: [item])] }
        #expect(desk.state.thread?.silence == nil)
    }
}
