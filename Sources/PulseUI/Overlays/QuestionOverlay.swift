import PulseCore
import ScreenKit

/// A question in the middle of the screen.
enum QuestionOverlay {
    static func draw(_ question: Question, _ state: State, look: Look, on screen: inout Screen) {
        let columns = min(56, screen.size.columns - 4)
        let words = Sentences.question(question.purpose, state)
        let lines = TextLayout.wrap(words, columns: max(1, columns - 2))
        let size = Size(rows: min(lines.count + 2, screen.size.rows - 3), columns: columns)
        let inside = OverlayBox.draw(Sentences.title(question.purpose), size: size, look: look, on: &screen)
        for (row, line) in lines.enumerated() where row < inside.rows - 1 {
            let point = Point(row: inside.top + row, column: inside.left + 1)
            screen.write(line, at: point, style: look[.overlay], in: inside)
        }
        let hints = Hints.line(.init(state), state.keymap, columns: inside.columns - 2, look: look)
        let point = Point(row: inside.bottom - 1, column: inside.left + 1)
        hints.draw(at: point, in: inside, glyphs: look.glyphs, on: &screen)
    }
}
