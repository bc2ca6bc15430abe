package import ScreenKit

/// One line of text with a caret, for prompts.
package struct LineField: Hashable, Sendable {
    private var editor = TextEditor()
    /// Whether typing replaces all of it: as long as nothing has edited it.
    package private(set) var isSelected = false

    /// A field with the caret behind its text; what is selected goes with the first text that is put in.
    package init(text: String = "", isSelected: Bool = false) {
        insert(text)
        self.isSelected = isSelected && !text.isEmpty
    }

    /// Has no line ends.
    package var text: String { editor.text }

    /// Puts text in at the caret; line ends become spaces.
    package mutating func insert(_ text: String) {
        if isSelected {
            isSelected = false
            editor.setText("")
        }
        editor.insert(String(text.map { $0.isNewline ? " " : $0 }))
    }

    /// Runs a command of text fields.
    package mutating func run(_ command: Command, cutText: inout CutText) {
        isSelected = false
        _ = editor.run(command, columns: .max, cutText: &cutText)
    }

    /// The part of the text around the caret that fits, and the caret's column in it.
    package func view(columns: Int) -> (text: DisplayText, caret: Int) {
        let before = DisplayText(sanitizing: String(editor.characters[..<editor.caret]))
        let after = DisplayText(sanitizing: String(editor.characters[editor.caret...]))
        let hidden = max(0, before.columns - max(1, columns) + 1)
        let shown = (before + after).dropFirst(columns: hidden).prefix(columns: columns)
        return (shown, before.columns - hidden)
    }
}
