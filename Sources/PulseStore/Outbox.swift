import GRDB
import PulseModel

/// The transitions of the outbox, inside a transaction.
enum Outbox {
    /// Writes where a message stands.
    static func set(_ delivery: Delivery, of item: ItemID, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE item SET delivery = ?, problem = ?, revision = revision + 1 WHERE id = ?")
        try statement.execute(arguments: [
            StoredDelivery.code(delivery), StoredDelivery.problem(delivery), item.rawValue,
        ])
    }

    /// Holds what is queued behind an item that ended otherwise than sent; gives what was held.
    @discardableResult
    static func holdBehind(_ item: ItemID, in id: ConversationID, _ db: Database) throws -> [ItemID] {
        let behind = try Int64.fetchAll(
            db,
            sql: "SELECT id FROM item WHERE conversation = ? AND delivery = ? AND id > ? ORDER BY id",
            arguments: [id.rawValue, StoredDelivery.queued, item.rawValue])
        for id in behind { try set(.held(.behindAnother), of: ItemID(rawValue: id), db) }
        return behind.map(ItemID.init(rawValue:))
    }

    /// Counts what is unsent in a conversation for its row.
    static func refreshCounts(of id: ConversationID, _ db: Database) throws {
        let counts = try Row.fetchAll(
            db,
            sql: "SELECT delivery, count(*) FROM item WHERE conversation = ? AND delivery IS NOT NULL AND delivery <> 0 GROUP BY 1",
            arguments: [id.rawValue])
        var unsent = UnsentCounts()
        for row in counts {
            let count: Int = row[1]
            switch row[0] as Int {
            case StoredDelivery.queued, StoredDelivery.sending: unsent.underWay += count
            case StoredDelivery.heldLate, StoredDelivery.heldBehind: unsent.held += count
            case StoredDelivery.refused: unsent.refused += count
            default: unsent.unknown += count
            }
        }
        try db.execute(
            sql: "UPDATE conversation SET under_way = ?, held = ?, refused = ?, unknown = ? WHERE id = ?",
            arguments: [unsent.underWay, unsent.held, unsent.refused, unsent.unknown, id.rawValue])
    }

    /// The conversation of an item.
    static func conversation(of item: ItemID, _ db: Database) throws -> ConversationID {
        let statement = try db.cachedStatement(sql: "SELECT conversation FROM item WHERE id = ?")
        guard let id = try Int64.fetchOne(statement, arguments: [item.rawValue]) else { throw StoreFailure.notFound }
        return ConversationID(rawValue: id)
    }

    /// What changed, as it stands now.
    static func change(items: [ItemID], of id: ConversationID, _ db: Database) throws -> OutboxChange {
        try refreshCounts(of: id, db)
        var change = OutboxChange()
        change.items[id] = try TranscriptItem.fetch(db, items)
        change.rows = try ConversationRow.fetch(db, [id])
        return change
    }

    /// Moves an item from the pending end to its final place.
    static func place(_ item: ItemID, in id: ConversationID, at moment: Timestamp, _ db: Database) throws {
        let place = try Placement.append(at: moment, in: id, db)
        try db.execute(
            sql: "UPDATE item SET place = ?, tie = ?, time = ? WHERE id = ? AND place >= ?",
            arguments: [place.order, place.tie, moment.milliseconds, item.rawValue, Placement.pending])
    }

    /// The last text of a conversation is ours now.
    static func noteOwnText(_ text: String, in id: ConversationID, at moment: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE conversation SET snippet = ?, snippet_is_ours = (service = 0), is_waiting = 0,
                last_activity = max(last_activity, ?) WHERE id = ?
                """,
            arguments: [text.asSnippet, moment.milliseconds, id.rawValue])
    }

    static func entry(_ row: Row) -> OutboxEntry {
        OutboxEntry(
            id: ItemID(rawValue: row[0]),
            conversation: ConversationID(rawValue: row[1]),
            account: AccountID(rawValue: row[2]),
            remoteConversation: row[3],
            text: row[4],
            enteredAt: Timestamp(milliseconds: row[5] ?? 0),
            delivery: StoredDelivery.value(row[6], problem: row[7])
        )
    }

    /// A select of entries; further conditions and the order follow.
    static let select = """
        SELECT item.id, item.conversation, account.name, conversation.remote_id, item.text, item.entered_at, item.delivery,
        item.problem FROM item JOIN conversation ON conversation.id = item.conversation
        JOIN account ON account.id = conversation.account
        WHERE item.delivery IS NOT NULL AND item.delivery <> 0
        """
}
