import GRDB
import PulseModel

/// A message of ours, as the steps of the outbox need it.
struct OutboxRow {
    var conversation: Int64
    var kind: ItemKind
    var delivery: Int
    var remote: String?
    var text: String
    var entered: Int64?
    var left: Int64?
    /// When it first left, where a way of it had an unknown end.
    var firstLeft: Int64?
    /// When the server stored it, where a page shows it.
    var listedAt: Int64?
}

extension OutboxRow {
    /// Whether what was seen can be this message, though its last way ended so: by this way, or by an earlier one.
    func mayHaveArrived(after end: Delivery) -> Bool {
        switch end {
        case .unknown: true
        case .queued: firstLeft != nil
        case .held, .sending, .sent, .refused: firstLeft != nil || remote != nil
        }
    }
}

extension Database {
    /// A message of ours; nil when it is gone.
    func outboxRow(_ item: Int64) throws -> OutboxRow? {
        try Row.fetchOne(
            cachedStatement(
                sql: """
                    SELECT conversation, kind, delivery, remote, text, entered, left, first_left,
                        CASE WHEN listed THEN time END
                    FROM item WHERE id = ? AND delivery IS NOT NULL
                    """
            ),
            arguments: [item]
        ).map { row in
            OutboxRow(
                conversation: row[at: 0],
                kind: ItemKind(rawValue: row[at: 1]) ?? .own,
                delivery: row[at: 2],
                remote: row[at: 3],
                text: row[at: 4],
                entered: row[at: 5],
                left: row[at: 6],
                firstLeft: row[at: 7],
                listedAt: row[at: 8]
            )
        }
    }

    /// Entries that are not sent and fulfil a condition, in the order of their transcripts and of Enter.
    func outboxEntries(
        _ condition: String,
        _ arguments: StatementArguments,
        _ accounts: AccountDirectory
    ) throws -> [OutboxEntry] {
        let cursor = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT item.id, item.conversation, conversation.account, conversation.remote, item.text, item.entered,
                        item.delivery, item.problem, item.first_left, item.counts_from
                    FROM item INDEXED BY item_unsent JOIN conversation ON conversation.id = item.conversation
                    WHERE item.delivery <> \(Stored.sent) AND \(condition)
                    ORDER BY item.place, item.entered, item.id
                    """
            ),
            arguments: arguments
        )
        var entries: [OutboxEntry] = []
        while let row = try cursor.next() {
            guard let account = accounts.account(row[at: 2]) else { continue }
            let problem: String? = row[at: 7]
            let firstLeft: Int64? = row[at: 8]
            let countsFrom: Int64? = row[at: 9]
            entries.append(
                OutboxEntry(
                    id: ItemID(rawValue: row[at: 0]),
                    conversation: ConversationID(rawValue: row[at: 1]),
                    account: account.id,
                    remoteConversation: row[at: 3],
                    text: row[at: 4],
                    enteredAt: Timestamp(milliseconds: row[at: 5] ?? 0),
                    countsFrom: countsFrom.map { Timestamp(milliseconds: $0) },
                    delivery: Delivery(column: row[at: 6], problem: problem),
                    needsLook: firstLeft != nil && problem != Self.byHand
                )
            )
        }
        return entries
    }

    /// Settles a message as sent if a page or a look has shown it, which knows better than a call that broke.
    /// - Returns: whether anything has shown it.
    func markSentIfShown(_ item: Int64, in conversation: Int64, _ row: OutboxRow) throws -> Bool {
        if row.remote != nil {
            try markSent(item, in: conversation, remoteID: nil, at: nil, row)
            return true
        }
        guard let seen = try lookThatShowed(item, in: conversation) else { return false }
        try markSent(item, in: conversation, remoteID: nil, at: seen, row)
        try cachedStatement(sql: "UPDATE item SET confirmed = 1 WHERE id = ?").execute(arguments: [item])
        return true
    }

    /// What column `problem` says of a queued message that the person wants to leave, though it may have arrived.
    static let byHand = "by hand"

    /// Notes that a message was turned away, and may have arrived all the same: looks are to recognise it.
    func recordPossibleDelivery(of item: Int64) throws {
        try cachedStatement(sql: "UPDATE item SET first_left = coalesce(first_left, left) WHERE id = ?")
            .execute(arguments: [item])
    }

    /// Notes that the last way of a message did not even begin: only an earlier one may have arrived.
    ///
    /// Where there was none, what was taken for it is somebody else's, and the next look or page has to say so.
    func discardLastAttempt(of item: Int64, in conversation: Int64, _ row: OutboxRow) throws {
        try cachedStatement(sql: "UPDATE item SET left = first_left WHERE id = ?").execute(arguments: [item])
        guard row.firstLeft == nil else { return }
        try cachedStatement(sql: "UPDATE item SET looked = NULL, remote = NULL, listed = NULL WHERE id = ?")
            .execute(arguments: [item])
        try cachedStatement(
            sql: "UPDATE look SET text = NULL, updated = NULL, ours = NULL WHERE conversation = ? AND ours = ?"
        ).execute(arguments: [conversation, item])
    }

    /// Settles a message as sent: its place and time are final, and the row of the list shows it.
    func markSent(
        _ item: Int64,
        in conversation: Int64,
        remoteID: String?,
        at serverTime: Timestamp?,
        _ row: OutboxRow
    ) throws {
        let moment = serverTime?.milliseconds ?? row.listedAt ?? row.left ?? row.entered ?? 0
        try assignPlace(item, in: conversation, at: Timestamp(milliseconds: moment))
        try setDelivery(.sent, of: item)
        try cachedStatement(
            sql: """
                UPDATE item SET time = ?2, remote = coalesce(?3, remote), state = CASE WHEN state = \(Stored.unanswered) THEN ?4 ELSE state END
                WHERE id = ?1
                """
        ).execute(arguments: [item, moment, remoteID?.storable, AnswerState.empty.column])
        try cachedStatement(sql: "UPDATE conversation SET activity = max(activity, ?2) WHERE id = ?1")
            .execute(arguments: [conversation, moment])
        if row.kind == .own {
            // A look that showed something else since then knows better who spoke last. Where both are of one moment the
            // visitor waits, until the next look.
            try cachedStatement(
                sql: """
                    UPDATE conversation SET snippet = ?2, snippet_ours = 1, waiting = 0
                    WHERE id = ?1 AND NOT EXISTS (
                        SELECT 1 FROM look WHERE conversation = ?1 AND text <> '' AND updated >= ?3 AND ours IS NOT ?4
                    )
                    """
            ).execute(arguments: [conversation, row.text.snippet, moment, item])
        }
    }
}
