import PulseCore
import PulseModel
import ScreenKit
import Testing

/// What is pasted never sends and runs no command, whether the terminal marks it or not.
@Suite struct PasteTests {
    @Test func aPasteNeverSends() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r")
        desk.send(.pasted("one\rtwo\r\nthree\n"))
        #expect(desk.state.composer?.editor.text == "one\ntwo\nthree\n")
        #expect(desk.takeSends().isEmpty)
    }

    @Test func aSendKeyAfterAPauseWaitsForNothingWhereTheTerminalMarksPastes() {
        var desk = DeskUnderTest.withTwo()
        desk.press("r", "x")
        _ = desk.takeEffects()
        desk.press("enter")
        #expect(desk.takeSends() == ["x"])
    }

    @Test(arguments: [true, false]) func aBurstNeverSends(whereTheTerminalMarksPastes marks: Bool) {
        var desk = DeskUnderTest.withTwo(marksPastes: marks)
        desk.press("r")
        let at = desk.clock + 1_000
        for character in "one\rtwo\r" {
            let key = character == "\r" ? Key(.enter) : Key(.character(character))
            desk.send(.key(key, at: at))
        }
        desk.send(.timePassed(now: DeskUnderTest.noon, at: at + 500))
        #expect(desk.state.composer?.editor.text == "one\ntwo\n")
        #expect(desk.takeSends().isEmpty)
    }

    @Test func aSendKeyThatTimeReleasesLaysTheThreadOutToo() {
        var desk = DeskUnderTest.withTwo(marksPastes: false)
        desk.press("r")
        let items = (1...40).map { observed(Int64($0), "text \($0)", minutesAgo: 100 - Int64($0)) }
        let conversation = desk.state.thread?.conversation ?? ConversationID(rawValue: 0)
        desk.send(.threadLoaded(ItemWindow(conversation: conversation, items: items), nil))
        desk.press("esc", "k", "k", "k", "r", "x")
        #expect(desk.state.thread?.anchor != .end)
        desk.press("enter")
        desk.wait(milliseconds: 30)
        #expect(desk.takeSends() == ["x"])
        #expect(desk.state.thread?.anchor == .end)
        #expect(desk.state.thread?.visible.last?.item == ItemID(40))
    }

    @Test func aPasteOutsideTheComposerRunsNoCommand() {
        var desk = DeskUnderTest.withTwo()
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
        var desk = DeskUnderTest.withTwo(marksPastes: false)
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
        #expect(desk.takeSends().isEmpty)
        var empty = DeskUnderTest()
        empty.state.options.hasBracketedPaste = false
        empty.send(.burst(keys("RcDq"), at: 5_000))
        empty.send(.key(Key(.character("q")), at: 5_010))
        #expect(empty.state.notice?.content == .pasteNeedsConversation)
        #expect(empty.state.layers.isEmpty && !empty.state.isFinished)
    }

    @Test func whatWasReadWithTheKeyThatLedIntoTheComposerDoesNotSendWithMarksEither() {
        var desk = DeskUnderTest.withTwo()
        for key in keys("rx\r") { desk.send(.key(key, at: 5_000)) }
        desk.send(.timePassed(now: DeskUnderTest.noon, at: 6_000))
        #expect(desk.state.composer?.editor.text == "x\n")
        #expect(desk.takeSends().isEmpty)
    }

    @Test func whatWasReadWithTheKeyThatLedIntoTheComposerDoesNotSend() {
        var desk = DeskUnderTest.withTwo(marksPastes: false)
        desk.send(.burst(keys("rx\r"), at: 5_000))
        desk.send(.timePassed(now: DeskUnderTest.noon, at: 6_000))
        #expect(desk.state.composer?.editor.text == "x\n")
        #expect(desk.takeSends().isEmpty)
    }

    @Test(arguments: [1, 2, 3]) func aPasteWhoseFirstReadIsShortRunsNothingThatCannotBeTakenBack(first: Int) {
        for text in ["quit all of them\r", "tell me\rqq\r", "my name\r", "jmq bt\r", "by the way\r"] {
            var desk = DeskUnderTest.withTwo(marksPastes: false)
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
                case .store(.enqueue), .store(.decide), .quit: true
                default: false
                }
            }
            #expect(done == [], "\(text) after \(first)")
            #expect(!desk.state.isFinished)
        }
    }

    @Test func aShortReadThatLedIntoTheComposerDoesNotSend() {
        var desk = DeskUnderTest.withTwo(marksPastes: false)
        desk.press("esc")
        desk.send(.key(Key(.character("r")), at: 5_000))
        desk.send(.burst(keys("x\r"), at: 5_005))
        desk.send(.timePassed(now: DeskUnderTest.noon, at: 6_000))
        #expect(desk.state.composer?.editor.text == "x\n")
        #expect(desk.takeSends().isEmpty)
    }

    @Test func keysThatComeOneByOneAreCommandsHoweverFast() {
        var desk = DeskUnderTest.withTwo(marksPastes: false)
        desk.press("esc")
        for (step, name) in ["j", "enter", "J", "tab", "tab"].enumerated() {
            desk.send(.key(Key(name: name) ?? Key(.enter), at: 5_000 + Int64(step) * 5))
            desk.send(.painted)
        }
        #expect(desk.state.composer?.editor.text == "")
        #expect(desk.state.focus == .list)
    }

    @Test func onlyAKeyThatCannotBeTakenBackWaitsForWhatFollows() {
        var desk = DeskUnderTest.withTwo(marksPastes: false)
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
        var desk = DeskUnderTest.withTwo(marksPastes: false)
        desk.press("esc")
        let first = desk.state.list.selection
        desk.send(.burst(keys("jjjjjjkkkkkkj"), at: 5_000))
        #expect(desk.state.list.selection != first)
        desk.send(.burst(keys("kkk\r"), at: 6_000))
        #expect(desk.state.thread?.conversation == first)
    }

    @Test func anUnmarkedPasteIntoAPromptAcceptsNothing() {
        var desk = DeskUnderTest.withTwo(marksPastes: false)
        desk.press("esc", "/")
        desk.send(.burst(keys("a\rqq"), at: desk.clock + 1_000))
        #expect(!desk.state.layers.isEmpty && !desk.state.isFinished)
    }
}
