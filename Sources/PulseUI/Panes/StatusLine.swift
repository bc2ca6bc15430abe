import PulseCore
import PulseModel
import ScreenKit

/// The line at the bottom: accounts and how they stand, the keys that matter here, what needs a look.
///
/// It holds all that it is drawn from beside layout and look, so that equal ones look the same.
struct StatusLine: Hashable, Sendable {
    private let message: Message
    private let counts: [Count]
    private let situation: Hints.Situation
    private let keymap: Keymap

    /// What stands at the left.
    private enum Message: Hashable, Sendable {
        case notice(DisplayText, isFailure: Bool)
        case troubles([Trouble])
        /// The account on screen, or all.
        case account(DisplayText)
    }

    private struct Trouble: Hashable, Sendable {
        var words: DisplayText
        /// Whether nothing works until the person mends it.
        var isBroken: Bool
    }

    /// How many of something need a look.
    private struct Count: Hashable, Sendable {
        var number: Int
        var word: DisplayText
        /// Of a row for which it counts.
        var sign: Sign
        var role: Role
    }

    init(_ state: State) {
        message = Self.message(state)
        var situation = Hints.Situation(state)
        if case .account = message {} else { situation.isTight = true }
        self.situation = situation
        keymap = state.keymap
        let unsent = state.list.totals.unsent
        counts = [
            Count(number: unsent.unknown, word: "unknown", sign: .rowUnknown, role: .statusError),
            Count(number: unsent.refused, word: "refused", sign: .rowRefused, role: .statusError),
            Count(number: unsent.held, word: "held", sign: .rowHeld, role: .statusWarning),
            Count(number: state.list.totals.unread, word: "unread", sign: .rowUnread, role: .unread),
        ].filter { $0.number > 0 }
    }

    private static func message(_ state: State) -> Message {
        if let notice = state.notice {
            return .notice(Sentences.notice(notice.content, state), isFailure: notice.content.isFailure)
        }
        var troubles = Sentences.troubles(state, state.ages).map { Trouble(words: $0.words, isBroken: $0.isBroken) }
        if let words = Sentences.storeTrouble(state) { troubles.insert(Trouble(words: words, isBroken: true), at: 0) }
        guard troubles.isEmpty else { return .troubles(troubles) }
        if let row = state.openRow { return .account(DisplayText(sanitizing: row.account.rawValue)) }
        guard let first = state.accounts.first else { return .account("no account") }
        let more = state.accounts.count > 1 ? " +\(state.accounts.count - 1)" : ""
        return .account(DisplayText(sanitizing: first.id.rawValue + more))
    }

    // MARK: Drawing

    func draw(in layout: Layout, look: Look, on screen: inout Screen) {
        let inner = Rect(row: layout.status.top, column: 2, rows: 1, columns: max(0, screen.bounds.columns - 4))
        var right = countsLine(look, isShort: false)
        // Words where they leave the keys their room, else signs.
        if right.columns * 4 > inner.columns { right = countsLine(look, isShort: true) }
        // What a key gave as its answer goes by itself: it comes before the counts.
        if case .notice(let words, _) = message, words.columns + right.columns + 5 > inner.columns {
            right = StyledLine()
        }
        var room = inner.columns - (right.columns == 0 ? 0 : right.columns + 3)
        let behind =
            switch message {
            case .notice(let words, let isFailure):
                drawTrouble(
                    StyledLine(words, look[.statusWarning]),
                    mayBeCut: isFailure,
                    in: inner,
                    room,
                    look,
                    &screen
                )
            case .troubles(let troubles):
                drawTrouble(line(of: troubles, look), mayBeCut: true, in: inner, room, look, &screen)
            case .account(let name): drawAccount(name, layout, in: inner, room, look, &screen)
            }
        let hintsFrom = max(behind, layout.divider.map { $0 + 2 } ?? 0)
        room = inner.left + room - hintsFrom
        let hints = Hints.line(situation, keymap, columns: room - 2, look: look)
        if hints.columns > 0 {
            let clip = Rect(row: inner.top, column: hintsFrom, rows: 1, columns: room)
            hints.padded.draw(at: clip.origin, in: clip, glyphs: look.glyphs, on: &screen)
        }
        if right.columns > 0 {
            let point = Point(row: inner.top, column: inner.right - right.columns - 2)
            right.padded.draw(at: point, in: screen.bounds, glyphs: look.glyphs, on: &screen)
        }
    }

