import PulseCore
import PulseModel
import ScreenKit
import Testing

/// The promises about what is typed and where it goes.
@Suite struct ComposerPromiseTests {
    @Test func theReplyGoesToTheVisitorOnTheScreen() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("hello")
        // John writes, and his row moves to the top; another thread's items arrive.
        desk.change { $0.rows = [row(2, "John", minutesAgo: -1) { $0.isUnread = true }] }
        desk.change {
            $0.transcripts = [TranscriptChange(conversation: ConversationID(2), items: [observed(9, "me too")])]
        }
        #expect(desk.state.thread?.conversation == ConversationID(1))
        _ = desk.takeEffects()
        desk.press("enter")
        #expect(desk.takeEffects().contains(.store(.enqueue(ConversationID(1), text: "hello"))))
    }

    @Test func threadAndComposerAlwaysShowTheSameConversation() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("for Jane")
        desk.press("esc", "J")
        #expect(desk.state.thread?.conversation == ConversationID(2))
        #expect(desk.state.composer?.conversation == ConversationID(2))
        #expect(desk.state.composer?.editor.isEmpty == true)
    }

    @Test func aDraftIsOnItsWayToTheDiskWithinASecond() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("draft")
        let deadline = desk.state.nextDeadline ?? .max
        #expect(deadline <= desk.clock + 1_000)
        desk.wait(milliseconds: 1_000)
        let draft = Draft(text: "draft", caret: 5)
        #expect(desk.takeEffects().contains(.store(.saveDraft(ConversationID(1), draft))))
    }

    @Test func leavingSavesTheDraftAtOnce() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("x")
        desk.press("ctrl-\\")
        let effects = desk.takeEffects()
        #expect(effects.contains(.store(.saveDraft(ConversationID(1), Draft(text: "x", caret: 1)))))
        #expect(effects.last == .quit)
        #expect(desk.state.isFinished)
    }

    @Test func aDraftComesBackWithItsConversation() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("for Jane")
        desk.press("esc", "J")
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(2)), nil))
        desk.press("r")
        desk.type("for John")
        desk.press("esc", "esc", "k", "enter")
        #expect(desk.state.composer?.editor.text == "for Jane")
    }

    @Test func aStoredDraftStandsBeforeWhatWasTypedMeanwhile() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1)])))
        desk.press("r")
        desk.type("new")
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(1)), Draft(text: "old", caret: 3)))
        #expect(desk.state.composer?.editor.text == "old\nnew")
    }

    @Test func whatWasTypedBeforeTheDraftCameIsJoinedThoughTheConversationWasLeft() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, minutesAgo: 1), row(2, minutesAgo: 2)])))
        desk.press("r")
        desk.type("new")
        desk.press("esc", "J")
        _ = desk.takeEffects()
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(1)), Draft(text: "old", caret: 3)))
        let saved = desk.takeEffects().compactMap { effect in
            if case .store(.saveDraft(ConversationID(1), let draft)) = effect { draft?.text } else { nil }
        }
        #expect(saved == ["old\nnew"])
    }

    @Test func aSendThatCouldNotBeKeptGivesTheTextBack() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("hello")
        desk.press("enter")
        desk.type("more")
        desk.send(.storeFailed(.enqueue(ConversationID(1), text: "hello"), .diskFull))
        #expect(desk.state.composer?.editor.text == "hello\nmore")
        #expect(desk.state.notice?.content == .enqueueFailed(.diskFull))
    }

    @Test func aDraftThatTheDiskDidNotTakeIsWrittenAgain() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("kept")
        desk.press("esc", "J")
        desk.send(.storeFailed(.saveDraft(ConversationID(1), nil), .diskFull))
        #expect(desk.state.notice?.content == .store(.diskFull))
        desk.send(.storeFailed(.saveDraft(ConversationID(2), nil), .notFound))
        _ = desk.takeEffects()
        let at = desk.clock + DraftBook.retry
        #expect(desk.state.nextDeadline.map { $0 <= at } == true)
        desk.send(.timePassed(now: DeskUnderTest.noon, at: at))
        let draft = Draft(text: "kept", caret: 4)
        #expect(desk.takeEffects() == [.store(.saveDraft(ConversationID(1), draft))])
        desk.send(.timePassed(now: DeskUnderTest.noon, at: at + 10_000))
        #expect(desk.takeEffects().isEmpty)
    }

    @Test func leavingTriesOnceMoreToSaveADraft() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("kept")
        desk.press("esc")
        desk.send(.storeFailed(.saveDraft(ConversationID(1), nil), .locked))
        _ = desk.takeEffects()
        desk.press("esc", "q")
        #expect(!desk.state.isFinished, "it asks first")
        desk.press("y")
        #expect(desk.takeEffects().contains(.store(.saveDraft(ConversationID(1), Draft(text: "kept", caret: 4)))))
    }

    @Test func leavingWritesADraftThatIsNotKnownToBeOnTheDisk() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("kept")
        desk.press("esc")
        let write = Effect.store(.saveDraft(ConversationID(1), Draft(text: "kept", caret: 4)))
        #expect(desk.takeEffects().contains(write))
        var confirmed = desk
        desk.press("ctrl-\\")
        #expect(desk.takeEffects().contains(write))
        confirmed.send(.draftSaved(ConversationID(1), Draft(text: "kept", caret: 4)))
        confirmed.press("ctrl-\\")
        #expect(!confirmed.takeEffects().contains(write))
    }

    @Test func aSendThatCouldNotBeKeptIsADraftOnTheDiskLater() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("hello")
        desk.press("enter")
        desk.send(.storeFailed(.enqueue(ConversationID(1), text: "hello"), .diskFull))
        _ = desk.takeEffects()
        desk.send(.timePassed(now: DeskUnderTest.noon, at: desk.clock + DraftBook.retry))
        #expect(desk.takeEffects().contains(.store(.saveDraft(ConversationID(1), Draft(text: "hello", caret: 5)))))
    }

    @Test func enterOnBlankTextDoesNothing() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("  ")
        _ = desk.takeEffects()
        desk.press("enter")
        #expect(desk.takeSends().isEmpty)
    }

    @Test func aQuestionIgnoresKeysReadBeforeItWasPainted() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, "How?", service: .assistant)])))
        desk.press("D")
        desk.send(.key(Key(.character("y")), at: desk.clock))
        #expect(!desk.takeEffects().contains(.sync(.edit(ConversationID(1), .delete))))
        desk.send(.painted)
        desk.send(.key(Key(.enter), at: desk.clock))
        #expect(desk.state.layers.count == 1)
        desk.send(.key(Key(.character("y")), at: desk.clock))
        #expect(desk.takeEffects().contains(.sync(.edit(ConversationID(1), .delete))))
    }

    @Test func sendingAgainWhatMayHaveArrivedAsksFirst() {
        var desk = DeskUnderTest.withTwo()
        desk.change {
            $0.transcripts = [
                TranscriptChange(conversation: ConversationID(1), items: [own(5, "hi", .unknown(.programEnded))])
            ]
        }
        desk.press("t")
        #expect(!desk.takeEffects().contains(.store(.decide(ItemID(5), ConversationID(1), .retry))))
        desk.press("y")
        #expect(desk.takeEffects().contains(.store(.decide(ItemID(5), ConversationID(1), .retry))))
    }

    @Test func sendingAgainWhatWasRefusedDoesNotAsk() {
        var desk = DeskUnderTest.withTwo()
        desk.change {
            $0.transcripts = [
                TranscriptChange(conversation: ConversationID(1), items: [own(5, "hi", .refused(.words("no")))])
            ]
        }
        desk.press("t")
        #expect(desk.takeEffects().contains(.store(.decide(ItemID(5), ConversationID(1), .retry))))
    }

    @Test func sentTextsComeBackWithTheArrowKeys() {
        var desk = DeskUnderTest.withTwo()
        desk.send(.sentTextsLoaded(DeskUnderTest.support.id, ["second", "first"]))
        desk.press("r")
        desk.type("mine")
        desk.press("up", "up")
        #expect(desk.state.composer?.editor.text == "first")
        desk.press("down", "down")
        #expect(desk.state.composer?.editor.text == "mine")
    }

    /// A desk with sent texts and a text of the person's own, which an arrow key put aside.
    private func deskWithRecall() -> DeskUnderTest {
        var desk = DeskUnderTest.withTwo()
        desk.send(.sentTextsLoaded(DeskUnderTest.support.id, ["second", "first"]))
        desk.press("r")
        desk.type("mine")
        _ = desk.takeEffects()
        desk.press("up")
        return desk
    }

    private func saved(_ effects: [Effect]) -> [String?] {
        effects.compactMap { effect -> String?? in
            if case .store(.saveDraft(_, let draft)) = effect { .some(draft?.text) } else { nil }
        }
    }

    @Test func aRecalledTextIsNeverTheDraft() {
        var desk = deskWithRecall()
        desk.wait(milliseconds: 1_000)
        desk.press("esc", "J", "esc", "k", "enter")
        let texts = saved(desk.takeEffects())
        #expect(!texts.isEmpty && texts.allSatisfy { $0 == "mine" })
        #expect(desk.state.composer?.editor.text == "mine")
    }

    @Test func sendingARecalledTextLeavesTheOwnOne() {
        var desk = deskWithRecall()
        desk.press("enter")
        let own = Draft(text: "mine", caret: 4)
        #expect(desk.takeEffects().contains(.store(.enqueue(ConversationID(1), text: "second", leaving: own))))
        #expect(desk.state.composer?.editor.text == "mine")
        desk.press("enter")
        #expect(desk.takeEffects().contains(.store(.enqueue(ConversationID(1), text: "mine"))))
    }

    @Test func anEditedRecallKeepsTheOwnTextToo() {
        var desk = deskWithRecall()
        desk.type("!")
        desk.wait(milliseconds: 1_000)
        #expect(saved(desk.takeEffects()).last == "second!\nmine")
        desk.press("up", "down")
        #expect(desk.state.composer?.editor.text == "second!\nmine")
    }

    @Test func undoingARecallGivesTheOwnTextBackOnce() {
        var desk = deskWithRecall()
        desk.press("ctrl-_")
        desk.type("!")
        #expect(desk.state.composer?.editor.text == "mine!")
        desk.wait(milliseconds: 1_000)
        #expect(saved(desk.takeEffects()).last == "mine!")
    }

    @Test func enterBeforeTheStoredDraftWasReadKeepsThatDraft() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1)])))
        desk.press("r")
        desk.type("new\n")
        #expect(desk.takeSends().isEmpty)
        let old = Draft(text: "old", caret: 3)
        var edited = desk
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(1)), old))
        #expect(desk.takeEffects().contains(.store(.enqueue(ConversationID(1), text: "new", leaving: old))))
        #expect(desk.state.composer?.editor.text == "old")
        edited.type("er")
        edited.send(.threadLoaded(ItemWindow(conversation: ConversationID(1)), old))
        #expect(edited.takeSends().isEmpty)
        #expect(edited.state.composer?.editor.text == "old\nnewer")
    }

    @Test func leavingBeforeTheStoredDraftWasReadPutsTheTextBehindIt() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1)])))
        desk.press("r")
        desk.type("new")
        desk.press("ctrl-\\")
        #expect(desk.takeEffects().contains(.store(.joinDraft(ConversationID(1), Draft(text: "new", caret: 3)))))
    }

    @Test(arguments: [StoreFailure.locked, .notFound, .corrupt(detail: "")])
    func aTextThatCouldNotBeSentFromALeftConversationIsWrittenToTheDisk(_ failure: StoreFailure) {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("hello\n")
        desk.press("esc", "J")
        _ = desk.takeEffects()
        desk.send(.storeFailed(.enqueue(ConversationID(1), text: "hello"), failure))
        #expect(saved(desk.takeEffects()) == ["hello"])
        desk.send(.storeFailed(.saveDraft(ConversationID(1), nil), failure))
        desk.send(.terminated(15))
        #expect(saved(desk.takeEffects()) == ["hello"], "the last chance, and what is printed where it fails")
        #expect(desk.state.drafts.unwritten.count == 1)
    }

    @Test func theEditorsTextGoesToTheConversationItWasOpenedFor() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("short")
        _ = desk.takeEffects()
        desk.press("ctrl-o")
        #expect(desk.takeEffects().contains(.terminal(.openEditor(ConversationID(1), text: "short"))))
        desk.send(.edited(ConversationID(1), text: "long\ntext"))
        #expect(desk.state.composer?.editor.text == "long\ntext")
        desk.send(.edited(ConversationID(1), text: nil))
        #expect(desk.state.composer?.editor.text == "long\ntext")
    }
}

