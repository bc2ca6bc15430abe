import PulseCore
import ScreenKit

/// The keys of the place `?` was pressed in, the signs, the keys of all other places.
enum HelpOverlay {
    static func draw(_ help: HelpState, _ state: State, look: Look, on screen: inout Screen) {
        let lines = state.helpLines(of: help.place)
        let size = Size(rows: min(lines.count, state.overlayRows), columns: state.helpColumns)
        let inside = OverlayBox.draw(Sentences.help, size: size, look: look, on: &screen)
        let top = max(0, min(help.scroll.top, lines.count - inside.rows))
        for row in 0..<inside.rows where lines.indices.contains(top + row) {
            draw(lines[top + row], state, look: look, in: inside.row(row), on: &screen)
        }
        OverlayBox.drawPosition(top: top, rows: inside.rows, lines: lines.count, in: inside, look: look, on: &screen)
    }

    private static func draw(
        _ line: HelpLine,
        _ state: State,
        look: Look,
        in area: Rect,
        on screen: inout Screen
    ) {
        let row: (DisplayText, DisplayText)
        switch line {
        case .blank: return
        case .heading(let place): return heading(Sentences.place(place), look: look, in: area, on: &screen)
        case .signs(let position): return heading(Sentences.signs(position), look: look, in: area, on: &screen)
        case .sign(let sign, let words): row = (sign.text(look.glyphs), words)
        case .keys(let labels, let words), .more(let labels, let words): row = (labels, words)
        }
        let keyColumns = state.helpKeyColumns
        let cut = row.0.truncated(columns: keyColumns, ellipsis: look.glyphs.ellipsis)
        screen.write(cut, at: Point(row: area.top, column: area.left + 1), style: look.onOverlay(.hintKey), in: area)
        let point = Point(row: area.top, column: area.left + keyColumns + 3)
        screen.write(row.1, at: point, style: look[.overlay], in: area)
    }

    private static func heading(_ words: DisplayText, look: Look, in area: Rect, on screen: inout Screen) {
        screen.write(words, at: area.origin, style: look.onOverlay(.title), in: area)
    }
}
