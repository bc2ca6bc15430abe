package import PulseModel

/// What a change of the outbox made different.
package struct OutboxChange: Hashable, Sendable {
    /// Items that are new or changed, by conversation.
    package var items: [ConversationID: [TranscriptItem]] = [:]
    /// Items that left their transcript.
    package var removed: [ConversationID: [ItemID]] = [:]
    /// Rows that changed.
    package var rows: [ConversationRow] = []
    /// The draft that text came back to.
    package var draft: Draft?

    package init() {}
}

/// A text that was moved to the outbox.
package struct Enqueued: Hashable, Sendable {
    package var item: TranscriptItem
    package var entry: OutboxEntry
    package var rows: [ConversationRow]
}
