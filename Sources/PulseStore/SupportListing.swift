package import PulseModel

/// One look at one list of the support service.
package struct SupportListing: Sendable {
    /// Whose list.
    package var account: AccountID
    /// Which list.
    package var status: ConversationStatus
    /// The one widget that was asked for; nil for all together.
    package var widgetID: String?
    /// The rows as they came.
    package var rows: [SupportConversation]
    /// When it was read, by the server's clock.
    package var seenAt: Timestamp
    /// Whether it belongs to the first sync ever of the account: then all of it counts as read.
    package var isBase: Bool
    /// When it was asked for; nil where that is not known: then only its times say what is newer.
    package var asked: ContinuousClock.Instant?

    /// A look.
    package init(
        account: AccountID,
        status: ConversationStatus,
        widgetID: String? = nil,
        rows: [SupportConversation],
        seenAt: Timestamp,
        isBase: Bool = false,
        asked: ContinuousClock.Instant? = nil
    ) {
        self.account = account
        self.status = status
        self.widgetID = widgetID
        self.rows = rows
        self.seenAt = seenAt
        self.isBase = isBase
        self.asked = asked
    }
}

/// What a look at support conversations changed.
package struct ObservationResult: Sendable {
    /// Rows that are new or changed.
    package var rows: [ConversationRow] = []
    /// Items that are new or changed.
    package var items: [(ConversationID, [TranscriptItem])] = []
    /// Conversations with a text that is not ours, for the bell; empty for a base.
    package var arrived: [ConversationID] = []
    /// Conversations that were in this list before and are not now.
    ///
    /// Their presence is not changed.
    package var left: [ConversationID] = []
    /// The support conversations of the look, in the order of its rows.
    package var seen: [ConversationID] = []

    /// Nothing.
    package init() {}
}
