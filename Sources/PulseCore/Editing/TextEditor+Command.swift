package import ScreenKit

/// What a command did to a text.
package enum EditOutcome: Hashable, Sendable {
    /// The text is another one.
    case changed
    /// The caret alone stands elsewhere.
    case moved
    /// There is no line above.
    case atTopEdge
    /// There is no line below.
    case atBottomEdge
    /// There was nothing to change and no way to go, or the command is not one of text fields.
    case nothing
}

extension TextEditor {
    /// Runs a command of text fields.
    ///
    /// - Parameters:
    ///   - command: What to do; other commands do nothing.
    ///   - columns: The width that lines are wrapped to, for moves between them.
    ///   - kept: The text in lines of that width, where someone has it already.
    ///   - cutText: What was cut last, shared between fields.
    /// - Returns: What it did.
    package mutating func run(
        _ command: Command,
        columns: Int,
        kept: EditableLayout? = nil,
        cutText: inout CutText
    ) -> EditOutcome {
        if !command.cuts { cutText.endRun() }
        switch command {
        case .startOfLine: return move(to: lineStart)
        case .endOfLine: return move(to: lineEnd)
        case .startOfText: return move(to: 0)
        case .endOfText: return move(to: characters.count)
        case .left: return move(to: caret - 1)
        case .right: return move(to: caret + 1)
        case .wordLeft: return move(to: wordStart)
        case .wordRight: return move(to: wordEnd)
        case .lineUp: return moveLine(by: -1, in: kept ?? layout(columns: columns)) ? .moved : .atTopEdge
        case .lineDown: return moveLine(by: 1, in: kept ?? layout(columns: columns)) ? .moved : .atBottomEdge
        case .deleteBackward:
            return remove(max(0, caret - 1)..<caret, kind: .deleting).isEmpty ? .nothing : .changed
        case .deleteForward:
            return remove(caret..<min(caret + 1, characters.count), kind: .deleting).isEmpty ? .nothing : .changed
        case .deleteWordBackward: return cut(blankWordStart..<caret, .before, &cutText)
        case .deleteWordForward: return cut(caret..<wordEnd, .after, &cutText)
        case .killToStart:
            // At the start of a line the line end before it goes, so that the key can be pressed again.
            return cut((lineStart == caret ? max(0, caret - 1) : lineStart)..<caret, .before, &cutText)
        case .killToEnd:
            let end = lineEnd == caret ? min(caret + 1, characters.count) : lineEnd
            return cut(caret..<end, .after, &cutText)
        case .yank:
            guard let text = cutText.text else { return .nothing }
            insert(text)
            return .changed
        case .undo: return undo() ? .changed : .nothing
        default: return .nothing
        }
    }

    private mutating func move(to index: Int) -> EditOutcome {
        let before = caret
        moveCaret(to: index)
        return caret == before ? .nothing : .moved
    }

    private mutating func cut(_ range: Range<Int>, _ side: CutText.Side, _ cutText: inout CutText) -> EditOutcome {
        let removed = remove(range, kind: .step)
        guard !removed.isEmpty else { return .nothing }
        cutText.add(removed, side)
        return .changed
    }

    private var lineStart: Int {
        characters[..<caret].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    }

    private var lineEnd: Int {
        characters[caret...].firstIndex(of: "\n") ?? characters.count
    }

    /// The start of the word before the caret.
    private var wordStart: Int {
        var index = caret
        while index > 0, !characters[index - 1].isWordPart { index -= 1 }
        while index > 0, characters[index - 1].isWordPart { index -= 1 }
        return index
    }

    /// The end of the word behind the caret.
    private var wordEnd: Int {
        var index = caret
        while index < characters.count, !characters[index].isWordPart { index += 1 }
        while index < characters.count, characters[index].isWordPart { index += 1 }
        return index
    }

    /// The start of what stands before the caret up to white space, as Ctrl-W cuts it in a shell.
    private var blankWordStart: Int {
        var index = caret
        while index > 0, characters[index - 1].isWhitespace { index -= 1 }
        while index > 0, !characters[index - 1].isWhitespace { index -= 1 }
        return index
    }
}

extension Command {
    /// Whether it keeps what it takes away for `yank`.
    var cuts: Bool {
        switch self {
        case .deleteWordBackward, .deleteWordForward, .killToStart, .killToEnd: true
        default: false
        }
    }
}

extension Character {
    /// Whether it is part of a word for moves by words.
    var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
