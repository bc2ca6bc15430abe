import GRDB
package import PulseModel

extension DeskStore {
    /// Leaves it to the person whether a message that was turned away leaves again, if a row shows its text meanwhile.
    ///
    /// Such a text can be somebody else's by its time, and ours all the same where the server's clocks differ.
    /// - Parameter item: the message.
    /// - Returns: whether it shows it; false where the conversation's row shows another text, or showed it before Enter.
    /// - Throws: `.notFound` when the message is gone.
    package func markUnknownIfShown(_ item: ItemID) async throws(StoreFailure) -> Bool {
        try await changeMessage(item, .delivery) { transaction, row in
            let (db, conversation) = (transaction.db, row.conversation)
            guard row.delivery == Delivery.queued.column, row.firstLeft != nil,
                let shown = try db.textShown(after: item.rawValue, in: conversation),
                ShownText(shown).isText(row.text)
            else { return false }
            try db.setDelivery(.unknown(.words("the conversation shows this text since")), of: item.rawValue)
            try db.holdQueued(behind: item.rawValue, in: conversation)
            return true
        }
    }
}

extension Database {
    /// The text of a conversation's row, if it is somebody else's and was first seen after a message was entered.
    fileprivate func textShown(after item: Int64, in conversation: Int64) throws -> String? {
        try String.fetchOne(
            cachedStatement(
                sql: """
                    SELECT look.text FROM look WHERE look.conversation = ?1 AND look.ours IS NULL AND EXISTS (
                        SELECT 1 FROM item WHERE conversation = ?1 AND id > ?2 AND kind = \(Stored.observed) AND text = look.text
                    )
                    """
            ),
            arguments: [conversation, item]
        )
    }
}
