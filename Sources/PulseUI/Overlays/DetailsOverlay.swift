import PulseCore
import PulseModel
import ScreenKit

/// The details of the open conversation and its marked message.
enum DetailsOverlay {
    static func draw(_ details: Details, _ state: State, look: Look, on screen: inout Screen) {
        let count = details.lineCount
        let size = Size(rows: min(max(1, count), state.overlayRows), columns: state.detailColumns)
        let inside = OverlayBox.draw(Sentences.details, size: size, look: look, on: &screen)
        let top = max(0, min(details.scroll.top, count - inside.rows))
        for row in 0..<inside.rows {
            guard let line = details.line(at: top + row) else { break }
            let area = inside.row(row)
            Self.row(of: line, look: look).draw(at: area.origin, in: area, glyphs: look.glyphs, on: &screen)
        }
        OverlayBox.drawPosition(
            top: top,
            rows: inside.rows,
            lines: count,
            goesOn: details.goesOn,
            in: inside,
            look: look,
            on: &screen
        )
    }

    private static func row(of line: DetailLine, look: Look) -> StyledLine {
        switch line {
        case .blank: return StyledLine()
        case .heading(let heading): return StyledLine(Sentences.heading(heading), look.onOverlay(.title))
        case .text(let text): return StyledLine(text, look[.overlay])
        case .note(let words): return StyledLine(words, look.onOverlay(.dim))
        case .problem(let words): return StyledLine(words, look.onOverlay(.problem))
        case .field(let field, let value):
            var row = StyledLine(Sentences.field(field).padded(columns: State.detailIndent), look.onOverlay(.dim))
            row.append(value, look[.overlay])
            return row
        case .more(let value):
            var row = StyledLine(.spaces(State.detailIndent), look[.overlay])
            row.append(value, look[.overlay])
            return row
        }
    }
}
