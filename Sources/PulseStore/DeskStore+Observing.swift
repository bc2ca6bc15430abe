import GRDB
package import PulseModel

extension DeskStore {
    /// Milliseconds between two times that a look's moment is written: a look that shows nothing new writes nothing.
    private static let lookedAtStep: Int64 = 60_000

    /// Takes in one look at a list of support conversations.
    package func observe(_ listing: SupportListing) async throws(StoreFailure) -> ListedRows {
        let sendLimit = sendLimit
        return try await change(.poll(isCatchUp: listing.isCatchUp)) { transaction in
            let db = transaction.db
            let account = try self.accounts(db).number(of: listing.account)
            var observer = try Observer(
                transaction,
                account: account,
                isFirstSync: listing.isFirstSync,
                seenAt: listing.seenAt,
                asked: listing.asked,
                looks: self.looks,
                sendLimit: sendLimit
            )
            for row in listing.rows {
                try observer.observe(row, in: listing.status)
            }
            if listing.status == .open, listing.widgetID == nil {
                try db.save(lookedAt: listing.seenAt, of: account, every: Self.lookedAtStep)
            }
            let before = try Int64.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id FROM conversation INDEXED BY conversation_listed
                        WHERE account = ?1 AND status = ?2 AND presence = \(Stored.listed) AND (?3 IS NULL OR widget = ?3)
                        """
                ),
                arguments: [account, listing.status.rawValue, listing.widgetID]
            )
            let seen = Set(observer.seen)
            return ListedRows(
                seen: observer.seen.map(ConversationID.init(rawValue:)),
                left: before.filter { !seen.contains($0) }.map(ConversationID.init(rawValue:))
            )
        }
    }

    /// Takes in one look at a single support conversation, before or after a send.
    /// - Parameters:
    ///   - row: as it came.
    ///   - account: whose it is.
    ///   - seenAt: when it was read, by the server's clock.
    ///   - asked: when it was asked for; nil where that is not known.
    /// - Returns: whether it shows a text of somebody else that was not known.
    /// - Throws: what the files gave.
    package func observe(
        row: SupportConversation,
        of account: AccountID,
        seenAt: Timestamp,
        asked: ContinuousClock.Instant? = nil
    ) async throws(StoreFailure) -> Bool {
        let sendLimit = sendLimit
        return try await change(.poll(isCatchUp: false)) { transaction in
            var observer = try Observer(
                transaction,
                account: self.accounts(transaction.db).number(of: account),
                seenAt: seenAt,
                asked: asked,
                looks: self.looks,
                sendLimit: sendLimit
            )
            try observer.observe(row, in: nil)
            return observer.hasNewText
        }
    }
}
