import PulseCore
import PulseModel
import ScreenKit

/// The details of the open conversation and its marked message.
enum DetailsOverlay {
    static func draw(_ details: Details, _ state: State, look: Look, on screen: inout Screen) {
        let lines = details.lines
        let columns = min(100, screen.size.columns - 4)
        let size = Size(rows: min(max(1, lines.count), state.overlayRows), columns: columns)
        let inside = OverlayBox.draw("details", size: size, look: look, on: &screen)
        let top = max(0, min(details.scroll.top, lines.count - inside.rows))
        for row in 0..<inside.rows where lines.indices.contains(top + row) {
            draw(lines[top + row], look: look, in: inside.row(row), on: &screen)
        }
        OverlayBox.drawPosition(top: top, rows: inside.rows, lines: lines.count, in: inside, look: look, on: &screen)
    }

    private static func draw(_ line: DetailLine, look: Look, in area: Rect, on screen: inout Screen) {
        let start = Point(row: area.top, column: area.left)
        switch line {
        case .blank: break
        case .heading(let heading):
            screen.write(Sentences.heading(heading), at: start, style: look[.title], in: area)
        case .text(let text):
            screen.write(text, at: start, style: look[.overlay], in: area)
        case .delivery(let delivery):
            let words = Sentences.delivery(delivery).truncated(columns: area.columns, ellipsis: look.glyphs.ellipsis)
            screen.write(words, at: start, style: look[delivery.needsAttention ? .problem : .dim], in: area)
        case .field(let field, let value):
            screen.write(Sentences.field(field), at: start, style: look[.dim], in: area)
            let cut = value.truncated(columns: area.columns - 16, ellipsis: look.glyphs.ellipsis)
            let point = Point(row: area.top, column: area.left + 16)
            screen.write(cut, at: point, style: look[.overlay], in: area)
        }
    }
}
