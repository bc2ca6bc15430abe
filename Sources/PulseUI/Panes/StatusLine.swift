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

        let notice = state.notice
        let left =
            notice.map { StyledLine(Sentences.notice($0.content, state), look[.statusWarning]) }
            ?? accounts(state, look: look)
        let isTrouble = notice != nil || left.spans.first.map { $0.style != look[.status] } ?? false
        var situation = Hints.Situation(state)
        situation.isTight = isTrouble
        if isTrouble {
            // What is wrong comes before what can be pressed; but the key to all others stays.
            let mayBeCut = notice?.content.isFailure ?? true
            var kept = 0
            if mayBeCut, inner.columns >= 60 {
                let least = Hints.line(situation, state.keymap, columns: 8, look: look).columns
                kept = least > 0 ? least + 3 : 0
            }
            hintsFrom = drawTrouble(
                left,
                mayBeCut: mayBeCut,
                state,
                in: inner,
                room - kept,
                look: look,
                on: &screen
            )
        } else {
            let leftLine = padded(left)
            let leftRoom = min(layout.divider.map { $0 - 3 } ?? max(12, room / 3), room)
            let clip = Rect(row: row, column: inner.left, rows: 1, columns: leftRoom)
            leftLine.draw(at: clip.origin, in: clip, glyphs: look.glyphs, on: &screen)
            hintsFrom = inner.left + min(leftLine.columns, leftRoom) + 1
        }
        hintsFrom = max(hintsFrom, layout.divider.map { $0 + 2 } ?? 0)
        room = inner.left + room - hintsFrom
        let hints = drawn.line(situation, state.keymap, columns: room - 2, look: look)
        if hints.columns > 0 {
            let clip = Rect(row: row, column: hintsFrom, rows: 1, columns: room)
            padded(hints).draw(at: clip.origin, in: clip, glyphs: look.glyphs, on: &screen)
        }
        if right.columns > 0 {
            let column = inner.right - right.columns - 2
            padded(right).draw(at: Point(row: row, column: column), in: bounds, glyphs: look.glyphs, on: &screen)
        }
    }

    /// Draws what is wrong in so many columns, with the key to the rest where it is cut; gives the column behind it.
    private static func drawTrouble(
        _ trouble: StyledLine,
        mayBeCut: Bool,
        _ state: State,
        in inner: Rect,
        _ room: Int,
        look: Look,
        on screen: inout Screen
    ) -> Int {
        let line = padded(trouble)
        var more = StyledLine()
        if mayBeCut, line.columns > room, let key = state.keymap.keys(for: .details, in: state.place).first {
            // Where there is little room, the name of the account says more than a word about the key.
            let words: DisplayText = room < 30 ? " " : " " + Sentences.details + " "
            more.append(" " + key.label, look[.hintKey])
            more.append(words, look[.hintText])
        }
        let clip = Rect(row: inner.top, column: inner.left, rows: 1, columns: max(0, room - more.columns))
        // Each trouble has its share, so that none hides another.
        let isCut = mayBeCut && line.columns > clip.columns
        let fitted = isCut ? padded(trouble.shared(columns: clip.columns - 1, look.glyphs)) : line
        fitted.draw(at: clip.origin, in: clip, glyphs: look.glyphs, on: &screen)
        guard more.columns > 0 else { return inner.left + min(line.columns, room) + 1 }
        let rest = Rect(row: inner.top, column: clip.right, rows: 1, columns: more.columns)
        more.draw(at: rest.origin, in: rest, glyphs: look.glyphs, on: &screen)
        return rest.right
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
        for trouble in Sentences.troubles(state, ages) {
            if line.columns > 0 { line.append("  ", look[.status]) }
            line.append(trouble.words, look[trouble.isBroken ? .statusError : .statusWarning])
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

extension StyledLine {
    /// The line in so many columns: its longest spans give way first.
    fileprivate func shared(columns: Int, _ glyphs: Glyphs) -> StyledLine {
        var widths = spans.map(\.text.columns)
        var room = max(0, columns)
        let order = widths.indices.sorted { widths[$0] < widths[$1] }
        for (done, index) in order.enumerated() {
            widths[index] = min(widths[index], room / (order.count - done))
            room -= widths[index]
        }
        var line = StyledLine()
        for (span, width) in zip(spans, widths) {
            line.append(span.text.truncated(columns: width, ellipsis: glyphs.ellipsis), span.style)
        }
        return line
    }
}
