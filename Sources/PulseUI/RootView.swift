package import PulseCore
package import ScreenKit

/// The whole screen as a function of the state.
package enum RootView {
    /// Draws panes back to front, then the layers in front of them.
    ///
    /// - Parameters:
    ///   - state: What is to be shown.
    ///   - look: How.
    ///   - drawn: What was drawn last, for the next time.
    /// - Returns: The screen, of the state's size.
    package static func draw(_ state: State, look: Look, keeping drawn: inout DrawnParts) -> Screen {
        let layout = state.layout
        guard !layout.isTooSmall else { return TooSmallView.draw(state.size, look: look) }
        var screen = drawn.background(of: state, layout, look: look)
        if !layout.thread.isEmpty { ThreadPane.draw(state, look: look, in: layout.thread, on: &screen) }
        if !layout.composer.isEmpty { ComposerPane.draw(state, look: look, in: layout.composer, on: &screen) }
        for layer in state.layers {
            screen.cursor = nil
            switch layer {
            case .help(let help): HelpOverlay.draw(help, state, look: look, on: &screen)
            case .details(let details): DetailsOverlay.draw(details, state, look: look, on: &screen)
            case .question(let question): QuestionOverlay.draw(question, state, look: look, on: &screen)
            case .prompt(let prompt): PromptOverlay.draw(prompt, state, look: look, on: &screen)
            case .picker(let picker): PickerOverlay.draw(picker, look: look, on: &screen)
            }
        }
        return screen
    }
}

/// What is shown where nothing fits.
enum TooSmallView {
    static func draw(_ size: Size, look: Look) -> Screen {
        var screen = Screen(size: size, style: look[.text])
        let words: DisplayText = "window too small"
        let lines = TextLayout.wrap(words, columns: max(1, screen.size.columns))
        for (row, line) in lines.enumerated() where row < screen.size.rows {
            screen.write(line, at: Point(row: row, column: 0), style: look[.text], in: screen.bounds)
        }
        return screen
    }
}
