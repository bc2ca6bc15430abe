import GRDB
package import PulseModel

extension DeskStore {
    /// Makes the configured accounts known, and settles what an earlier run left in the air: a message that was leaving may or may
    /// not have arrived, an answer that was streaming was interrupted.
    ///
    /// - Throws: `.accountChanged` when an account of this name was used with another service, address or user.
    package func register(_ accounts: [Account]) throws(StoreFailure) {
        try writeNow { db in
            for account in accounts { try Self.register(account, db) }
            try Self.settleEarlierRun(db)
        }
    }

    private static func register(_ account: Account, _ db: Database) throws {
        let sql = "SELECT service, base_url, user FROM account WHERE name = ?"
        let now = [account.service.rawValue, account.baseURL, account.user ?? ""]
        if let row = try Row.fetchOne(db, sql: sql, arguments: [account.id.rawValue]) {
            let was: [String] = [row[0], row[1], row[2]]
            guard was == now else {
                throw StoreFailure.accountChanged(
                    account.id, was: was.joined(separator: " "), now: now.joined(separator: " "))
            }
        } else {
            try db.execute(
                sql: "INSERT INTO account (name, service, base_url, user) VALUES (?, ?, ?, ?)",
                arguments: [account.id.rawValue] + StatementArguments(now))
        }
    }

    private static func settleEarlierRun(_ db: Database) throws {
        let leaving = try Row.fetchAll(
            db, sql: "SELECT id, conversation FROM item WHERE delivery = ?", arguments: [StoredDelivery.sending])
        for row in leaving {
            let id = ItemID(rawValue: row[0])
            try Outbox.set(.unknown(.programEnded), of: id, db)
            try Outbox.holdBehind(id, in: ConversationID(rawValue: row[1]), db)
            try Outbox.refreshCounts(of: ConversationID(rawValue: row[1]), db)
        }
        try db.execute(
            sql: "UPDATE item SET answer_state = ?, revision = revision + 1 WHERE answer_state = ?",
            arguments: [StoredAnswer.code(.interrupted), StoredAnswer.streaming])
        try db.execute(sql: "UPDATE conversation SET is_answering = 0 WHERE is_answering")
    }

    /// The number of an account in the database.
    static func key(of account: AccountID, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT id FROM account WHERE name = ?")
        guard let key = try Int64.fetchOne(statement, arguments: [account.rawValue]) else { throw StoreFailure.notFound }
        return key
    }
}
