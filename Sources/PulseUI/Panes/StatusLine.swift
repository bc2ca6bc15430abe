import PulseCore
import PulseModel
import ScreenKit

/// The line at the bottom: accounts and how they stand, the keys that matter here, what needs a look.
enum StatusLine {
    static func draw(
        _ state: State,
        _ layout: Layout,
        look: Look,
        keeping drawn: inout DrawnHints,
        on screen: inout Screen
    ) {
        let row = layout.status.top
        let bounds = screen.bounds
        let inner = Rect(row: row, column: 2, rows: 1, columns: max(0, bounds.columns - 4))
        let right = counts(state, look: look)
        var hintsFrom = inner.left
        var room = inner.columns - (right.columns == 0 ? 0 : right.columns + 3)

        if let notice = state.notice {
            let words = Sentences.notice(notice.message, state)
            let cut = words.truncated(columns: room - 2, ellipsis: look.glyphs.ellipsis)
            let point = Point(row: row, column: inner.left)
            screen.write(" " + cut + " ", at: point, style: look[.statusWarning], in: bounds)
        } else {
            let left = accounts(state, look: look)
            let leftLine = padded(left)
            let isTrouble = left.spans.first.map { $0.style != look[.status] } ?? false
            // What is wrong comes before what can be pressed.
            let leftRoom = isTrouble ? room : layout.divider.map { $0 - 3 } ?? min(room, max(12, room / 3))
            let clip = Rect(row: row, column: inner.left, rows: 1, columns: min(leftRoom, room))
            leftLine.draw(at: clip.origin, in: clip, glyphs: look.glyphs, on: &screen)
            let behind = inner.left + min(leftLine.columns, leftRoom) + 1
            hintsFrom = max(behind, layout.divider.map { $0 + 2 } ?? 0)
            room = inner.left + room - hintsFrom
            let hints = drawn.line(.init(state), state.keymap, columns: room - 2, look: look)
            if hints.columns > 0 {
                let clip = Rect(row: row, column: hintsFrom, rows: 1, columns: room)
                padded(hints).draw(at: clip.origin, in: clip, glyphs: look.glyphs, on: &screen)
            }
        }
        if right.columns > 0 {
            let column = inner.right - right.columns - 2
            padded(right).draw(at: Point(row: row, column: column), in: bounds, glyphs: look.glyphs, on: &screen)
        }
    }

    private static func padded(_ line: StyledLine) -> StyledLine {
        var padded = StyledLine()
        guard let first = line.spans.first, let last = line.spans.last else { return padded }
        padded.append(" ", first.style)
        for span in line.spans { padded.append(span.text, span.style) }
        padded.append(" ", last.style)
        return padded
    }

    /// The account on screen, or all; and what is wrong with any.
    private static func accounts(_ state: State, look: Look) -> StyledLine {
        var line = StyledLine()
        let ages = state.ages
        if let words = Sentences.storeTrouble(state) { line.append(words, look[.statusError]) }
        for account in state.accounts {
            guard let words = Sentences.trouble(of: account, state, ages) else { continue }
            if line.columns > 0 { line.append("  ", look[.status]) }
            let isBroken = state.accountStates[account.id].map(\.health).map(Sentences.isBroken) ?? false
            line.append(words, look[isBroken ? .statusError : .statusWarning])
        }
        if line.columns == 0 {
            let names = state.accounts.map(\.id.rawValue)
            let name = state.openRow?.account.rawValue ?? names.first ?? "no account"
            let more = state.openRow == nil && names.count > 1 ? " +\(names.count - 1)" : ""
            line.append(DisplayText(sanitizing: name + more), look[.status])
        }
        return line
    }

    /// How many messages may not have arrived, were refused, are held; how many rows are unread.
    private static func counts(_ state: State, look: Look) -> StyledLine {
        var line = StyledLine()
        let unsent = state.list.totals.unsent
        let unread = state.list.totals.unread
        let parts: [(Int, String, Role)] = [
            (unsent.unknown, "unknown", .statusError), (unsent.refused, "refused", .statusError),
            (unsent.held, "held", .statusWarning), (unread, "unread", .unread),
        ]
        for (count, word, role) in parts where count > 0 {
            if line.columns > 0 { line.append("  ", look[.status]) }
            line.append(DisplayText(sanitizing: "\(count) \(word)"), look[role])
        }
        return line
    }
}
