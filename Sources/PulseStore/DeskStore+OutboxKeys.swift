import GRDB
package import PulseModel

// What the person's keys do to a message that has not been sent. A message that has changed meanwhile so that the key
// no longer fits is left alone.

extension DeskStore {
    /// Queues a held, refused or unknown message again.
    ///
    /// Nothing changes in a new conversation that the server may have begun with another question.
    /// - Parameters:
    ///   - item: the message.
    ///   - at: when the key was pressed, by this machine's clock: the two minutes count from here.
    /// - Returns: whether it may leave; false where the other question has to be decided on first.
    /// - Throws: `.notFound` when the message is gone.
    package func retry(_ item: ItemID, at: Timestamp) async throws(StoreFailure) -> Bool {
        try await changeMessage(item, .person) { transaction, row in
            let db = transaction.db
            guard Delivery(column: row.delivery, problem: nil).needsAttention else { return true }
            guard try !db.mustWait(item.rawValue, in: row.conversation) else { return false }
            try db.setDelivery(.queued, of: item.rawValue)
            try db.cachedStatement(sql: "UPDATE item SET counts_from = ?, problem = ? WHERE id = ?")
                .execute(arguments: [at.milliseconds, Database.byHand, item.rawValue])
            return true
        }
    }

    /// Takes the person's word that a held, refused or unknown message has arrived.
    package func markSent(_ item: ItemID) async throws(StoreFailure) {
        try await changeMessage(item, .person) { transaction, row in
            guard Delivery(column: row.delivery, problem: nil).needsAttention else { return }
            try transaction.db.markSent(item.rawValue, in: row.conversation, remoteID: nil, at: nil, row)
        }
    }

    /// Takes a message that is neither leaving nor sent out of the outbox and puts its text before the draft.
    /// - Returns: the draft with the text; nil where the message was left alone.
    package func backToDraft(_ item: ItemID) async throws(StoreFailure) -> Draft? {
        try await changeMessage(item, .person) { transaction, row in
            let db = transaction.db
            let delivery = Delivery(column: row.delivery, problem: nil)
            guard delivery.needsAttention || delivery == .queued else { return nil }
            let text = Draft(text: row.text, caret: row.text.count)
            let joined = Draft.joined(text, try db.draft(of: row.conversation))
            try db.noteWithdrawal(of: row)
            try db.cachedStatement(sql: "DELETE FROM item WHERE id = ?").execute(arguments: [item.rawValue])
            transaction.noteDeletion(in: row.conversation)
            try db.saveDraft(joined, of: row.conversation)
            return joined
        }
    }

    /// One step of one message of ours.
    /// - Throws: `.notFound` when the message is gone.
    func changeMessage<Value: Sendable>(
        _ item: ItemID,
        _ cause: DeskChange.Cause,
        _ body: @escaping @Sendable (ChangeTransaction, OutboxRow) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await change(cause) { transaction in
            guard let row = try transaction.db.outboxRow(item.rawValue) else { throw StoreFailure.notFound }
            return try body(transaction, row)
        }
    }
}
