import PulseCore
import PulseModel
import ScreenKit

/// One line of an item in the thread.
enum ItemView {
    static func draw(
        _ content: TranscriptLine.Content,
        of item: TranscriptItem,
        _ state: State,
        look: Look,
        in area: Rect,
        on screen: inout Screen
    ) {
        switch content {
        case .heading: draw(heading(of: item, state, look: look), indent: 1, look: look, in: area, on: &screen)
        case .answerHeading:
            draw(answerHeading(of: item, state, look: look), indent: 1, look: look, in: area, on: &screen)
        case .text(let text, let kind):
            let style = look[kind == .code ? .code : .text]
            let point = Point(row: area.top, column: area.left + State.textIndent)
            screen.write(text, at: point, style: style, in: area)
        case .folded(let bytes):
            let forms = Sentences.folded(bytes: bytes, state).map { look.glyphs.ellipsis + " " + $0 }
            note(forms, .dim, look: look, in: area, on: &screen)
        case .reason(let words, let isCut): reason(words, isCut: isCut, state, look: look, in: area, on: &screen)
        case .answerEnd:
            guard case .exchange(let exchange) = item.content else { return }
            note(Sentences.answerEnd(exchange.state), .dim, look: look, in: area, on: &screen)
        case .thought(let index):
            guard case .exchange(let exchange) = item.content else { return }
            note(Sentences.thought(exchange.thoughts[index]), .source, look: look, in: area, on: &screen)
        case .source(let index):
            guard case .exchange(let exchange) = item.content else { return }
            note(Sentences.source(exchange.sources[index], index), .source, look: look, in: area, on: &screen)
        case .file(let index):
            guard case .exchange(let exchange) = item.content else { return }
            note(Sentences.file(exchange.files[index]), .source, look: look, in: area, on: &screen)
        case .blank: note(Sentences.blankText, .dim, look: look, in: area, on: &screen)
        case .again: note(Sentences.again, .dim, look: look, in: area, on: &screen)
        case .mark:
            guard case .mark(let mark) = item.content else { return }
            let forms = Sentences.mark(mark, at: item.time, state).map { words in
                if case .status = mark { words } else { look.glyphs.gap + " " + words }
            }
            let words = Sentences.fitting(forms, columns: ThreadPane.ruleColumns(in: area))
            ThreadPane.drawRule(words, look[.gap], look: look, in: area, on: &screen)
        }
    }

    private static func heading(of item: TranscriptItem, _ state: State, look: Look) -> StyledLine {
        var line = StyledLine()
        let time = DisplayText(sanitizing: " " + Ages.clock(item.time, state))
        switch item.content {
        case .observed(let observed):
            let row = state.openRow
            let name = observed.name.isEmpty ? row?.shownName ?? "" : observed.name
            // Inferred: by the visitor, or by a colleague elsewhere.
            line.append("~", look[.dim])
            line.append(DisplayText(sanitizing: name), look[.visitorName])
            line.append(time, look[.time])
        case .own(let message):
            line.append("you", look[.ownName])
            line.append(time, look[.time])
            appendState(of: message.delivery, to: &line, look: look)
        case .exchange(let exchange):
            line.append("you", look[.ownName])
            line.append(time, look[.time])
            appendState(of: exchange.delivery, to: &line, look: look)
            if exchange.delivery == .sending, let waiting = Sentences.stillWaiting(silence: state.thread?.silence) {
                line.append(" " + waiting, look[.pending])
            }
        case .mark: break
        }
        return line
    }

    private static func appendState(of delivery: Delivery, to line: inout StyledLine, look: Look) {
        line.append(" ", look[.time])
        switch delivery {
        case .sent: line.append(Sign.sent.text(look.glyphs), look[.sent])
        case .queued: line.append(Sign.queued.text(look.glyphs), look[.pending])
        case .sending: line.append(Sign.sending.text(look.glyphs), look[.pending])
        case .held: line.append(Sign.held.text(look.glyphs), look[.problem])
        case .refused: line.append(Sign.refused.text(look.glyphs), look[.problem])
        case .unknown: line.append(Sign.unknown.text(look.glyphs), look[.problem])
        }
    }

    private static func answerHeading(of item: TranscriptItem, _ state: State, look: Look) -> StyledLine {
        var line = StyledLine()
        guard case .exchange(let exchange) = item.content, let row = state.openRow else { return line }
        line.append(DisplayText(sanitizing: state.appName(of: row.account)), look[.assistantName])
        switch exchange.state {
        case .streaming:
            line.append(" " + look.glyphs.gap + " ", look[.time])
            line.append(Sentences.streaming(silence: state.thread?.silence), look[.pending])
        case .stopped: line.append(" " + Sign.stopped.text(look.glyphs), look[.time])
        case .interrupted, .tooLong: line.append(" " + Sign.interrupted.text(look.glyphs), look[.problem])
        case .failed: line.append(" " + Sign.failed.text(look.glyphs), look[.problem])
        case .none, .empty, .complete: break
        }
        return line
    }

    /// Writes a line of a reason; the last of a long one ends with the key to the rest.
    private static func reason(
        _ words: DisplayText,
        isCut: Bool,
        _ state: State,
        look: Look,
        in area: Rect,
        on screen: inout Screen
    ) {
        var words = words
        if isCut {
            let key = state.keymap.keys(for: .details, in: .thread).first?.label
            let tail = look.glyphs.ellipsis + (key.map { " " + $0 + " " + Sentences.details } ?? "")
            words = words.prefix(columns: area.columns - State.textIndent - 1 - tail.columns) + tail
        }
        let point = Point(row: area.top, column: area.left + State.textIndent)
        screen.write(words, at: point, style: look[.problem], in: area)
    }

    private static func note(_ words: DisplayText, _ role: Role, look: Look, in area: Rect, on screen: inout Screen) {
        note([words], role, look: look, in: area, on: &screen)
    }

    /// Writes the longest form that fits.
    private static func note(_ forms: [DisplayText], _ role: Role, look: Look, in area: Rect, on screen: inout Screen) {
        let room = area.columns - State.textIndent - 1
        let cut = Sentences.fitting(forms, columns: room).truncated(columns: room, ellipsis: look.glyphs.ellipsis)
        let point = Point(row: area.top, column: area.left + State.textIndent)
        screen.write(cut, at: point, style: look[role], in: area)
    }

    private static func draw(
        _ line: StyledLine,
        indent: Int,
        look: Look,
        in area: Rect,
        on screen: inout Screen
    ) {
        line.draw(
            at: Point(row: area.top, column: area.left + indent),
            in: area,
            glyphs: look.glyphs,
            on: &screen
        )
    }
}
