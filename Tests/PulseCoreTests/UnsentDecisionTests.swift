import PulseCore
import PulseModel
import Testing

/// What the keys for unsent messages say.
@Suite struct UnsentDecisionTests {
    @Test func aRetryThatHasToWaitForAnotherDecisionSaysSo() {
        let id = ConversationID(1)
        var desk = DeskUnderTest()
        desk.open(row(1), row(2), items: [observed(1, "hi")])
        desk.send(.retryMustWait(ConversationID(2)))
        #expect(desk.state.notice == nil, "another conversation is on screen")
        desk.send(.retryMustWait(id))
        #expect(desk.state.notice?.content == .anotherComesFirst)
    }

    /// A desk with a thread of these items on screen.
    private func desk(_ items: [TranscriptItem]) -> DeskUnderTest {
        var desk = DeskUnderTest()
        desk.open(row(1), items: items)
        _ = desk.takeEffects()
        return desk
    }

    @Test func withoutAMarkTheOldestIsMeant() {
        var desk = desk([own(5, "first", .held(.late)), own(6, "second", .held(.behindAnother))])
        desk.press("t")
        #expect(desk.takeEffects().contains(.store(.decide(ItemID(5), ConversationID(1), .retry))))
    }

    @Test(arguments: ["t", "m", "b"]) func whatIsOutOfViewIsShownBeforeItIsDecidedOn(key: String) {
        let others = (10...60).map { observed($0, "text \($0)") }
        var desk = desk([own(5, "far above", .refused(.words("no")))] + others)
        desk.press(key)
        #expect(desk.state.notice?.content == .shownFirst)
        #expect(desk.state.thread?.visible.contains { $0.item == ItemID(5) } == true)
        let decisions = { (effects: [Effect]) in effects.filter { if case .store(.decide) = $0 { true } else { false } }
        }
        #expect(decisions(desk.takeEffects()).isEmpty)
        desk.press(key)
        #expect(decisions(desk.takeEffects()).count == 1)
    }
}
