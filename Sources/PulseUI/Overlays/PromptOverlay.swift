import PulseCore
import ScreenKit

/// A line to fill in, in the status line's place.
enum PromptOverlay {
    static func draw(_ prompt: Prompt, _ state: State, look: Look, on screen: inout Screen) {
        let row = screen.size.rows - 1
        let area = Rect(row: row, column: 0, rows: 1, columns: screen.size.columns)
        screen.fill(area, style: look[.overlay])
        // At least half of the row is for what is typed.
        let forms = Sentences.prompt(prompt.purpose).map { $0 + " " }
        let label = Sentences.fitting(forms, columns: area.columns / 2)
        screen.write(label, at: area.origin, style: look.onOverlay(.titleFocused), in: area)
        let room = max(1, area.columns - label.columns - 1)
        let field = Rect(row: row, column: label.columns, rows: 1, columns: room)
        let (text, caret) = prompt.field.view(columns: room)
        // What is typed comes first: the hints have what it leaves.
        let left = min(area.columns / 2, room - max(text.columns, caret) - 3)
        let hints = Hints.line(.init(state), state.keymap, columns: left, look: look)
        if hints.columns > 0 {
            hints.draw(
                at: Point(row: row, column: area.right - hints.columns - 1),
                in: area,
                glyphs: look.glyphs,
                on: &screen
            )
        }
        let style = look[.overlay]
        let shown = prompt.field.isSelected ? style.covered(by: look[.selection]) : style
        screen.write(text, at: field.origin, style: shown, in: field)
        screen.cursor = Point(row: row, column: min(field.left + caret, area.right - 1))
    }
}
