import PulseCore
import PulseModel
import Testing

/// What the keys for unsent messages say.
@Suite struct UnsentDecisionTests {
    @Test func aRetryThatHasToWaitForAnotherDecisionSaysSo() {
        let id = ConversationID(1)
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded([row(1), row(2)]))
        desk.press("enter")
        desk.send(.threadLoaded(ItemWindow(conversation: id, items: [observed(1, "hi")]), nil))
        desk.send(.retryMustWait(ConversationID(2)))
        #expect(desk.state.notice == nil, "another conversation is on screen")
        desk.send(.retryMustWait(id))
        #expect(desk.state.notice?.message == .anotherComesFirst)
    }
}
