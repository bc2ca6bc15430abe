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
        let mark = mark(of: row, look: look)
        let markWidth = max(1, mark.columns) + 1
        let age = Ages.short(minutes: minutes)
        let ageColumns = 4
        let room = max(0, line.columns - markWidth - ageColumns)
        let nameColumns = line.columns < 40 ? min(13, room) : min(18, room * 2 / 5)

        // Where the sign tells what is more urgent. Behind the text, which is not the draft's.
        let textColumns = row.service == .assistant ? room - 1 : max(0, room - nameColumns - 2)
        let draft = row.hasDraft && sign(of: row) != .rowDraft ? Sentences.draftMark(columns: textColumns) : ""
        let name = DisplayText(sanitizing: row.shownName)
        let nameStyle = look[row.isUnread ? .unread : row.isWaiting ? .waiting : .text]
        screen.write(mark, at: Point(row: line.top, column: line.left), style: look[.unread], in: line)

        var column = line.left + markWidth
        if row.service == .assistant {
            // An assistant's title is what tells it apart: the text has only what the title leaves.
            let textRoom = textColumns - draft.columns
            let cut = name.truncated(columns: textRoom, ellipsis: look.glyphs.ellipsis)
            screen.write(cut, at: Point(row: line.top, column: column), style: nameStyle, in: line)
            let behind = max(cut.columns, nameColumns) + 1
            let hasSnippet = !row.snippet.isEmpty && textRoom - behind >= leastSnippet
            let snippet =
                hasSnippet
                ? DisplayText(sanitizing: row.snippet)
                    .truncated(columns: textRoom - behind, ellipsis: look.glyphs.ellipsis) : ""
            let point = Point(row: line.top, column: column + (hasSnippet ? behind : cut.columns))
            screen.write(snippet + draft, at: point, style: look[row.isUnread ? .text : .dim], in: line)
        } else {
            let cut = name.truncated(columns: nameColumns, ellipsis: look.glyphs.ellipsis)
            screen.write(cut, at: Point(row: line.top, column: column), style: nameStyle, in: line)
            column += nameColumns + 1
            let sender: DisplayText = row.snippetIsOurs ? "you: " : ""
            let snippet =
                (sender + DisplayText(sanitizing: row.snippet))
                .truncated(columns: textColumns - draft.columns, ellipsis: look.glyphs.ellipsis) + draft
            let point = Point(row: line.top, column: column)
            screen.write(snippet, at: point, style: look[row.isUnread ? .text : .dim], in: line)
        }
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

    /// What has to be known of a row at a glance, in one column.
    private static func mark(of row: ConversationRow, look: Look) -> DisplayText {
        sign(of: row)?.text(look.glyphs) ?? " "
    }

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
