import PulseCore
import PulseModel
import ScreenKit

/// The open conversation's transcript.
enum ThreadPane {
    static func draw(_ state: State, look: Look, in area: Rect, on screen: inout Screen) {
        guard let thread = state.thread else {
            drawSentence(Sentences.noThread(state), look: look, in: area, on: &screen)
            return
        }
        var body = area
        if !state.isAssistantOpen {
            drawFirstLine(state, look: look, in: area.row(0), on: &screen)
            body = Rect(row: area.top + 1, column: area.left, rows: area.rows - 1, columns: area.columns)
        }
        if thread.window.items.isEmpty {
            drawSentence(Sentences.emptyThread(state), look: look, in: body, on: &screen)
        }
        for (row, line) in thread.visible.enumerated() where row < body.rows {
            draw(line, thread, state, look: look, in: body.row(row), on: &screen)
        }
        drawNewBelow(thread, look: look, in: body, on: &screen)
    }

    /// The first line of a support thread always says how it is seen.
    private static func drawFirstLine(_ state: State, look: Look, in line: Rect, on screen: inout Screen) {
        let words = Sentences.fitting(Sentences.seenByPolling, columns: line.columns - 2)
        screen.write(words, at: Point(row: line.top, column: line.left + 1), style: look[.dim], in: line)
    }

    private static func draw(
        _ line: ThreadLine,
        _ thread: ThreadState,
        _ state: State,
        look: Look,
        in area: Rect,
        on screen: inout Screen
    ) {
        switch line.content {
        case .day(let moment):
            drawRule(DisplayText(sanitizing: Ages.day(moment, state)), look[.rule], look: look, in: area, on: &screen)
        case .beginning:
            drawRule(Sentences.beginning, look[.rule], look: look, in: area, on: &screen)
        case .older(let history):
            let words = Sentences.fitting(Sentences.older(history, state), columns: ruleColumns(in: area))
            drawRule(words, look[.dim], look: look, in: area, on: &screen)
        case .item(let index, let content):
            guard thread.window.items.indices.contains(index) else { return }
            let item = thread.window.items[index]
            ItemView.draw(content.content, of: item, state, look: look, in: area, on: &screen)
            if thread.marked == item.id {
                screen.restyle(Rect(row: area.top, column: area.left, rows: 1, columns: 1)) { old in
                    old.covered(by: look[.marked])
                }
                if content.content == .heading {
                    screen.restyle(area) { old in old.covered(by: look[.marked]) }
                }
            }
        }
    }

    /// Columns that the words in a rule have.
    static func ruleColumns(in area: Rect) -> Int { area.columns - 2 - 6 }

    static func drawRule(_ words: DisplayText, _ style: Style, look: Look, in area: Rect, on screen: inout Screen) {
        let line = look.glyphs.horizontal + look.glyphs.horizontal
        let text = line + " " + words + " " + line
        let cut = text.truncated(columns: area.columns - 2, ellipsis: look.glyphs.ellipsis)
        screen.write(cut, at: Point(row: area.top, column: area.left + 1), style: style, in: area)
    }

    /// Says that the thread goes on below, and how much of that is new.
    private static func drawNewBelow(_ thread: ThreadState, look: Look, in body: Rect, on screen: inout Screen) {
        guard body.rows > 0 else { return }
        guard !thread.newBelow.isEmpty else {
            guard thread.isLoaded, !thread.showsEnd, !thread.window.items.isEmpty else { return }
            let point = Point(row: body.bottom - 1, column: body.right - 1)
            screen.write(look.glyphs.downArrow, at: point, style: look[.newBelow], in: body)
            return
        }
        let words = look.glyphs.downArrow + DisplayText(sanitizing: " \(thread.newBelow.count) new ")
        let point = Point(row: body.bottom - 1, column: max(body.left, body.right - words.columns - 1))
        screen.write(" " + words, at: Point(row: point.row, column: point.column - 1), style: look[.newBelow], in: body)
    }

    private static func drawSentence(_ words: DisplayText, look: Look, in area: Rect, on screen: inout Screen) {
        let lines = TextLayout.wrap(words, columns: max(1, area.columns - 4))
        for (row, line) in lines.enumerated() where row + 1 < area.rows {
            let point = Point(row: area.top + 1 + row, column: area.left + 2)
            screen.write(line, at: point, style: look[.dim], in: area)
        }
    }
}
