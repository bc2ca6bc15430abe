import PulseCore
import PulseModel
import ScreenKit
import Testing

/// What `yank` puts back: the last cut, with those before it that nothing came between.
@Suite struct CutTextTests {
    private func deskInTheComposer() -> DeskUnderTest {
        var desk = DeskUnderTest()
        for place in [Place.composer, .prompt] {
            desk.state.keymap.bind(.control("w"), to: .deleteWordBackward, in: place)
            desk.state.keymap.bind(.control("y"), to: .yank, in: place)
        }
        desk.open(row(1))
        desk.press("r")
        return desk
    }

    private func text(_ desk: DeskUnderTest) -> String? { desk.state.composer?.editor.text }

    @Test func cutsOneAfterAnotherComeBackTogether() {
        var desk = deskInTheComposer()
        desk.type("one two")
        desk.press("ctrl-w", "ctrl-w")
        #expect(text(desk) == "")
        desk.press("ctrl-y")
        #expect(text(desk) == "one two")
    }

    @Test func typingBetweenTwoCutsKeepsThemApart() {
        var desk = deskInTheComposer()
        desk.type("one two")
        desk.press("ctrl-w")
        desk.type("three")
        desk.press("ctrl-w", "ctrl-y")
        #expect(text(desk) == "one three")
    }

    @Test func aPasteOrALineEndBetweenTwoCutsKeepsThemApart() {
        var desk = deskInTheComposer()
        desk.type("one")
        desk.press("ctrl-w")
        desk.send(.pasted("two"))
        desk.press("ctrl-w", "ctrl-j")
        desk.type("three")
        desk.press("ctrl-w", "ctrl-y")
        #expect(text(desk) == "\nthree")
    }

    @Test func aPromptSharesTheCutAndTypingThereKeepsTwoApart() {
        var desk = deskInTheComposer()
        desk.type("one")
        desk.press("ctrl-w", "esc", "esc", "/", "ctrl-y", "ctrl-w")
        desk.type("two")
        desk.press("ctrl-w", "ctrl-y", "ctrl-y")
        guard case .prompt(let prompt)? = desk.state.layers.last else {
            Issue.record("no prompt")
            return
        }
        #expect(prompt.field.text == "twotwo")
    }
}