/// A draft has one life, whatever the store and the person do in which order.
@Suite struct DraftLifeTests {
    private let jane = ConversationID(1)

    @Test func whatWasTypedBeforeTheStoredDraftCameIsKeptOverLeavingAndComingBack() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, minutesAgo: 1), row(2, minutesAgo: 2)])))
        desk.press("r")
        desk.type("one")
        desk.press("esc", "J", "esc", "k", "enter")
        desk.press("r")
        desk.type(" two")
        #expect(desk.state.composer?.editor.text == "one two")
        desk.press("esc", "J")
        desk.send(.threadLoaded(ItemWindow(conversation: jane, items: []), Draft(text: "stored", caret: 2)))
        #expect(desk.takeEffects().contains(.store(.saveDraft(jane, Draft(text: "stored\none two", caret: 14)))))
    }

    @Test func aTextThatWasTypedWhileTheDraftIsWrittenIsWrittenAfterIt() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.type("one")
        desk.wait(milliseconds: 1_000)
        let first = Draft(text: "one", caret: 3)
        #expect(desk.takeEffects().contains(.store(.saveDraft(jane, first))))
        desk.type("!")
        desk.send(.draftSaved(jane, first))
        desk.wait(milliseconds: 1_000)
        #expect(desk.takeEffects().contains(.store(.saveDraft(jane, Draft(text: "one!", caret: 4)))))
    }
}
