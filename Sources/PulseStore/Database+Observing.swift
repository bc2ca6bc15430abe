import GRDB
import PulseModel

extension Database {
    /// When an account was first read whole, by its server's clock; set by the first look that says so.
    func base(of account: Int64, at moment: Timestamp?) throws -> Timestamp? {
        if let moment {
            try cachedStatement(sql: "UPDATE account SET base_at = ? WHERE id = ? AND base_at IS NULL")
                .execute(arguments: [moment.milliseconds, account])
        }
        return try Int64.fetchOne(
            cachedStatement(sql: "SELECT base_at FROM account WHERE id = ?"),
            arguments: [account]
        ).map { Timestamp(milliseconds: $0.inColumnBounds) }
    }

    /// Milliseconds after a message left that the time of the row that shows it may say: more is a wrong clock's.
    private static let lookSpan: Int64 = 300_000

    /// Whether a text of somebody else stands in a transcript with just this time.
    func isShown(_ text: String, at moment: Timestamp, in conversation: Int64) throws -> Bool {
        try Bool.fetchOne(
            cachedStatement(
                sql:
                    "SELECT EXISTS (SELECT 1 FROM item WHERE conversation = ? AND kind = \(Stored.observed) AND time = ? AND text = ?)"
            ),
            arguments: [conversation, moment.milliseconds, text]
        ) ?? false
    }

    /// Whether a transcript has a mark that a conversation got this status, of that time or later, or at all where nil.
    func hasMark(of status: ConversationStatus, since moment: Timestamp?, in conversation: Int64) throws -> Bool {
        try Bool.fetchOne(
            cachedStatement(
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM item WHERE conversation = ? AND kind = \(Stored.mark) AND mark = ? AND text = ? AND time >= ?
                    )
                    """
            ),
            arguments: [conversation, MarkKind.status.rawValue, status.rawValue, moment?.milliseconds ?? 0]
        ) ?? false
    }

    /// When the server changed the row in which a look recognised a message of ours; nil where none did.
    func lookThatShowed(_ item: Int64, in conversation: Int64) throws -> Timestamp? {
        guard
            let look = try Row.fetchOne(
                cachedStatement(
                    sql: """
                        SELECT CASE WHEN look.ours = item.id AND look.updated <= item.left + ?3 THEN look.updated END,
                            coalesce(item.first_left, item.left)
                        FROM item LEFT JOIN look ON look.conversation = item.conversation
                        WHERE item.id = ?1 AND item.conversation = ?2 AND item.kind = \(Stored.own) AND item.looked
                        """
                ),
                arguments: [item, conversation, Self.lookSpan]
            )
        else { return nil }
        let updated: Int64? = look[at: 0]
        let left: Int64? = look[at: 1]
        return (updated ?? left).map(Timestamp.init(milliseconds:))
    }

    /// Our messages of a conversation that may have arrived, oldest first.
    func ownTexts(in conversation: Int64, sendLimit: Int64) throws -> [ObservationRules.OwnText] {
        let rows = try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT id, text, delivery, looked, first_left, left, time, remote IS NOT NULL OR confirmed
                    FROM item INDEXED BY item_own
                    WHERE conversation = ? AND kind = \(Stored.own)
                        AND (delivery IN (\(Stored.sending), \(Stored.sent), \(Stored.unknown)) OR first_left IS NOT NULL)
                    ORDER BY id DESC LIMIT 50
                    """
            ),
            arguments: [conversation]
        )
        return try withdrawnTexts(in: conversation, sendLimit: sendLimit)
            + rows.reversed().map { ObservationRules.OwnText(row: $0, sendLimit: sendLimit) }
    }
}

extension ObservationRules.OwnText {
    fileprivate init(row: Row, sendLimit: Int64) {
        let delivery: Int = row[at: 2]
        let firstLeft: Int64? = row[at: 4]
        let left: Int64? = row[at: 5]
        let isServerTime: Bool = row[at: 7] ?? false
        // What the person marked as sent is placed by when it left; if it never left here, by when it was entered.
        let hasTime = delivery == Delivery.sent.column && (isServerTime || left == nil)
        self.init(
            source: .item(row[at: 0]),
            text: row[at: 1],
            way: delivery == Delivery.sent.column ? .sent : delivery == Delivery.sending.column ? .sending : .unknown,
            wasSeen: row[at: 3] ?? false,
            window: SendWindow(
                firstLeft: firstLeft.map(Timestamp.init(milliseconds:)),
                lastLeft: left.map(Timestamp.init(milliseconds:)),
                limit: sendLimit
            ),
            createdAt: hasTime ? Timestamp(milliseconds: row[at: 6]) : nil
        )
    }
}
