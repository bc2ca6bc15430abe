import PulseCore
import PulseModel
import ScreenKit
import Testing

/// What stands behind a layer does not change unseen, and nothing typed into one is lost.
@Suite struct LayerTests {
    private func desk() -> DeskUnderTest {
        var desk = DeskUnderTest()
        desk.open(row(1, "Jane"), row(2, "John", minutesAgo: 1) { $0.isWaiting = true })
        return desk
    }

    @Test(arguments: [["?"], ["i"], ["esc", "/"]])
    func keysOfThePanesDoNothingBehindALayer(opening: [String]) {
        var desk = desk()
        for key in opening { desk.press(key) }
        let (list, thread, layers) = (desk.state.list, desk.state.thread?.conversation, desk.state.layers.count)
        #expect(layers == 1)
        desk.press("3", ".", "tab", "]", "ctrl-r")
        #expect(desk.state.list == list)
        #expect(desk.state.thread?.conversation == thread)
        #expect(desk.state.layers.count == layers)
    }

    @Test(arguments: ["3", ".", "o", "space", "J", "?"]) func anyLetterButYesDeclinesAQuestion(letter: String) {
        var desk = desk()
        desk.press("esc", "ctrl-c")
        let list = desk.state.list
        desk.press(letter)
        #expect(desk.state.layers.isEmpty)
        #expect(desk.state.list == list)
        #expect(!desk.state.isFinished)
    }

    @Test(arguments: ["enter", "tab", "down", "ctrl-r"]) func keysWithoutALetterLeaveAQuestion(key: String) {
        var desk = desk()
        desk.press("esc", "ctrl-c", key)
        #expect(desk.state.layers.count == 1)
    }

    @Test func anOpenPromptKeepsItsText() {
        var desk = desk()
        desk.press("esc", "/")
        desk.type("jo")
        desk.press("alt-a")
        guard case .prompt(let prompt)? = desk.state.layers.last else {
            Issue.record("The prompt is gone.")
            return
        }
        #expect(prompt.field.text == "jo")
    }

    @Test(arguments: ["?", "i", "ctrl-c"]) func aPasteOverALayerIsNotLostWithoutAWord(opening: String) {
        var desk = desk()
        desk.press(opening)
        desk.send(.pasted("text"))
        #expect(desk.state.notice?.content == .pasteNeedsPanes)
        #expect(desk.state.composer?.editor.isEmpty == true)
    }

    @Test func leavingWorksOverALayer() {
        var desk = desk()
        desk.press("?", "ctrl-\\")
        #expect(desk.state.isFinished)
    }

    @Test func helpCanBeReadFromThePromptAndTheComposer() {
        var desk = desk()
        desk.press("r", "f1")
        #expect(desk.state.layers == [.help(HelpState(place: .composer))])
        desk.press("esc", "esc", "esc", "/", "f1")
        #expect(desk.state.layers.last == .help(HelpState(place: .prompt)))
        desk.press("esc")
        #expect(desk.state.layers.count == 1)
    }

    @Test func aPasteCountsAsAKeyForTheFocus() {
        var desk = desk()
        desk.state.windowFocus.reported = nil
        desk.wait(milliseconds: 90_000)
        #expect(!desk.state.windowFocus.isFocused(at: desk.state.clock))
        desk.send(.pasted("text"))
        #expect(desk.state.windowFocus.isFocused(at: desk.state.clock))
    }
}
