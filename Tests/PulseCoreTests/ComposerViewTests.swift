import PulseCore
import PulseModel
import ScreenKit
import Testing

/// Which lines of a long draft are in view.
@Suite struct ComposerViewTests {
    /// A draft of twenty lines, the caret at its end.
    private func deskWithLongDraft() -> DeskUnderTest {
        var desk = DeskUnderTest()
        desk.open(row(1))
        desk.press("r")
        desk.send(.pasted((1...20).map { "line \($0)" }.joined(separator: "\n")))
        return desk
    }

    @Test func theEndOfALongDraftIsInViewWhileItIsWritten() {
        let desk = deskWithLongDraft()
        #expect(desk.state.composer?.top == 20 - desk.state.layout.composer.rows)
    }

    @Test func theViewStandsStillWhileTheCaretMovesInIt() {
        var desk = deskWithLongDraft()
        let rows = desk.state.layout.composer.rows
        let top = desk.state.composer?.top
        for _ in 1..<rows {
            desk.press("up")
            #expect(desk.state.composer?.top == top)
        }
        desk.press("up")
        #expect(desk.state.composer?.top == top.map { $0 - 1 })
        desk.press("down", "down")
        #expect(desk.state.composer?.top == top.map { $0 - 1 })
    }

    @Test func aDraftThatGetsShorterLeavesNoEmptyRows() {
        var desk = deskWithLongDraft()
        for _ in 0..<200 { desk.press("backspace") }
        #expect(desk.state.composer?.top == 0)
    }
}
