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
    package var isFirstSync: Bool
    /// Whether it is the first after a start or a sleep: what it brings is counted, without a bell.
    package var isCatchUp: Bool
    /// When it was asked for; nil where that is not known: then only its times say what is newer.
    package var asked: ContinuousClock.Instant?

    /// A look.
    package init(
        account: AccountID,
        status: ConversationStatus,
        widgetID: String? = nil,
        rows: [SupportConversation],
        seenAt: Timestamp,
        isFirstSync: Bool = false,
        isCatchUp: Bool = false,
        asked: ContinuousClock.Instant? = nil
    ) {
        self.account = account
        self.status = status
        self.widgetID = widgetID
        self.rows = rows
        self.seenAt = seenAt
        self.isFirstSync = isFirstSync
        self.isCatchUp = isCatchUp
        self.asked = asked
    }
}

/// What a look at a list of support conversations showed.
package struct ListedRows: Sendable {
    /// The conversations of the look, in the order of its rows.
    package var seen: [ConversationID]
    /// Conversations that were in this list before and are not now.
    ///
    /// Their presence is not changed.
    package var left: [ConversationID]
}
