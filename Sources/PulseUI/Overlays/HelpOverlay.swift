import PulseCore
import ScreenKit

/// The keys of the place `?` was pressed in, then of all others.
enum HelpOverlay {
    static func draw(_ help: HelpState, _ state: State, look: Look, on screen: inout Screen) {
        let lines = state.helpLines(of: help.place)
        let size = Size(rows: min(lines.count, state.overlayRows), columns: min(72, screen.size.columns - 4))
        let inside = OverlayBox.draw("keys", size: size, look: look, on: &screen)
        let top = max(0, min(help.scroll.top, lines.count - inside.rows))
        for row in 0..<inside.rows where lines.indices.contains(top + row) {
            draw(lines[top + row], look: look, in: inside.row(row), on: &screen)
        }
        OverlayBox.drawPosition(top: top, rows: inside.rows, lines: lines.count, in: inside, look: look, on: &screen)
    }

    private static func draw(_ line: HelpLine, look: Look, in area: Rect, on screen: inout Screen) {
        switch line {
        case .blank: break
        case .heading(let place):
            let words = Sentences.place(place)
            screen.write(
                words,
                at: Point(row: area.top, column: area.left + 1),
                style: look.onOverlay(.title),
                in: area
            )
        case .views(let keys):
            guard let first = keys.first, let last = keys.last else { return }
            let labels = keys.count > 1 ? first.label + " - " + last.label : first.label
            draw(labels, Sentences.views, look: look, in: area, on: &screen)
        case .binding(let keys, let command):
            let labels = keys.map(\.label).joined(separator: " ")
            draw(labels, DisplayText(sanitizing: command.help), look: look, in: area, on: &screen)
        }
    }

    private static func draw(
        _ labels: DisplayText,
        _ help: DisplayText,
        look: Look,
        in area: Rect,
        on screen: inout Screen
    ) {
        let keyColumns = min(20, area.columns / 3)
        let cut = labels.truncated(columns: keyColumns, ellipsis: look.glyphs.ellipsis)
        screen.write(cut, at: Point(row: area.top, column: area.left + 2), style: look.onOverlay(.hintKey), in: area)
        let words = help.truncated(columns: area.columns - keyColumns - 5, ellipsis: look.glyphs.ellipsis)
        let point = Point(row: area.top, column: area.left + keyColumns + 4)
        screen.write(words, at: point, style: look[.overlay], in: area)
    }
}
