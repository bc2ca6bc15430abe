import PulseCore
import PulseModel
import ScreenKit
import Testing

/// What counts as seen, and when the bell rings.
@Suite struct AttentionTests {
    private func deskWithUnread() -> DeskUnderTest {
        var desk = DeskUnderTest()
        desk.open(row(1) { $0.isUnread = true }, items: [observed(1, "hi")])
        _ = desk.takeEffects()
        return desk
    }

    @Test func aRowIsReadWhenItsEndWasOnScreenForASecond() {
        var desk = deskWithUnread()
        desk.wait(milliseconds: 900)
        #expect(!marksRead(desk.takeEffects()))
        desk.wait(milliseconds: 200)
        #expect(marksRead(desk.takeEffects()))
    }

    @Test func aRowIsNotReadWithoutFocus() {
        var desk = deskWithUnread()
        desk.send(.focusChanged(false))
        desk.wait(milliseconds: 5_000)
        #expect(!marksRead(desk.takeEffects()))
        desk.send(.focusChanged(true))
        desk.wait(milliseconds: 1_100)
        #expect(marksRead(desk.takeEffects()))
    }

    @Test func aRowIsNotReadWhileItsEndIsOutOfView() {
        var desk = deskWithUnread()
        let items = (1...60).map { observed($0, "text \($0)", minutesAgo: 100 - $0) }
        desk.send(.windowLoaded(ItemWindow(conversation: ConversationID(1), items: items), around: .end))
        desk.press("pageup", "pageup")
        desk.wait(milliseconds: 3_000)
        #expect(!marksRead(desk.takeEffects()))
        desk.press("G")
        desk.wait(milliseconds: 1_100)
        #expect(marksRead(desk.takeEffects()))
    }

    /// Whether the first conversation is to be marked as read.
    private func marksRead(_ effects: [Effect]) -> Bool {
        effects.contains { if case .store(.markRead(ConversationID(1), _)) = $0 { true } else { false } }
    }

    @Test func whatWasOnScreenIsSaidWithTheMark() {
        var desk = deskWithUnread()
        // Ours stands last, and what came in above it is newer.
        var ours = own(2, "one moment", .queued)
        ours.position = TranscriptPosition(order: TranscriptPosition.untakenOrder, tie: 0)
        desk.change { $0.transcripts = [TranscriptChange(conversation: ConversationID(1), items: [ours])] }
        desk.change {
            $0.transcripts = [TranscriptChange(conversation: ConversationID(1), items: [observed(3, "and this")])]
        }
        desk.wait(milliseconds: 1_100)
        let mark = ReadMark(newest: ItemID(rawValue: 3), last: ItemID(rawValue: 2), revision: 0)
        #expect(desk.takeEffects().contains(.store(.markRead(ConversationID(1), through: mark))))
    }

    @Test func nothingIsReadWhereTheThreadIsNotOnScreen() {
        for size in [Size(rows: 24, columns: 40), Size(rows: 4, columns: 80)] {
            var desk = deskWithUnread()
            desk.press("esc")
            desk.send(.resized(size))
            desk.wait(milliseconds: 5_000)
            #expect(!marksRead(desk.takeEffects()))
            desk.send(.resized(Size(rows: 24, columns: 80)))
            desk.wait(milliseconds: 900)
            #expect(!marksRead(desk.takeEffects()))
            desk.wait(milliseconds: 200)
            #expect(marksRead(desk.takeEffects()))
        }
    }

    @Test func nothingIsReadBehindAnOverlayOrAnotherProgram() {
        var covered = deskWithUnread()
        covered.press("?")
        covered.wait(milliseconds: 5_000)
        #expect(!marksRead(covered.takeEffects()))
        var lent = deskWithUnread()
        lent.press("r")
        lent.change {
            $0.transcripts = [
                TranscriptChange(conversation: ConversationID(1), items: [observed(2, "and this", minutesAgo: -1)])
            ]
        }
        lent.press("ctrl-o")
        lent.wait(milliseconds: 5_000)
        #expect(!marksRead(lent.takeEffects()))
        lent.send(.edited(ConversationID(1), text: nil))
        lent.send(.painted)
        lent.wait(milliseconds: 900)
        #expect(!marksRead(lent.takeEffects()))
        lent.wait(milliseconds: 200)
        #expect(marksRead(lent.takeEffects()))
    }

    @Test func aTextThatArrivesAtAFollowedEndIsReadAfterASecondOfItsOwn() {
        var desk = deskWithUnread()
        desk.change { $0.rows = [row(1)] }
        desk.wait(milliseconds: 60_000)
        _ = desk.takeEffects()
        desk.change {
            $0.transcripts = [
                TranscriptChange(conversation: ConversationID(1), items: [observed(2, "and this", minutesAgo: -1)])
            ]
        }
        desk.change { $0.rows = [row(1) { $0.isUnread = true }] }
        desk.wait(milliseconds: 900)
        #expect(!marksRead(desk.takeEffects()))
        desk.wait(milliseconds: 200)
        #expect(marksRead(desk.takeEffects()))
    }

    @Test func anEmptyThreadIsNotSeen() {
        var desk = DeskUnderTest()
        desk.open(row(1) { $0.isUnread = true })
        desk.wait(milliseconds: 5_000)
        #expect(!marksRead(desk.takeEffects()))
    }

    @Test func theStoreIsAskedOnceToMarkARowAsRead() {
        var desk = deskWithUnread()
        desk.wait(milliseconds: 1_100)
        #expect(desk.takeEffects().filter { marksRead([$0]) }.count == 1)
        let deadline = desk.state.nextDeadline ?? .max
        #expect(deadline > desk.clock, "the loop would not wait at all")
        desk.wait(milliseconds: 100)
        #expect(!marksRead(desk.takeEffects()))
    }

    @Test func theBellRingsOnceABatchAndOnlyWithoutFocus() {
        var desk = deskWithUnread()
        desk.change(by: .poll(isCatchUp: false)) { $0.arrived = [ConversationID(1), ConversationID(2)] }
        #expect(!desk.takeEffects().contains(.terminal(.ring)))
        desk.send(.focusChanged(false))
        desk.change(by: .poll(isCatchUp: false)) { $0.arrived = [ConversationID(1), ConversationID(2)] }
        #expect(desk.takeEffects().filter { $0 == .terminal(.ring) }.count == 1)
    }

    @Test func aCatchUpCountsAndDoesNotRing() {
        var desk = deskWithUnread()
        desk.send(.focusChanged(false))
        desk.change(by: .poll(isCatchUp: true)) { $0.arrived = [ConversationID(1), ConversationID(2)] }
        #expect(!desk.takeEffects().contains(.terminal(.ring)))
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
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1)])))
        _ = desk.takeEffects()
        desk.press("enter")
        #expect(
            desk.takeEffects().contains(.sync(.attend(Attention(conversation: ConversationID(1), isFocused: true))))
        )
    }
}
