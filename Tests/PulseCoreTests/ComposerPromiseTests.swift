import PulseCore
import PulseModel
import ScreenKit
import Testing

/// The promises about what is typed and where it goes.
@Suite struct ComposerPromiseTests {
    private func deskWithTwo() -> DeskUnderTest {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded([row(1, "Jane", minutesAgo: 1), row(2, "John", minutesAgo: 2)]))
        desk.press("enter")
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(1)), nil))
        _ = desk.takeEffects()
        return desk
    }

    @Test func theReplyGoesToTheVisitorOnTheScreen() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("hello")
        // John writes, and his row moves to the top; another thread's items arrive.
        desk.report(.rows([row(2, "John", minutesAgo: -1) { $0.isUnread = true }]))
        desk.report(.items(ConversationID(2), [observed(9, "me too")]))
        #expect(desk.state.thread?.conversation == ConversationID(1))
        _ = desk.takeEffects()
        desk.press("enter")
        #expect(desk.takeEffects().contains(.enqueue(ConversationID(1), text: "hello")))
    }

    @Test func threadAndComposerAlwaysShowTheSameConversation() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("for Jane")
        desk.press("esc", "J")
        #expect(desk.state.thread?.conversation == ConversationID(2))
        #expect(desk.state.composer?.conversation == ConversationID(2))
        #expect(desk.state.composer?.editor.isEmpty == true)
    }

    @Test func aDraftIsOnItsWayToTheDiskWithinASecond() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("draft")
        let deadline = desk.state.nextDeadline ?? .max
        #expect(deadline <= desk.clock + 1_000)
        desk.wait(milliseconds: 1_000)
        let draft = Draft(text: "draft", caret: 5)
        #expect(desk.takeEffects().contains(.saveDraft(ConversationID(1), draft)))
    }

    @Test func leavingSavesTheDraftAtOnce() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("x")
        desk.press("ctrl-\\")
        let effects = desk.takeEffects()
        #expect(effects.contains(.saveDraft(ConversationID(1), Draft(text: "x", caret: 1))))
        #expect(effects.last == .quit)
        #expect(desk.state.isFinished)
    }

    @Test func aDraftComesBackWithItsConversation() {
        var desk = deskWithTwo()
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
        desk.send(.rowsLoaded([row(1)]))
        desk.press("r")
        desk.type("new")
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(1)), Draft(text: "old", caret: 3)))
        #expect(desk.state.composer?.editor.text == "old\nnew")
    }

    @Test func whatWasTypedBeforeTheDraftCameIsJoinedThoughTheConversationWasLeft() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded([row(1, minutesAgo: 1), row(2, minutesAgo: 2)]))
        desk.press("r")
        desk.type("new")
        desk.press("esc", "J")
        _ = desk.takeEffects()
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(1)), Draft(text: "old", caret: 3)))
        let saved = desk.takeEffects().compactMap { effect in
            if case .saveDraft(ConversationID(1), let draft) = effect { draft?.text } else { nil }
        }
        #expect(saved == ["old\nnew"])
    }

    @Test func aSendThatCouldNotBeKeptGivesTheTextBack() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("hello")
        desk.press("enter")
        desk.type("more")
        desk.send(.enqueueFailed(ConversationID(1), text: "hello", .diskFull))
        #expect(desk.state.composer?.editor.text == "hello\nmore")
        #expect(desk.state.notice?.content == .enqueueFailed(.diskFull))
    }

    @Test func aDraftThatTheDiskDidNotTakeIsWrittenAgain() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("kept")
        desk.press("esc", "J")
        desk.send(.draftNotSaved(ConversationID(1), .diskFull))
        #expect(desk.state.notice?.content == .store(.diskFull))
        desk.send(.draftNotSaved(ConversationID(2), .notFound))
        _ = desk.takeEffects()
        let at = desk.clock + State.draftRetry
        #expect(desk.state.nextDeadline.map { $0 <= at } == true)
        desk.send(.timePassed(now: DeskUnderTest.noon, at: at))
        let draft = Draft(text: "kept", caret: 4)
        #expect(desk.takeEffects() == [.saveDraft(ConversationID(1), draft)])
        desk.send(.timePassed(now: DeskUnderTest.noon, at: at + 10_000))
        #expect(desk.takeEffects().isEmpty)
    }

    @Test func leavingTriesOnceMoreToSaveADraft() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("kept")
        desk.press("esc")
        desk.send(.draftNotSaved(ConversationID(1), .locked))
        _ = desk.takeEffects()
        desk.press("esc", "q")
        #expect(!desk.state.isFinished, "it asks first")
        desk.press("y")
        #expect(desk.takeEffects().contains(.saveDraft(ConversationID(1), Draft(text: "kept", caret: 4))))
    }

    @Test func leavingWritesADraftThatIsNotKnownToBeOnTheDisk() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("kept")
        desk.press("esc")
        let write = Effect.saveDraft(ConversationID(1), Draft(text: "kept", caret: 4))
        #expect(desk.takeEffects().contains(write))
        var confirmed = desk
        desk.press("ctrl-\\")
        #expect(desk.takeEffects().contains(write))
        confirmed.send(.draftSaved(ConversationID(1), Draft(text: "kept", caret: 4)))
        confirmed.press("ctrl-\\")
        #expect(!confirmed.takeEffects().contains(write))
    }

    @Test func aSendThatCouldNotBeKeptIsADraftOnTheDiskLater() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("hello")
        desk.press("enter")
        desk.send(.enqueueFailed(ConversationID(1), text: "hello", .diskFull))
        _ = desk.takeEffects()
        desk.send(.timePassed(now: DeskUnderTest.noon, at: desk.clock + State.draftRetry))
        #expect(desk.takeEffects().contains(.saveDraft(ConversationID(1), Draft(text: "hello", caret: 5))))
    }

    @Test func enterOnBlankTextDoesNothing() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("  ")
        _ = desk.takeEffects()
        desk.press("enter")
        #expect(!desk.takeEffects().contains { if case .enqueue = $0 { true } else { false } })
    }

    @Test func aPasteNeverSends() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.send(.pasted("one\rtwo\r\nthree\n"))
        #expect(desk.state.composer?.editor.text == "one\ntwo\nthree\n")
        #expect(!desk.takeEffects().contains { if case .enqueue = $0 { true } else { false } })
    }

    @Test func aSendKeyAfterAPauseWaitsForNothingWhereTheTerminalMarksPastes() {
        var desk = deskWithTwo()
        desk.press("r", "x")
        _ = desk.takeEffects()
        desk.press("enter")
        #expect(desk.takeEffects().contains { if case .enqueue = $0 { true } else { false } })
    }

    @Test(arguments: [true, false]) func aBurstNeverSends(whereTheTerminalMarksPastes marks: Bool) {
        var desk = deskWithTwo()
        desk.state.options.hasBracketedPaste = marks
        desk.press("r")
        let at = desk.clock + 1_000
        for character in "one\rtwo\r" {
            let key = character == "\r" ? Key(.enter) : Key(.character(character))
            desk.send(.key(key, at: at))
        }
        desk.send(.timePassed(now: DeskUnderTest.noon, at: at + 500))
        #expect(desk.state.composer?.editor.text == "one\ntwo\n")
        #expect(!desk.takeEffects().contains { if case .enqueue = $0 { true } else { false } })
    }

    @Test func aSendKeyThatTimeReleasesLaysTheThreadOutToo() {
        var desk = deskWithTwo()
        desk.state.options.hasBracketedPaste = false
        desk.press("r")
        let items = (1...40).map { observed(Int64($0), "text \($0)", minutesAgo: 100 - Int64($0)) }
        let conversation = desk.state.thread?.conversation ?? ConversationID(rawValue: 0)
        desk.send(.threadLoaded(ItemWindow(conversation: conversation, items: items), nil))
        desk.press("esc", "k", "k", "k", "r", "x")
        #expect(desk.state.thread?.anchor != .end)
        desk.press("enter")
        desk.wait(milliseconds: 30)
        #expect(desk.takeEffects().contains { if case .enqueue = $0 { true } else { false } })
        #expect(desk.state.thread?.anchor == .end)
        #expect(desk.state.thread?.visible.last?.item == ItemID(40))
    }

    @Test func aPasteOutsideTheComposerRunsNoCommand() {
        var desk = deskWithTwo()
        desk.send(.pasted("qD\r"))
        #expect(desk.state.composer?.editor.text == "qD\n")
        #expect(!desk.state.isFinished)
        var empty = DeskUnderTest()
        empty.send(.pasted("q"))
        #expect(empty.state.notice?.content == .pasteNeedsConversation)
    }

    private func keys(_ text: String) -> [Key] {
        text.map { $0 == "\r" ? Key(.enter) : Key(.character($0)) }
    }

    @Test func anUnmarkedPasteOutsideTheComposerRunsNoCommand() {
        var desk = deskWithTwo()
        desk.state.options.hasBracketedPaste = false
        desk.press("r", "esc", "esc")
        _ = desk.takeEffects()
        var at = desk.clock + 1_000
        desk.send(.burst(keys("quick D y\r"), at: at))
        // The rest of it comes with the next read; the line end is the last of all.
        at += 10
        desk.send(.burst(keys("end\r"), at: at))
        desk.send(.timePassed(now: DeskUnderTest.noon, at: at + 500))
        #expect(desk.state.composer?.editor.text == "quick D y\nend\n")
        #expect(desk.state.focus == .composer)
        #expect(!desk.takeEffects().contains { if case .enqueue = $0 { true } else { false } })
        var empty = DeskUnderTest()
        empty.state.options.hasBracketedPaste = false
        empty.send(.burst(keys("RcDq"), at: 5_000))
        empty.send(.key(Key(.character("q")), at: 5_010))
        #expect(empty.state.notice?.content == .pasteNeedsConversation)
        #expect(empty.state.layers.isEmpty && !empty.state.isFinished)
    }

    @Test func whatWasReadWithTheKeyThatLedIntoTheComposerDoesNotSendWithMarksEither() {
        var desk = deskWithTwo()
        for key in keys("rx\r") { desk.send(.key(key, at: 5_000)) }
        desk.send(.timePassed(now: DeskUnderTest.noon, at: 6_000))
        #expect(desk.state.composer?.editor.text == "x\n")
        #expect(!desk.takeEffects().contains { if case .enqueue = $0 { true } else { false } })
    }

    @Test func whatWasReadWithTheKeyThatLedIntoTheComposerDoesNotSend() {
        var desk = deskWithTwo()
        desk.state.options.hasBracketedPaste = false
        desk.send(.burst(keys("rx\r"), at: 5_000))
        desk.send(.timePassed(now: DeskUnderTest.noon, at: 6_000))
        #expect(desk.state.composer?.editor.text == "x\n")
        #expect(!desk.takeEffects().contains { if case .enqueue = $0 { true } else { false } })
    }

    @Test(arguments: [1, 2, 3]) func aPasteWhoseFirstReadIsShortRunsNothingThatCannotBeTakenBack(first: Int) {
        for text in ["quit all of them\r", "tell me\rqq\r", "my name\r", "jmq bt\r", "by the way\r"] {
            var desk = deskWithTwo()
            desk.state.options.hasBracketedPaste = false
            let items = [own(1, "mine", .refused(.words("no")))]
            desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(1), items: items), nil))
            desk.press("r", "esc")
            if text.hasPrefix("quit") { desk.press("esc") }
            _ = desk.takeEffects()
            var at = desk.clock + 1_000
            for key in keys(String(text.prefix(first))) {
                desk.send(.timePassed(now: DeskUnderTest.noon, at: at))
                desk.send(.key(key, at: at))
                desk.send(.painted)
                at += 5
            }
            desk.send(.burst(keys(String(text.dropFirst(first))), at: at))
            desk.send(.timePassed(now: DeskUnderTest.noon, at: at + 500))
            let whole = text.replacing("\r", with: "\n")
            #expect(desk.state.composer?.editor.text == whole, "\(text) after \(first)")
            let done = desk.takeEffects().filter {
                switch $0 {
                case .enqueue, .decide, .quit: true
                default: false
                }
            }
            #expect(done == [], "\(text) after \(first)")
            #expect(!desk.state.isFinished)
        }
    }

    @Test func aShortReadThatLedIntoTheComposerDoesNotSend() {
        var desk = deskWithTwo()
        desk.state.options.hasBracketedPaste = false
        desk.press("esc")
        desk.send(.key(Key(.character("r")), at: 5_000))
        desk.send(.burst(keys("x\r"), at: 5_005))
        desk.send(.timePassed(now: DeskUnderTest.noon, at: 6_000))
        #expect(desk.state.composer?.editor.text == "x\n")
        #expect(!desk.takeEffects().contains { if case .enqueue = $0 { true } else { false } })
    }

    @Test func keysThatComeOneByOneAreCommandsHoweverFast() {
        var desk = deskWithTwo()
        desk.state.options.hasBracketedPaste = false
        desk.press("esc")
        for (step, name) in ["j", "enter", "J", "tab", "tab"].enumerated() {
            desk.send(.key(Key(name: name) ?? Key(.enter), at: 5_000 + Int64(step) * 5))
            desk.send(.painted)
        }
        #expect(desk.state.composer?.editor.text == "")
        #expect(desk.state.focus == .list)
    }

    @Test func onlyAKeyThatCannotBeTakenBackWaitsForWhatFollows() {
        var desk = deskWithTwo()
        desk.state.options.hasBracketedPaste = false
        desk.press("esc")
        let first = desk.state.list.selection
        desk.send(.key(Key(.character("j")), at: 5_000))
        #expect(desk.state.list.selection != first)
        desk.send(.key(Key(.character("q")), at: 5_100))
        #expect(!desk.state.isFinished)
        #expect(desk.state.nextDeadline == 5_120)
        desk.send(.timePassed(now: DeskUnderTest.noon, at: 5_120))
        #expect(desk.state.isFinished)
    }

    @Test func keysThatWereHeldDownOrTypedInAStallAreCommands() {
        var desk = deskWithTwo()
        desk.state.options.hasBracketedPaste = false
        desk.press("esc")
        let first = desk.state.list.selection
        desk.send(.burst(keys("jjjjjjkkkkkkj"), at: 5_000))
        #expect(desk.state.list.selection != first)
        desk.send(.burst(keys("kkk\r"), at: 6_000))
        #expect(desk.state.thread?.conversation == first)
    }

    @Test func anUnmarkedPasteIntoAPromptAcceptsNothing() {
        var desk = deskWithTwo()
        desk.state.options.hasBracketedPaste = false
        desk.press("esc", "/")
        desk.send(.burst(keys("a\rqq"), at: desk.clock + 1_000))
        #expect(!desk.state.layers.isEmpty && !desk.state.isFinished)
    }

    @Test func aQuestionIgnoresKeysReadBeforeItWasPainted() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded([row(1, "How?", service: .assistant)]))
        desk.press("D")
        desk.send(.key(Key(.character("y")), at: desk.clock))
        #expect(!desk.takeEffects().contains(.edit(ConversationID(1), .delete)))
        desk.send(.painted)
        desk.send(.key(Key(.enter), at: desk.clock))
        #expect(desk.state.layers.count == 1)
        desk.send(.key(Key(.character("y")), at: desk.clock))
        #expect(desk.takeEffects().contains(.edit(ConversationID(1), .delete)))
    }

    @Test func sendingAgainWhatMayHaveArrivedAsksFirst() {
        var desk = deskWithTwo()
        desk.report(.items(ConversationID(1), [own(5, "hi", .unknown(.programEnded))]))
        desk.press("t")
        #expect(!desk.takeEffects().contains(.decide(ItemID(5), ConversationID(1), .retry)))
        desk.press("y")
        #expect(desk.takeEffects().contains(.decide(ItemID(5), ConversationID(1), .retry)))
    }

    @Test func sendingAgainWhatWasRefusedDoesNotAsk() {
        var desk = deskWithTwo()
        desk.report(.items(ConversationID(1), [own(5, "hi", .refused(.words("no")))]))
        desk.press("t")
        #expect(desk.takeEffects().contains(.decide(ItemID(5), ConversationID(1), .retry)))
    }

    @Test func sentTextsComeBackWithTheArrowKeys() {
        var desk = deskWithTwo()
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
        var desk = deskWithTwo()
        desk.send(.sentTextsLoaded(DeskUnderTest.support.id, ["second", "first"]))
        desk.press("r")
        desk.type("mine")
        _ = desk.takeEffects()
        desk.press("up")
        return desk
    }

    private func saved(_ effects: [Effect]) -> [String?] {
        effects.compactMap { effect -> String?? in
            if case .saveDraft(_, let draft) = effect { .some(draft?.text) } else { nil }
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
        #expect(desk.takeEffects().contains(.enqueue(ConversationID(1), text: "second", leaving: own)))
        #expect(desk.state.composer?.editor.text == "mine")
        desk.press("enter")
        #expect(desk.takeEffects().contains(.enqueue(ConversationID(1), text: "mine")))
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
        desk.send(.rowsLoaded([row(1)]))
        desk.press("r")
        desk.type("new\n")
        #expect(!desk.takeEffects().contains { if case .enqueue = $0 { true } else { false } })
        let old = Draft(text: "old", caret: 3)
        var edited = desk
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(1)), old))
        #expect(desk.takeEffects().contains(.enqueue(ConversationID(1), text: "new", leaving: old)))
        #expect(desk.state.composer?.editor.text == "old")
        edited.type("er")
        edited.send(.threadLoaded(ItemWindow(conversation: ConversationID(1)), old))
        #expect(!edited.takeEffects().contains { if case .enqueue = $0 { true } else { false } })
        #expect(edited.state.composer?.editor.text == "old\nnewer")
    }

    @Test func leavingBeforeTheStoredDraftWasReadPutsTheTextBehindIt() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded([row(1)]))
        desk.press("r")
        desk.type("new")
        desk.press("ctrl-\\")
        #expect(desk.takeEffects().contains(.joinDraft(ConversationID(1), Draft(text: "new", caret: 3))))
    }

    @Test(arguments: [StoreFailure.locked, .notFound, .corrupt(detail: "")])
    func aTextThatCouldNotBeSentFromALeftConversationIsWrittenToTheDisk(_ failure: StoreFailure) {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("hello\n")
        desk.press("esc", "J")
        _ = desk.takeEffects()
        desk.send(.enqueueFailed(ConversationID(1), text: "hello", failure))
        #expect(saved(desk.takeEffects()) == ["hello"])
        desk.send(.draftNotSaved(ConversationID(1), failure))
        desk.send(.terminated(15))
        #expect(saved(desk.takeEffects()) == ["hello"], "the last chance, and what is printed where it fails")
        #expect(desk.state.draftWrites.count == 1)
    }

    @Test func theEditorsTextGoesToTheConversationItWasOpenedFor() {
        var desk = deskWithTwo()
        desk.press("r")
        desk.type("short")
        _ = desk.takeEffects()
        desk.press("ctrl-o")
        #expect(desk.takeEffects().contains(.openEditor(ConversationID(1), text: "short")))
        desk.send(.edited(ConversationID(1), text: "long\ntext"))
        #expect(desk.state.composer?.editor.text == "long\ntext")
        desk.send(.edited(ConversationID(1), text: nil))
        #expect(desk.state.composer?.editor.text == "long\ntext")
    }
}
