import PulseCore
import PulseModel
import ScreenKit
import Testing

/// What counts as seen, and when the bell rings.
@Suite struct AttentionTests {
    private func deskWithUnread() -> DeskUnderTest {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded([row(1) { $0.isUnread = true }]))
        desk.press("enter")
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(1), items: [observed(1, "hi")]), nil))
        _ = desk.takeEffects()
        return desk
    }

    @Test func aRowIsReadWhenItsEndWasOnScreenForASecond() {
        var desk = deskWithUnread()
        desk.wait(milliseconds: 900)
        #expect(!desk.takeEffects().contains(.markRead(ConversationID(1))))
        desk.wait(milliseconds: 200)
        #expect(desk.takeEffects().contains(.markRead(ConversationID(1))))
    }

    @Test func aRowIsNotReadWithoutFocus() {
        var desk = deskWithUnread()
        desk.send(.focusChanged(false))
        desk.wait(milliseconds: 5_000)
        #expect(!desk.takeEffects().contains(.markRead(ConversationID(1))))
        desk.send(.focusChanged(true))
        desk.wait(milliseconds: 1_100)
        #expect(desk.takeEffects().contains(.markRead(ConversationID(1))))
    }

    @Test func aRowIsNotReadWhileItsEndIsOutOfView() {
        var desk = deskWithUnread()
        let items = (1...60).map { observed($0, "text \($0)", minutesAgo: 100 - $0) }
        desk.send(.windowLoaded(ItemWindow(conversation: ConversationID(1), items: items), around: .end))
        desk.press("pageup", "pageup")
        desk.wait(milliseconds: 3_000)
        #expect(!desk.takeEffects().contains(.markRead(ConversationID(1))))
        desk.press("G")
        desk.wait(milliseconds: 1_100)
        #expect(desk.takeEffects().contains(.markRead(ConversationID(1))))
    }

    private var markRead: Effect { .markRead(ConversationID(1)) }

    @Test func nothingIsReadWhereTheThreadIsNotOnScreen() {
        for size in [Size(rows: 24, columns: 40), Size(rows: 4, columns: 80)] {
            var desk = deskWithUnread()
            desk.press("esc")
            desk.send(.resized(size))
            desk.wait(milliseconds: 5_000)
            #expect(!desk.takeEffects().contains(markRead))
            desk.send(.resized(Size(rows: 24, columns: 80)))
            desk.wait(milliseconds: 900)
            #expect(!desk.takeEffects().contains(markRead))
            desk.wait(milliseconds: 200)
            #expect(desk.takeEffects().contains(markRead))
        }
    }

    @Test func nothingIsReadBehindAnOverlayOrAnotherProgram() {
        var covered = deskWithUnread()
        covered.press("?")
        covered.wait(milliseconds: 5_000)
        #expect(!covered.takeEffects().contains(markRead))
        var lent = deskWithUnread()
        lent.press("r")
        lent.report(.items(ConversationID(1), [observed(2, "and this", minutesAgo: -1)]))
        lent.press("ctrl-o")
        lent.wait(milliseconds: 5_000)
        #expect(!lent.takeEffects().contains(markRead))
        lent.send(.edited(ConversationID(1), text: nil))
        lent.send(.painted)
        lent.wait(milliseconds: 900)
        #expect(!lent.takeEffects().contains(markRead))
        lent.wait(milliseconds: 200)
        #expect(lent.takeEffects().contains(markRead))
    }

    @Test func aTextThatArrivesAtAFollowedEndIsReadAfterASecondOfItsOwn() {
        var desk = deskWithUnread()
        desk.report(.rows([row(1)]))
        desk.wait(milliseconds: 60_000)
        _ = desk.takeEffects()
        desk.report(.items(ConversationID(1), [observed(2, "and this", minutesAgo: -1)]))
        desk.report(.rows([row(1) { $0.isUnread = true }]))
        desk.wait(milliseconds: 900)
        #expect(!desk.takeEffects().contains(markRead))
        desk.wait(milliseconds: 200)
        #expect(desk.takeEffects().contains(markRead))
    }

    @Test func anEmptyThreadIsNotSeen() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded([row(1) { $0.isUnread = true }]))
        desk.press("enter")
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(1)), nil))
        desk.wait(milliseconds: 5_000)
        #expect(!desk.takeEffects().contains(markRead))
    }

    @Test func theStoreIsAskedOnceToMarkARowAsRead() {
        var desk = deskWithUnread()
        desk.wait(milliseconds: 1_100)
        #expect(desk.takeEffects().filter { $0 == markRead }.count == 1)
        let deadline = desk.state.nextDeadline ?? .max
        #expect(deadline > desk.clock, "the loop would not wait at all")
        desk.wait(milliseconds: 100)
        #expect(!desk.takeEffects().contains(markRead))
    }

    @Test func theBellRingsOnceABatchAndOnlyWithoutFocus() {
        var desk = deskWithUnread()
        desk.report(.arrived([ConversationID(1), ConversationID(2)], isCatchUp: false))
        #expect(!desk.takeEffects().contains(.ring))
        desk.send(.focusChanged(false))
        desk.report(.arrived([ConversationID(1), ConversationID(2)], isCatchUp: false))
        #expect(desk.takeEffects().filter { $0 == .ring }.count == 1)
    }

    @Test func aCatchUpCountsAndDoesNotRing() {
        var desk = deskWithUnread()
        desk.send(.focusChanged(false))
        desk.report(.arrived([ConversationID(1), ConversationID(2)], isCatchUp: true))
        #expect(!desk.takeEffects().contains(.ring))
        #expect(desk.state.notice?.content == .arrivedWhileAway(2))
    }

    @Test func aTerminalThatReportsNoFocusCountsAsFocusedAMinuteAfterAKey() {
        var desk = DeskUnderTest()
        desk.state.windowFocus.reported = nil
        desk.press("j")
        #expect(desk.state.windowFocus.isFocused(at: desk.clock + 59_000))
        #expect(!desk.state.windowFocus.isFocused(at: desk.clock + 61_000))
    }

    @Test func theSyncLoopLearnsWhatIsOnScreen() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded([row(1)]))
        _ = desk.takeEffects()
        desk.press("enter")
        #expect(desk.takeEffects().contains(.attend(Attention(conversation: ConversationID(1), isFocused: true))))
    }

    @Test func quittingAsksOnlyWhenSomethingIsUnderWay() {
        var quiet = DeskUnderTest()
        quiet.send(.rowsLoaded([row(1)]))
        quiet.press("q")
        #expect(quiet.state.isFinished)
        var busy = DeskUnderTest()
        busy.send(.rowsLoaded([row(1) { $0.unsent.underWay = 1 }]))
        busy.press("q")
        #expect(!busy.state.isFinished)
        busy.press("y")
        #expect(busy.state.isFinished)
    }

    @Test func leavingAtOnceWorksWhileAQuestionWaitsAndDoesNotWaitForAnswers() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded([row(1) { $0.unsent.underWay = 1 }]))
        desk.press("q", "ctrl-\\")
        #expect(desk.state.isFinished)
        #expect(desk.state.leavesAtOnce)
        var slow = DeskUnderTest()
        slow.send(.rowsLoaded([row(1) { $0.unsent.underWay = 1 }]))
        slow.press("q", "y")
        #expect(slow.state.isFinished && !slow.state.leavesAtOnce)
    }

    @Test func controlCStopsTheAnswerFirst() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded([row(1, "How?", service: .assistant) { $0.isAnswering = true }]))
        desk.press("enter")
        _ = desk.takeEffects()
        desk.press("ctrl-c")
        #expect(desk.takeEffects().contains(.stopAnswer(ConversationID(1))))
        #expect(desk.state.layers.isEmpty)
        desk.report(.rows([row(1, "How?", service: .assistant)]))
        desk.press("ctrl-c")
        #expect(desk.state.layers.count == 1)
    }
}
