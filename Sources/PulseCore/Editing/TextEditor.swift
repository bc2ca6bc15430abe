package import PulseModel
package import ScreenKit

/// Text with a caret, edited by whole characters: a grapheme is never taken apart.
package struct TextEditor: Hashable, Sendable {
    /// The text, character by character; line ends are LF.
    package private(set) var characters: [Character] = []
    /// Characters before the caret.
    package private(set) var caret = 0
    /// Grows with every change of the text.
    package private(set) var revision = 0
    /// The column that moves between lines keep to.
    private var goalColumn: Int?
    private var history = UndoHistory()

    /// No text.
    package init() {}

    /// A stored draft.
    package init(draft: Draft) {
        characters = Self.normalised(draft.text)
        caret = min(max(0, draft.caret), characters.count)
    }

    /// The text as one string.
    package var text: String {
        // By bytes: to join Characters one by one takes thirty times as long.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count)
        for character in characters { bytes.append(contentsOf: character.utf8) }
        return String(decoding: bytes, as: UTF8.self)
    }
    /// The text as it is stored.
    package var draft: Draft { Draft(text: text, caret: caret) }
    /// Whether there is not even white space.
    package var isEmpty: Bool { characters.isEmpty }
    /// Whether there is nothing but white space.
    package var isBlank: Bool { characters.allSatisfy(\.isWhitespace) }

    /// The text in lines of a width.
    package func layout(columns: Int) -> EditableLayout {
        EditableLayout(characters, columns: columns)
    }

    // MARK: Changing

    /// Puts text in at the caret; a run of typed characters is undone as one.
    package mutating func insert(_ text: String) {
        let new = Self.normalised(text)
        guard !new.isEmpty else { return }
        let kind: UndoHistory.Kind = new.count == 1 && !new[0].isWhitespace ? .typing : .step
        change(kind) { editor in
            // A combining mark joins the character before it, so the neighbours are read again with what is new.
            let from = max(0, editor.caret - 1)
            let to = min(editor.characters.count, editor.caret + 1)
            let before = String(editor.characters[from..<editor.caret]) + String(new)
            let joined = Array(before + String(editor.characters[editor.caret..<to]))
            editor.characters.replaceSubrange(from..<to, with: joined)
            editor.caret = min(from + Array(before).count, editor.characters.count)
        }
    }

    /// Puts a line end in at the caret; it is taken back as a step of its own.
    package mutating func newLine() {
        change(.step) { editor in
            editor.characters.insert("\n", at: editor.caret)
            editor.caret += 1
        }
    }

    /// Puts another text in place of all, as one step; the caret goes to its end.
    package mutating func setText(_ text: String) {
        change(.step) { editor in
            editor.characters = Self.normalised(text)
            editor.caret = editor.characters.count
        }
    }

    /// Takes the characters of a range out and gives them.
    mutating func remove(_ range: Range<Int>, kind: UndoHistory.Kind) -> String {
        guard !range.isEmpty else { return "" }
        let removed = String(characters[range])
        change(kind) { editor in
            editor.characters.removeSubrange(range)
            editor.caret = range.lowerBound
            editor.rejoin(at: range.lowerBound)
        }
        return removed
    }

    /// Takes back the last step; whether there was one.
    mutating func undo() -> Bool {
        guard let step = history.takeLast() else { return false }
        characters = step.characters
        caret = step.caret
        revision += 1
        goalColumn = nil
        return true
    }

    private mutating func change(_ kind: UndoHistory.Kind, _ body: (inout TextEditor) -> Void) {
        history.note(UndoHistory.Step(characters: characters, caret: caret), kind)
        body(&self)
        revision += 1
        goalColumn = nil
    }

    /// What stands on both sides of a cut may be one character now.
    private mutating func rejoin(at index: Int) {
        guard index > 0, index < characters.count else { return }
        let joined = Array(String(characters[(index - 1)...index]))
        guard joined.count == 1 else { return }
        characters.replaceSubrange((index - 1)...index, with: joined)
        caret = min(caret, index)
    }

    // MARK: Moving

    /// Puts the caret before a character; what is out of range is brought in.
    mutating func moveCaret(to index: Int) {
        caret = min(max(0, index), characters.count)
        goalColumn = nil
        history.endGroup()
    }

    /// Moves the caret a screen line up or down; whether there was one.
    mutating func moveLine(by step: Int, in layout: EditableLayout) -> Bool {
        let place = layout.position(of: caret)
        let row = place.row + step
        guard row >= 0, row < layout.lines.count else { return false }
        let column = goalColumn ?? place.column
        caret = min(layout.index(at: Point(row: row, column: column)), characters.count)
        goalColumn = column
        history.endGroup()
        return true
    }

    /// Line ends of every kind become LF.
    static func normalised(_ text: String) -> [Character] {
        guard text.utf8.contains(0x0D) else { return Array(text) }
        return Array(text).map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 }
    }
}
