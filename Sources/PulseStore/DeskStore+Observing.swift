import GRDB
package import PulseModel

extension DeskStore {
    /// Milliseconds between two times that a look's moment is written: a look that shows nothing new writes nothing.
    private static let lookedAtStep: Int64 = 60_000

    /// Takes in one look at a list of support conversations.
    package func observe(_ listing: SupportListing) async throws(StoreFailure) -> ObservationResult {
        let sendLimit = sendLimit
        return try await change { db in
            let accounts = try self.accounts(db)
            let account = try accounts.number(of: listing.account)
            var observer = try Observer(
                db,
                account: account,
                isBase: listing.isBase,
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
            var result = try observer.result(accounts)
            let before = try Int64.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id FROM conversation INDEXED BY conversation_listed
                        WHERE account = ?1 AND status = ?2 AND presence = 0 AND (?3 IS NULL OR widget = ?3)
                        """
                ),
                arguments: [account, listing.status.rawValue, listing.widgetID]
            )
            let seen = Set(observer.seen)
            result.left = before.filter { !seen.contains($0) }.map(ConversationID.init(rawValue:))
            return result
        }
    }

    /// Takes in one look at a single support conversation, before or after a send.
    /// - Parameters:
    ///   - row: as it came.
    ///   - account: whose it is.
    ///   - seenAt: when it was read, by the server's clock.
    ///   - asked: when it was asked for; nil where that is not known.
    /// - Returns: what it changed.
    /// - Throws: what the files gave.
    package func observe(
        row: SupportConversation,
        of account: AccountID,
        seenAt: Timestamp,
        asked: ContinuousClock.Instant? = nil
    ) async throws(StoreFailure) -> ObservationResult {
        let sendLimit = sendLimit
        return try await change { db in
            let accounts = try self.accounts(db)
            var observer = try Observer(
                db,
                account: accounts.number(of: account),
                seenAt: seenAt,
                asked: asked,
                looks: self.looks,
                sendLimit: sendLimit
            )
            try observer.observe(row, in: nil)
            return try observer.result(accounts)
        }
    }
}
