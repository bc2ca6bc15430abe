import GRDB
package import PulseModel

// What the person's keys do to a message that has not been sent. A message that has changed meanwhile so that the key
// no longer fits is left alone: then nothing is changed, and the change is empty.

extension DeskStore {
    /// Queues a held, refused or unknown message again.
    ///
    /// Nothing changes in a new conversation that the server may have begun with another question; the change says so.
    /// - Parameters:
    ///   - item: the message.
    ///   - at: when the key was pressed, by this machine's clock: the two minutes count from here.
    /// - Returns: what changed.
    /// - Throws: `.notFound` when the message is gone.
    package func retry(_ item: ItemID, at: Timestamp) async throws(StoreFailure) -> OutboxChange {
        try await changeOutbox(item) { db, conversation, row, change in
            guard Delivery(column: row.delivery, problem: nil).needsAttention else { return [] }
            guard try !db.mustWait(item.rawValue, in: conversation) else {
                change.mustWait = true
                return []
            }
            try db.setDelivery(.queued, of: item.rawValue)
            try db.cachedStatement(sql: "UPDATE item SET counts_from = ?, problem = ? WHERE id = ?")
                .execute(arguments: [at.milliseconds, Database.byHand, item.rawValue])
            return [item.rawValue]
        }
    }

    /// Takes the person's word that a held, refused or unknown message has arrived.
    package func markSent(_ item: ItemID) async throws(StoreFailure) -> OutboxChange {
        try await changeOutbox(item) { db, conversation, row, _ in
            guard Delivery(column: row.delivery, problem: nil).needsAttention else { return [] }
            return try db.take(item.rawValue, in: conversation, remoteID: nil, at: nil, row)
        }
    }

    /// Takes a message that is neither leaving nor sent out of the outbox and puts its text before the draft.
    package func backToDraft(_ item: ItemID) async throws(StoreFailure) -> OutboxChange {
        try await change { db in
            guard let row = try db.outboxRow(item.rawValue) else { throw StoreFailure.notFound }
            let delivery = Delivery(column: row.delivery, problem: nil)
            guard delivery.needsAttention || delivery == .queued else { return OutboxChange() }
            let id = ConversationID(rawValue: row.conversation)
            let later = try db.draft(of: row.conversation)
            let joined = Draft(
                text: later.map { row.text + "\n" + $0.text } ?? row.text,
                caret: row.text.count + (later.map { 1 + $0.caret } ?? 0)
            )
            try db.noteWithdrawal(of: row)
            try db.cachedStatement(sql: "DELETE FROM item WHERE id = ?").execute(arguments: [item.rawValue])
            _ = try db.saveDraft(joined, of: row.conversation)
            try db.recount(row.conversation)
            var change = OutboxChange()
            change.removed = [(id, item)]
            change.draft = joined
            change.rows = try db.conversationRows([row.conversation], self.accounts(db))
            return change
        }
    }

    /// One step of one message: the body names the items that it changed, and notes what else it did.
    func changeOutbox(
        _ item: ItemID,
        _ body: @escaping @Sendable (Database, _ conversation: Int64, OutboxRow, inout OutboxChange) throws -> [Int64]
    ) async throws(StoreFailure) -> OutboxChange {
        try await change { db in
            guard let row = try db.outboxRow(item.rawValue) else { throw StoreFailure.notFound }
            var change = OutboxChange()
            let changed = try body(db, row.conversation, row, &change)
            guard !changed.isEmpty else { return change }
            try db.recount(row.conversation)
            change.items = [(ConversationID(rawValue: row.conversation), try db.items(Set(changed)))]
            change.rows = try db.conversationRows([row.conversation], self.accounts(db))
            return change
        }
    }
}
