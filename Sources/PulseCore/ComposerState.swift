package import PulseModel

/// The text being written. It belongs to the thread's conversation and to no other.
package struct ComposerState: Hashable, Sendable {
    /// Whose draft it is.
    package var conversation: ConversationID
    package var editor: TextEditor
    package var history = SentHistory()
    package var burst = BurstGuard()
    /// Whether the stored draft has been read.
    package var isLoaded = false
    /// Since when the text differs from what is on disk, in milliseconds of the continuous clock.
    package var unsavedSince: Int64?

    /// Milliseconds until a change is on its way to the disk: a promise says within a second.
    package static let saveDelay: Int64 = 400

    package init(conversation: ConversationID, draft: Draft? = nil) {
        self.conversation = conversation
        editor = draft.map(TextEditor.init(draft:)) ?? TextEditor()
    }

    /// The text as it is to be kept; nil where it is blank.
    package var draft: Draft? {
        editor.isBlank ? nil : editor.draft
    }
}
