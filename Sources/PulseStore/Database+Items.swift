import GRDB
import PulseModel

extension Database {
    /// What an item is read from, in the order in which `item(_:)` reads it.
    static let itemColumns = """
        id, place, tie, kind, time, revision, remote, text, name, again, delivery, problem, confirmed, answer, state, \
        words, extra, mark, since
        """

    /// The item in a row of `itemColumns`.
    func item(_ row: Row) -> TranscriptItem {
        TranscriptItem(
            id: ItemID(rawValue: row[at: 0]),
            revision: row[at: 5],
            position: TranscriptPosition(order: row[at: 1], tie: row[at: 2]),
            time: Timestamp(milliseconds: row[at: 4]),
            content: content(row)
        )
    }

    private func content(_ row: Row) -> TranscriptItem.Content {
        switch ItemKind(rawValue: row[at: 3]) {
        case .observed:
            return .observed(ObservedText(text: row[at: 7], isAgain: row[at: 9] ?? false, name: row[at: 8] ?? ""))
        case .own:
            return .own(
                OwnMessage(
                    text: row[at: 7],
                    delivery: Delivery(column: row[at: 10] ?? Stored.sent, problem: row[at: 11]),
                    remoteID: row[at: 6],
                    confirmedByLook: row[at: 12] ?? false
                )
            )
        case .exchange:
            let column: String? = row[at: 16]
            let extra: ExchangeExtra? = column.flatMap { JSONColumn.value($0) }
            return .exchange(
                Exchange(
                    query: row[at: 7],
                    answer: row[at: 13] ?? "",
                    state: AnswerState(column: row[at: 14] ?? 0, words: row[at: 15]),
                    delivery: Delivery(column: row[at: 10] ?? Stored.sent, problem: row[at: 11]),
                    remoteID: row[at: 6],
                    sources: extra?.sources ?? [],
                    thoughts: extra?.thoughts ?? [],
                    files: extra?.files ?? []
                )
            )
        case .mark, nil:
            switch MarkKind(rawValue: row[at: 17] ?? 1) {
            case .interruption: return .mark(.interruption(since: Timestamp(milliseconds: row[at: 18] ?? 0)))
            case .status: return .mark(.status(ConversationStatus(rawValue: row[at: 7])))
            case .gap, nil: return .mark(.gap)
            }
        }
    }

    /// One item.
    func item(_ id: Int64) throws -> TranscriptItem? {
        try Row.fetchOne(
            cachedStatement(sql: "SELECT \(Self.itemColumns) FROM item WHERE id = ?"),
            arguments: [id]
        ).map { item($0) }
    }

    /// The place at the end of what was taken or observed, no earlier than this moment.
    func endPosition(of conversation: Int64, notBefore moment: Timestamp) throws -> TranscriptPosition {
        let last = try Row.fetchOne(
            cachedStatement(
                sql: """
                    SELECT place, tie FROM item WHERE conversation = ? AND place < ?
                    ORDER BY place DESC, tie DESC LIMIT 1
                    """
            ),
            arguments: [conversation, TranscriptPosition.untakenOrder]
        )
        // A time that no clock shows must not mix with the messages that have not been taken.
        let order = min(moment.milliseconds, TranscriptPosition.untakenOrder - 1)
        guard let last else { return TranscriptPosition(order: order, tie: 0) }
        let lastOrder: Int64 = last[at: 0]
        let lastTie: Int64 = last[at: 1]
        return order > lastOrder
            ? TranscriptPosition(order: order, tie: 0)
            : TranscriptPosition(order: lastOrder, tie: lastTie + 1)
    }

    /// Gives a message that was taken its place for good.
    ///
    /// Messages that were entered before it and have not been taken stay above it, where they were shown, and get their
    /// places for good too.
    func assignPlace(_ id: Int64, in conversation: Int64, at moment: Timestamp) throws {
        let untaken = TranscriptPosition.untakenOrder
        guard
            let tie = try Int64.fetchOne(
                cachedStatement(sql: "SELECT tie FROM item WHERE id = ? AND place = ?"),
                arguments: [id, untaken]
            )
        else { return }
        var position = try endPosition(of: conversation, notBefore: moment)
        let moving = try Int64.fetchAll(
            cachedStatement(
                sql: "SELECT id FROM item WHERE conversation = ? AND place = ? AND tie <= ? ORDER BY tie"
            ),
            arguments: [conversation, untaken, tie]
        )
        for item in moving {
            try cachedStatement(sql: "UPDATE item SET place = ?, tie = ? WHERE id = ?")
                .execute(arguments: [position.order, position.tie, item])
            position.tie += 1
        }
    }

    /// Writes where a message stands on its way; its revision grows.
    ///
    /// One whose fate is unknown keeps for ever when it first left: each of its ways may still turn out to have arrived.
    func setDelivery(_ delivery: Delivery, of item: Int64) throws {
        if case .unknown = delivery {
            try cachedStatement(sql: "UPDATE item SET first_left = coalesce(first_left, left) WHERE id = ?")
                .execute(arguments: [item])
        }
        try cachedStatement(
            sql: "UPDATE item SET delivery = ?, problem = ?, revision = revision + 1 WHERE id = ?"
        ).execute(arguments: [delivery.column, delivery.problemColumn?.storable, item])
    }

    /// Holds the messages that are queued behind one that ended refused, unknown or held.
    func holdQueued(behind item: Int64, in conversation: Int64) throws {
        let behind = try Int64.fetchAll(
            cachedStatement(
                sql: """
                    SELECT later.id FROM item AS later, item AS ended
                    WHERE ended.id = ? AND later.conversation = ? AND later.delivery <> \(Stored.sent) AND later.delivery = \(Stored.queued)
                        AND (later.place, later.tie) > (ended.place, ended.tie)
                    ORDER BY later.place, later.tie
                    """
            ),
            arguments: [item, conversation]
        )
        for id in behind {
            try setDelivery(.held(.behindAnother), of: id)
        }
    }
}
