import PulseCore
import PulseModel
import ScreenKit

/// A choice among a few.
enum PickerOverlay {
    static func draw(_ picker: Picker, look: Look, on screen: inout Screen) {
        let size = Size(
            rows: min(picker.choices.count, screen.size.rows - 4),
            columns: min(48, screen.size.columns - 4)
        )
        let inside = OverlayBox.draw("ask which assistant", size: size, look: look, on: &screen)
        let top = max(0, picker.selected - inside.rows + 1)
        for row in 0..<inside.rows where picker.choices.indices.contains(top + row) {
            let line = inside.row(row)
            let words: DisplayText
            switch picker.choices[top + row] {
            case .assistant(let account): words = DisplayText(sanitizing: account.rawValue)
            }
            let cut = words.truncated(columns: line.columns - 2, ellipsis: look.glyphs.ellipsis)
            let point = Point(row: line.top, column: line.left + 1)
            screen.write(cut, at: point, style: look[.overlay], in: line)
            if top + row == picker.selected {
                screen.restyle(line) { old in old.covered(by: look[.selection]) }
            }
        }
    }
}
