package import PulseModel

/// What a step of the outbox changed.
package struct OutboxChange: Sendable {
    /// Items that are new or changed.
    package var items: [(ConversationID, [TranscriptItem])] = []
    /// Items that left a transcript: back to the draft, or one with another.
    package var removed: [(ConversationID, ItemID)] = []
    /// Rows that may have changed.
    package var rows: [ConversationRow] = []
    /// Rows that became one with another.
    package var removedRows: [ConversationID] = []
    /// The draft after a message went back to it.
    package var draft: Draft?
    /// Whether nothing changed because another question may have begun the new conversation, and has to be decided on
    /// first.
    package var mustWait = false

    /// Whether nothing changed.
    package var isEmpty: Bool {
        items.isEmpty && removed.isEmpty && rows.isEmpty && removedRows.isEmpty && draft == nil
    }

    /// Nothing.
    package init() {}
}

/// A message that Enter moved from the draft to the outbox.
package struct Enqueued: Sendable {
    /// It, as the transcript shows it.
    package var item: TranscriptItem
    /// The conversation's row.
    package var rows: [ConversationRow]
    /// It, as the outbox keeps it.
    package var entry: OutboxEntry
}
