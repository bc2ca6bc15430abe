import GRDB
import Synchronization
package import PulseModel

extension DeskStore {
    /// Takes a list in by the rules of the observed transcript. A list that is as it was costs nothing.
    package func observe(_ listing: SupportListing) async throws(StoreFailure) -> ObservationResult {
        let key = ListingKey(account: listing.account, status: listing.status.rawValue, widget: listing.widgetID)
        let seen = SeenListing(rows: listing.rows, hasMore: listing.hasMore)
        if lastListings.withLock({ $0[key] }) == seen { return ObservationResult() }
        let result = try await write { db in
            let account = try Self.key(of: listing.account, db)
            var observer = try Observer(account: account, isBase: listing.isBase, db: db)
            for row in listing.rows { try observer.take(row, defaultStatus: listing.status) }
            try observer.settlePauses(listing.rows)
            if listing.widgetID == nil { try observer.findLeavers(listing) }
            if listing.isBase {
                try db.execute(sql: "UPDATE account SET has_base = 1 WHERE id = ?", arguments: [account])
            }
            return try observer.result()
        }
        lastListings.withLock { $0[key] = seen }
        return result
    }

    /// Takes one row in, as the look before or after a send found it.
    package func observe(
        row: SupportConversation,
        of account: AccountID
    ) async throws(StoreFailure) -> ObservationResult {
        try await write { db in
            var observer = try Observer(account: try Self.key(of: account, db), isBase: false, db: db)
            try observer.take(row, defaultStatus: nil)
            return try observer.result()
        }
    }

    /// Whether an account has been read whole once.
    package func hasBase(_ account: AccountID) async throws(StoreFailure) -> Bool {
        try await read { db in
            try Bool.fetchOne(db, sql: "SELECT has_base FROM account WHERE name = ?", arguments: [account.rawValue]) ?? false
        }
    }

    package func setBase(_ account: AccountID) async throws(StoreFailure) {
        try await write { db in
            try db.execute(sql: "UPDATE account SET has_base = 1 WHERE name = ?", arguments: [account.rawValue])
        }
    }

    /// Notes that nobody looked for a while: a conversation that changed meanwhile gets a mark with its next text.
    package func markInterruption(
        of account: AccountID,
        from: Timestamp,
        until: Timestamp
    ) async throws(StoreFailure) {
        lastListings.withLock { listings in
            for key in listings.keys where key.account == account { listings[key] = nil }
        }
        try await write { db in
            try db.execute(
                sql: "UPDATE account SET pauses = pauses + 1, paused_from = ?, paused_until = ? WHERE name = ?",
                arguments: [from.milliseconds, until.milliseconds, account.rawValue])
        }
    }

    /// Forgets how the lists were, so that the next look is taken in whole.
    package func forgetListings(of account: AccountID) {
        lastListings.withLock { listings in
            for key in listings.keys where key.account == account { listings[key] = nil }
        }
    }
}
