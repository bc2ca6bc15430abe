import PulseCore
import PulseModel
import ScreenKit

/// The details of the open conversation and its marked message.
enum DetailsOverlay {
    static func draw(_ details: Details, _ state: State, look: Look, on screen: inout Screen) {
        let columns = state.detailColumns
        let rows = details.lines.flatMap { Self.rows(of: $0, columns: columns, look: look) }
        let size = Size(rows: min(max(1, rows.count), state.overlayRows), columns: columns)
        let inside = OverlayBox.draw("details", size: size, look: look, on: &screen)
        let top = rows.count > inside.rows ? max(0, min(details.scroll.top, rows.count - 1)) : 0
        for row in 0..<inside.rows where rows.indices.contains(top + row) {
            let area = inside.row(row)
            rows[top + row].draw(at: area.origin, in: area, glyphs: look.glyphs, on: &screen)
        }
        OverlayBox.drawPosition(top: top, rows: inside.rows, lines: rows.count, in: inside, look: look, on: &screen)
    }

    /// The rows of a line: sentences are wrapped, so that every word can be read.
    private static func rows(of line: DetailLine, columns: Int, look: Look) -> [StyledLine] {
        switch line {
        case .blank: return [StyledLine()]
        case .heading(let heading): return [StyledLine(Sentences.heading(heading), look[.title])]
        case .text(let text): return [StyledLine(text, look[.overlay])]
        case .delivery(let delivery):
            return wrapped(Sentences.delivery(delivery), delivery.needsAttention ? .problem : .dim, columns, look)
        case .confirmedByLook: return wrapped(Sentences.confirmedByLook, .dim, columns, look)
        case .answerEnd(let end):
            let role: Role = if case .failed = end { .problem } else { .dim }
            return wrapped(Sentences.answerEnd(end)[0], role, columns, look)
        case .field(let field, let value):
            var row = StyledLine(Sentences.field(field).padded(columns: State.detailIndent), look[.dim])
            row.append(value, look[.overlay])
            return [row]
        case .more(let value):
            var row = StyledLine(.spaces(State.detailIndent), look[.overlay])
            row.append(value, look[.overlay])
            return [row]
        }
    }

    private static func wrapped(_ words: DisplayText, _ role: Role, _ columns: Int, _ look: Look) -> [StyledLine] {
        TextLayout.wrap(words, columns: columns).map { StyledLine($0, look[role]) }
    }
}
