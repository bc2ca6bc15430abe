package import PulseModel

/// A page of an assistant's history.
package struct HistoryPage: Hashable, Sendable {
    /// What was asked for.
    package enum Request: Hashable, Sendable {
        /// The newest page.
        case newest
        /// The page before a cursor, for the part of the history that reaches the newest end.
        case older
    }

    package var conversation: ConversationID
    /// In the server's order.
    package var records: [ExchangeRecord]
    package var request: Request
    /// Whether the page has as many rows as were asked for, so that more may follow.
    package var isFull: Bool

    package init(conversation: ConversationID, records: [ExchangeRecord], request: Request, isFull: Bool) {
        self.conversation = conversation
        self.records = records
        self.request = request
        self.isFull = isFull
    }
}

/// The oldest end of the part of a history that reaches the newest end.
package struct HistoryEdge: Hashable, Sendable {
    /// The second of the oldest message held; nil when none is.
    package var oldestSecond: Int64?
    /// The oldest message held.
    package var oldestID: String?
    /// The oldest message held whose second is newer than the oldest second: asking before it loses no message.
    package var cursorID: String?
    /// Messages held in the oldest second.
    package var heldInOldestSecond: Int
    /// Whether nothing is older.
    package var isBeginning: Bool

    package init(
        oldestSecond: Int64? = nil,
        oldestID: String? = nil,
        cursorID: String? = nil,
        heldInOldestSecond: Int = 0,
        isBeginning: Bool = false
    ) {
        self.oldestSecond = oldestSecond
        self.oldestID = oldestID
        self.cursorID = cursorID
        self.heldInOldestSecond = heldInOldestSecond
        self.isBeginning = isBeginning
    }
}

/// What a page made different.
package struct HistoryMerge: Hashable, Sendable {
    /// Items that are new or changed.
    package var items: [TranscriptItem]
    /// Items that left: questions of ours that turned out to be these records.
    package var removed: [ItemID]
    /// Messages that were not held before.
    package var added: Int
    /// The edge after the page.
    package var edge: HistoryEdge
    /// Rows that changed.
    package var rows: [ConversationRow]
}
