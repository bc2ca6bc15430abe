package import PulseModel

/// A list of support conversations as one look found it.
package struct SupportListing: Hashable, Sendable {
    package var account: AccountID
    /// Which list was asked for.
    package var status: ConversationStatus
    /// Of which widget; nil when of all.
    package var widgetID: String?
    package var rows: [SupportConversation]
    /// Whether the server has more rows than it gave.
    package var hasMore: Bool
    /// When the look was taken, by the server's clock.
    package var seenAt: Timestamp
    /// Whether this belongs to the first look ever: everything counts as read.
    package var isBase: Bool

    package init(
        account: AccountID,
        status: ConversationStatus,
        widgetID: String? = nil,
        rows: [SupportConversation],
        hasMore: Bool,
        seenAt: Timestamp,
        isBase: Bool
    ) {
        self.account = account
        self.status = status
        self.widgetID = widgetID
        self.rows = rows
        self.hasMore = hasMore
        self.seenAt = seenAt
        self.isBase = isBase
    }
}

/// What a look made different.
package struct ObservationResult: Hashable, Sendable {
    /// Rows that changed.
    package var rows: [ConversationRow] = []
    /// Items that are new or changed, by conversation.
    package var items: [ConversationID: [TranscriptItem]] = [:]
    /// Conversations with a new text that is not ours.
    package var arrived: [ConversationID] = []
    /// Conversations that stood in this list before and do not now.
    package var left: [ConversationID] = []

    package init() {}
}

/// Which list of an account.
struct ListingKey: Hashable, Sendable {
    var account: AccountID
    var status: String
    var widget: String?
}

/// A list as it was seen last.
struct SeenListing: Hashable, Sendable {
    var rows: [SupportConversation]
    var hasMore: Bool
}
