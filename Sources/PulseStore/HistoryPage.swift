package import PulseModel

/// A page of an assistant's history, as the server gave it.
package struct HistoryPage: Sendable {
    /// Whose history.
    package var conversation: ConversationID
    /// In the server's order: oldest first.
    package var records: [ExchangeRecord]
    /// What was asked for.
    package var request: Request
    /// Whether the server gave as many rows as were asked for, rows that could not be read included.
    package var isFull: Bool

    /// Which page was asked for.
    package enum Request: Hashable, Sendable {
        /// The newest, with this limit.
        case newest(Int)
        /// The newest once more, with this limit, while the history is read backwards: all that is held shares one second,
        /// or the cursor is gone, so that nothing older can be asked for.
        ///
        /// It is no look for news: what shares the newest second held counts as older than that.
        case wider(Int)
        /// The one before this message, with this limit.
        case older(String, Int)
    }

    /// A page.
    package init(conversation: ConversationID, records: [ExchangeRecord], request: Request, isFull: Bool) {
        self.conversation = conversation
        self.records = records
        self.request = request
        self.isFull = isFull
    }
}

/// The oldest end of the part of a history that is held without a hole from its newest end down.
package struct HistoryEdge: Hashable, Sendable {
    /// The second, since 1970, of the oldest message held; nil when none is.
    package var oldestSecond: Int64?
    /// The server's id of the oldest message held whose second is newer than `oldestSecond`: the cursor that loses nothing.
    package var cursorID: String?
    /// The server's id of the oldest message held.
    package var oldestID: String?
    /// Whether nothing is older.
    package var isBeginning: Bool
    /// Whether older messages are held beyond a hole: a screen that shows them would show them as if nothing were missing.
    package var hasOlderBeyondHole: Bool

    /// An edge; by default that of a history of which nothing is held.
    package init(
        oldestSecond: Int64? = nil,
        cursorID: String? = nil,
        oldestID: String? = nil,
        isBeginning: Bool = false,
        hasOlderBeyondHole: Bool = false
    ) {
        self.oldestSecond = oldestSecond
        self.cursorID = cursorID
        self.oldestID = oldestID
        self.isBeginning = isBeginning
        self.hasOlderBeyondHole = hasOlderBeyondHole
    }
}

/// What a page of a history came to.
package struct HistoryMerge: Sendable {
    /// Whose history it is: another than the page's where that one turned out to be a new conversation of this desk.
    package var conversation: ConversationID
    /// The page's own conversation, where it became part of `conversation`.
    package var removed: ConversationID?
    /// How many exchanges are new.
    package var added: Int
    /// The oldest end as it is now.
    package var edge: HistoryEdge
}

/// What a look at an assistant's conversation list came to.
package struct ListMerge: Sendable {
    /// How many rows are new or changed.
    package var changed = 0
    /// New rows, one of which may be a new conversation of this desk that has no id yet: its newest page tells.
    package var maybeOurs: [ConversationID] = []

    /// Nothing.
    package init() {}
}
