import PulseCore
import ScreenKit

/// The text being written, with the caret.
enum ComposerPane {
    static func draw(_ state: State, look: Look, in area: Rect, on screen: inout Screen) {
        guard let composer = state.composer else { return }
        let text = Rect(row: area.top, column: area.left + 1, rows: area.rows, columns: max(1, area.columns - 2))
        let layout = composer.layout
        let caret = layout.position(of: composer.editor.caret)
        let top = composer.top
        for row in 0..<area.rows where layout.lines.indices.contains(top + row) {
            let point = Point(row: text.top + row, column: text.left)
            screen.write(layout.lines[top + row].text, at: point, style: look[.composer], in: text)
        }
        if composer.editor.isEmpty && state.focus != .composer {
            let hint = Sentences.composerHint(state)
            let cut = hint.truncated(columns: text.columns, ellipsis: look.glyphs.ellipsis)
            screen.write(cut, at: text.origin, style: look[.dim], in: text)
        }
        if state.focus == .composer {
            screen.cursor = Point(
                row: min(max(text.top + caret.row - top, area.top), area.bottom - 1),
                column: min(text.left + caret.column, area.right - 1)
            )
        }
    }
}
