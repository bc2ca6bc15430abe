import PulseCore
import PulseModel
import Testing

/// Ctrl-C stops what is under way on screen, and asks to quit only where nothing is; leaving asks only where something is.
@Suite struct CancelTests {
    private static let id = ConversationID(1)

    /// An assistant's conversation, open with the composer focused.
    private func desk() -> DeskUnderTest {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, "Helper", service: .assistant)])))
        desk.press("r")
        desk.send(.threadLoaded(ItemWindow(conversation: Self.id, reachesBeginning: true), nil))
        return desk
    }

    private func question(_ delivery: Delivery) -> TranscriptItem {
        var item = exchange(7, "why?", "")
        item.position.order = delivery.isSent ? item.position.order : TranscriptPosition.untakenOrder
        item.content = .exchange(Exchange(query: "why?", answer: "", state: .none, delivery: delivery))
        return item
    }

    @Test func aQuestionThatIsLeavingIsStopped() {
        var desk = desk()
        desk.type("why?\n")
        desk.change { $0.transcripts = [TranscriptChange(conversation: Self.id, items: [question(.sending)])] }
        _ = desk.takeEffects()
        desk.press("ctrl-c")
        #expect(desk.takeEffects().contains(.sync(.stopAnswer(Self.id))))
        #expect(desk.state.layers.isEmpty)
    }

    @Test func aQueuedQuestionGoesBackToTheDraft() {
        var desk = desk()
        desk.type("why?\n")
        desk.change { $0.transcripts = [TranscriptChange(conversation: Self.id, items: [question(.queued)])] }
        _ = desk.takeEffects()
        desk.press("ctrl-c")
        let effects = desk.takeEffects()
        #expect(effects.contains(.store(.decide(ItemID(7), Self.id, .backToDraft(text: "why?")))))
        #expect(effects.contains(.sync(.stopAnswer(Self.id))), "it may have left meanwhile")
        #expect(desk.state.layers.isEmpty)
    }

    @Test func aQuestionThatTheOutboxDoesNotHaveYetIsStoppedOnceItHas() {
        var desk = desk()
        desk.type("why?\n")
        _ = desk.takeEffects()
        desk.press("ctrl-c")
        #expect(desk.state.layers.isEmpty)
        #expect(!desk.takeEffects().contains(.sync(.stopAnswer(Self.id))))
        desk.change { $0.transcripts = [TranscriptChange(conversation: Self.id, items: [question(.sending)])] }
        #expect(desk.takeEffects().contains(.sync(.stopAnswer(Self.id))))
    }

    @Test func rightAfterAnAnswerNothingAsksToQuit() {
        var desk = desk()
        desk.change { $0.rows = [row(1, "Helper", service: .assistant) { $0.isAnswering = true }] }
        desk.wait(milliseconds: 100)
        desk.change { $0.rows = [row(1, "Helper", service: .assistant)] }
        desk.press("ctrl-c")
        #expect(desk.state.layers.isEmpty)
        #expect(desk.state.notice?.content == .nothingUnderWay)
        desk.wait(milliseconds: State.stopGrace)
        desk.press("ctrl-c")
        #expect(desk.state.layers == [.question(Question(.quit(UnderWay())))])
    }

    @Test func aQuestionToQuitSaysWhatIsUnderWayNowAndStaysWhenNothingIs() {
        var desk = DeskUnderTest()
        let under = { (count: Int) in row(1) { $0.unsent.underWay = count } }
        desk.send(.rowsLoaded(DeskSnapshot(rows: [under(2)])))
        desk.press("q")
        desk.change { $0.rows = [under(1)] }
        #expect(desk.state.layers == [.question(Question(.quit(UnderWay(unsent: 1))))])
        desk.send(.painted)
        desk.change { $0.rows = [under(0)] }
        #expect(desk.state.layers.map(\.place) == [.question], "keys meant for it would run in the list")
        desk.press("y")
        #expect(desk.state.isFinished)
    }

    @Test func takingBackWhatMayHaveArrivedAsksFirst() {
        var desk = desk()
        desk.change {
            $0.transcripts = [TranscriptChange(conversation: Self.id, items: [question(.unknown(.programEnded))])]
        }
        desk.press("esc", "b")
        #expect(desk.state.layers == [.question(Question(.takeBack(ItemID(7), Self.id, text: "why?")))])
        _ = desk.takeEffects()
        desk.press("y")
        #expect(desk.takeEffects().contains(.store(.decide(ItemID(7), Self.id, .backToDraft(text: "why?")))))
    }

    @Test func quittingAsksOnlyWhenSomethingIsUnderWay() {
        var quiet = DeskUnderTest()
        quiet.send(.rowsLoaded(DeskSnapshot(rows: [row(1)])))
        quiet.press("q")
        #expect(quiet.state.isFinished)
        var busy = DeskUnderTest()
        busy.send(.rowsLoaded(DeskSnapshot(rows: [row(1) { $0.unsent.underWay = 1 }])))
        busy.press("q")
        #expect(!busy.state.isFinished)
        busy.press("y")
        #expect(busy.state.isFinished)
    }

    @Test func leavingAtOnceWorksWhileAQuestionWaitsAndDoesNotWaitForAnswers() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1) { $0.unsent.underWay = 1 }])))
        desk.press("q", "ctrl-\\")
        #expect(desk.state.isFinished)
        #expect(desk.state.leavesAtOnce)
        var slow = DeskUnderTest()
        slow.send(.rowsLoaded(DeskSnapshot(rows: [row(1) { $0.unsent.underWay = 1 }])))
        slow.press("q", "y")
        #expect(slow.state.isFinished && !slow.state.leavesAtOnce)
    }

    @Test func controlCStopsTheAnswerFirst() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, "How?", service: .assistant) { $0.isAnswering = true }])))
        desk.press("enter")
        _ = desk.takeEffects()
        desk.press("ctrl-c")
        #expect(desk.takeEffects().contains(.sync(.stopAnswer(ConversationID(1)))))
        #expect(desk.state.layers.isEmpty)
        desk.change { $0.rows = [row(1, "How?", service: .assistant)] }
        desk.wait(milliseconds: State.stopGrace)
        desk.press("ctrl-c")
        #expect(desk.state.layers.count == 1)
    }
}
