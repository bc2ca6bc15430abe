package import PulseModel
package import ScreenKit

/// The text being written.
///
/// It belongs to the thread's conversation and to no other.
package struct ComposerState: Hashable, Sendable {
    /// Whose draft it is.
    package var conversation: ConversationID
    /// The text in the field: the person's own or, while they go through sent texts, a recalled one.
    package var editor: TextEditor
    /// Texts that were sent from the conversation's account; empty until the store has given them.
    package var history = SentHistory()
    /// Keeps a paste that the terminal did not mark from sending.
    package var burst = BurstGuard()
    /// The text in lines of the composer's width; made anew when either changes.
    package private(set) var layout = EditableLayout([], columns: 1)
    /// The first line in view; it moves only when the caret would leave the view.
    package private(set) var top = 0
    private var layoutKey = LayoutKey(revision: -1, columns: 0)
    /// The text, by its revision, that is sent as soon as the stored draft has been read.
    package var sendsWhenLoaded: Int?

    /// Milliseconds until a change is on its way to the disk: a promise says within a second.
    package static let saveDelay: Int64 = 400

    /// Bytes of the longest text that a paste or the editor can make; with more, each key would take a part of a second.
    ///
    /// Typing is not held up by it, and a text that comes back is never cut.
    package static let textLimit = 1 << 20

    /// A composer with a draft as far as it is known.
    package init(conversation: ConversationID, draft: Draft? = nil) {
        self.conversation = conversation
        editor = draft.map(TextEditor.init(draft:)) ?? TextEditor()
    }

    /// The person's text as it is to be kept, which a recalled text is not.
    package var kept: Draft {
        let text = editor.text
        let kept = history.kept(showing: text)
        return kept == text ? editor.draft : Draft(text: kept, caret: kept.count)
    }

    /// The same; nil where it is blank.
    package var draft: Draft? {
        let kept = kept
        return kept.isBlank ? nil : kept
    }

    /// What the layout was made from.
    private struct LayoutKey: Hashable, Sendable {
        var revision: Int
        var columns: Int
    }

    /// The layout, where it is still that of the text in this width.
    func keptLayout(columns: Int) -> EditableLayout? {
        layoutKey == LayoutKey(revision: editor.revision, columns: columns) ? layout : nil
    }

    /// Wraps the text anew if it or the width changed.
    mutating func settle(columns: Int) {
        let key = LayoutKey(revision: editor.revision, columns: columns)
        guard key != layoutKey else { return }
        layoutKey = key
        layout = editor.layout(columns: columns)
    }

    /// Keeps the caret's line among so many rows, and as much of the text as fits.
    mutating func keepCaretInView(rows: Int) {
        guard rows > 0 else { return }
        let caret = layout.position(of: editor.caret).row
        top = min(max(top, caret - rows + 1), caret)
        // A draft that got shorter leaves no empty rows below.
        top = max(0, min(top, max(layout.lines.count, caret + 1) - rows))
    }

    /// Puts another text in place of the edited one, as a new draft.
    mutating func replaceEditor(_ new: TextEditor) {
        editor = new
        top = 0
        layoutKey.revision = -1
    }
}