    /// Draws what is wrong in so many columns, with the key to the rest where it is cut; gives the column behind it.
    ///
    /// What is wrong comes before what can be pressed; but the key to all others stays.
    private func drawTrouble(
        _ trouble: StyledLine,
        mayBeCut: Bool,
        in inner: Rect,
        _ wholeRoom: Int,
        _ look: Look,
        _ screen: inout Screen
    ) -> Int {
        var room = wholeRoom
        if mayBeCut, inner.columns >= 60 {
            let least = Hints.firstColumns(situation, keymap)
            room -= least > 0 ? least + 3 : 0
        }
        let line = trouble.padded
        var more = StyledLine()
        if mayBeCut, line.columns > room, let key = keymap.keys(for: .details, in: situation.place).first {
            // Where there is little room, the name of the account says more than a word about the key.
            let words: DisplayText = room < 30 ? " " : " " + Sentences.details + " "
            more.append(" " + key.label, look[.hintKey])
            more.append(words, look[.hintText])
        }
        let clip = Rect(row: inner.top, column: inner.left, rows: 1, columns: max(0, room - more.columns))
        // Each trouble has its share, so that none hides another.
        let isCut = mayBeCut && line.columns > clip.columns
        let fitted =
            isCut ? trouble.shared(columns: clip.columns - (more.columns > 0 ? 1 : 2), look.glyphs).padded : line
        fitted.draw(at: clip.origin, in: clip, glyphs: look.glyphs, on: &screen)
        guard more.columns > 0 else { return inner.left + min(line.columns, room) + 1 }
        let rest = Rect(row: inner.top, column: clip.right, rows: 1, columns: more.columns)
        more.draw(at: rest.origin, in: rest, glyphs: look.glyphs, on: &screen)
        return rest.right
    }

    /// Draws which account is on screen below the list, or in a third of the line; gives the column behind it.
    private func drawAccount(
        _ name: DisplayText,
        _ layout: Layout,
        in inner: Rect,
        _ room: Int,
        _ look: Look,
        _ screen: inout Screen
    ) -> Int {
        let line = StyledLine(name, look[.status]).padded
        let columns = min(layout.divider.map { $0 - 3 } ?? max(12, room / 3), room)
        let clip = Rect(row: inner.top, column: inner.left, rows: 1, columns: columns)
        line.draw(at: clip.origin, in: clip, glyphs: look.glyphs, on: &screen)
        return inner.left + min(line.columns, columns) + 1
    }

    private func line(of troubles: [Trouble], _ look: Look) -> StyledLine {
        var line = StyledLine()
        for trouble in troubles {
            if line.columns > 0 { line.append("  ", look[.status]) }
            line.append(trouble.words, look[trouble.isBroken ? .statusError : .statusWarning])
        }
        return line
    }

    /// How many messages may not have arrived, were refused, are held; how many rows are unread.
    private func countsLine(_ look: Look, isShort: Bool) -> StyledLine {
        var line = StyledLine()
        for count in counts {
            if line.columns > 0 { line.append("  ", look[.status]) }
            let words =
                isShort
                ? count.sign.text(look.glyphs) + DisplayText(sanitizing: " \(count.number)")
                : DisplayText(sanitizing: "\(count.number) ") + count.word
            line.append(words, look[count.role])
        }
        return line
    }
}

extension StyledLine {
    /// The line with a space at each end.
    fileprivate var padded: StyledLine {
        var padded = StyledLine()
        guard let first = spans.first, let last = spans.last else { return padded }
        padded.append(" ", first.style)
        for span in spans { padded.append(span.text, span.style) }
        padded.append(" ", last.style)
        return padded
    }

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
