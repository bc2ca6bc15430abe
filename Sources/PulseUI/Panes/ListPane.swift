import PulseCore
import PulseModel
import ScreenKit

/// The list of conversations: a row each, with unread mark, name, last text and age.
enum ListPane {
    static func draw(
        _ state: State,
        look: Look,
        in area: Rect,
        keeping drawn: inout DrawnRows,
        on screen: inout Screen
    ) {
        let list = state.list
        guard !list.lines.isEmpty else {
            drawEmpty(state, look: look, in: area, on: &screen)
            return
        }
        let openConversation = state.thread?.conversation
        drawn.begin(columns: area.columns, look: look)
        for row in 0..<area.rows {
            let index = list.top + row
            guard list.lines.indices.contains(index) else { break }
            let line = area.row(row)
            switch list.lines[index] {
            case .rule: drawRule(look: look, in: line, on: &screen)
            case .row(let id):
                guard var conversation = list.rows[id] else { continue }
                if state.isWatchingAnswer, openConversation == id { conversation.isUnread = false }
                let standing: RowStanding =
                    if list.selection == id {
                        state.focus == .list ? .selected : .selectedUnfocused
                    } else {
                        openConversation == id ? .open : .plain
                    }
                let shown = conversation
                let minutes = Ages.minutes(since: conversation.lastActivity, in: conversation.account, state)
                drawn.draw(at: row, conversation, minutes, standing, in: line, on: &screen) { line, screen in
                    drawRow(shown, minutes, standing, look: look, in: line, on: &screen)
                }
            }
        }
    }

    /// Columns of the sign and the space behind it.
    private static let signColumns = 2
    /// Columns of the age, as `Ages.short` promises.
    private static let ageColumns = 4
    /// Columns below which a text behind a title says nothing.
    private static let leastSnippet = 8

    private static func drawRow(
        _ row: ConversationRow,
        _ minutes: Int64,
        _ standing: RowStanding,
        look: Look,
        in line: Rect,
        on screen: inout Screen
    ) {
        let sign = sign(of: row)
        screen.write(sign?.text(look.glyphs) ?? " ", at: line.origin, style: look[.unread], in: line)
        let left = line.left + signColumns
        let parts = parts(of: row, sign, columns: line.columns - signColumns - ageColumns, look.glyphs)
        let nameStyle = look[row.isUnread ? .unread : row.isWaiting ? .waiting : .text]
        screen.write(parts.name, at: Point(row: line.top, column: left), style: nameStyle, in: line)
        let point = Point(row: line.top, column: left + parts.textFrom)
        screen.write(parts.text, at: point, style: look[row.isUnread ? .text : .dim], in: line)
        let age = Ages.short(minutes: minutes)
        let agePoint = Point(row: line.top, column: line.right - age.columns)
        screen.write(age, at: agePoint, style: look[.dim], in: line)

        let role: Role? =
            switch standing {
            case .plain: nil
            case .open: .openRow
            case .selected: .selection
            case .selectedUnfocused: .selectionUnfocused
            }
        if let role {
            let style = look[role]
            screen.restyle(line) { old in old.covered(by: style) }
        }
    }

    /// What stands between a row's sign and its age.
    private struct Parts {
        var name: DisplayText
        /// The last text, with the draft's mark.
        var text: DisplayText
        /// Where the text begins, in columns from the name's beginning.
        var textFrom: Int
    }

    private static func parts(of row: ConversationRow, _ sign: Sign?, columns: Int, _ glyphs: Glyphs) -> Parts {
        let room = max(0, columns)
        let nameColumns = columns < 34 ? min(13, room) : min(18, room * 2 / 5)
        let name = DisplayText(sanitizing: row.shownName)
        let snippet = DisplayText(sanitizing: row.snippet)
        let textColumns = row.service == .assistant ? room - 1 : max(0, room - nameColumns - 2)
        // Where the sign says something else, a draft has its mark behind the text.
        let draft = row.hasDraft && sign != .rowDraft ? Sentences.draftMark(columns: textColumns) : ""
        let textRoom = textColumns - draft.columns
        switch row.service {
        case .support:
            // Only who wrote something waits, or is unread.
            let isBlank = snippet.isEmpty && !row.snippetIsOurs && (row.isWaiting || row.isUnread)
            let text = isBlank ? Sentences.blankText : (row.snippetIsOurs ? "you: " : "") + snippet
            return Parts(
                name: name.truncated(columns: nameColumns, ellipsis: glyphs.ellipsis),
                text: text.truncated(columns: textRoom, ellipsis: glyphs.ellipsis) + draft,
                textFrom: nameColumns + 1
            )
        case .assistant:
            // An assistant's title is what tells it apart: the text has only what the title leaves.
            let title = name.truncated(columns: textRoom, ellipsis: glyphs.ellipsis)
            let behind = max(title.columns, nameColumns) + 1
            guard !snippet.isEmpty, textRoom - behind >= leastSnippet else {
                return Parts(name: title, text: draft, textFrom: title.columns)
            }
            let text = snippet.truncated(columns: textRoom - behind, ellipsis: glyphs.ellipsis)
            return Parts(name: title, text: text + draft, textFrom: behind)
        }
    }

    /// What has to be known of a row at a glance; nil for nothing.
    private static func sign(of row: ConversationRow) -> Sign? {
        if row.unsent.unknown > 0 { return .rowUnknown }
        if row.unsent.refused > 0 { return .rowRefused }
        if row.unsent.held > 0 { return .rowHeld }
        if row.isUnread { return .rowUnread }
        if row.isAnswering { return .rowAnswering }
        if row.unsent.underWay > 0 { return .rowUnderWay }
        if row.isWaiting { return .rowWaiting }
        if row.hasDraft { return .rowDraft }
        return nil
    }

    private static func drawRule(look: Look, in line: Rect, on screen: inout Screen) {
        let words: DisplayText = " assistant "
        let rest = max(0, line.columns - words.columns - 2)
        let text = look.glyphs.horizontal + words + .repeating(look.glyphs.horizontal, columns: rest)
        screen.write(text, at: Point(row: line.top, column: line.left + 1), style: look[.rule], in: line)
    }

    private static func drawEmpty(_ state: State, look: Look, in area: Rect, on screen: inout Screen) {
        let words = Sentences.emptyList(state)
        let lines = TextLayout.wrap(words, columns: max(1, area.columns - 2))
        for (row, line) in lines.enumerated() where row < area.rows - 1 {
            let point = Point(row: area.top + 1 + row, column: area.left + 1)
            screen.write(line, at: point, style: look[.dim], in: area)
        }
    }
}
