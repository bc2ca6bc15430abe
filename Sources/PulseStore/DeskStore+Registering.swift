import GRDB
package import PulseModel

extension DeskStore {
    /// Names the accounts of this run and settles what an earlier run left under way.
    ///
    /// Blocks; call it once, after opening.
    ///
    /// Messages that were leaving become unknown, except those that a look or a page has shown; those behind them become
    /// held, and growing answers interrupted. Conversations of accounts that are not named stay in the file and are not
    /// shown.
    /// - Throws: `.accountChanged` where a name was used with another service, address or user; then nothing is changed.
    package func register(_ accounts: [Account]) throws(StoreFailure) {
        // Which accounts are in use is read again, whatever becomes of this.
        forgetAccounts()
        defer { forgetAccounts() }
        try changeNow(.start) { transaction in
            let db = transaction.db
            // A start that changes nothing writes nothing, and so does not wait for the disk.
            for account in accounts {
                try Self.register(account, db)
            }
            let names = Set(accounts.map(\.id.rawValue))
            for row in try Row.fetchAll(db, sql: "SELECT id, name FROM account WHERE in_use")
            where !names.contains(row[at: 1]) {
                let number: Int64 = row[at: 0]
                try db.execute(sql: "UPDATE account SET in_use = 0 WHERE id = ?", arguments: [number])
            }
            try Self.settleEarlierRun(db)
        }
    }

    private static func register(_ account: Account, _ db: Database) throws {
        let user = account.user ?? ""
        let known = try Row.fetchOne(
            db,
            sql: "SELECT id, service, base_url, user FROM account WHERE name = ?",
            arguments: [account.id.rawValue]
        )
        guard let known else {
            try db.execute(
                sql: "INSERT INTO account (name, service, base_url, user) VALUES (?, ?, ?, ?)",
                arguments: [account.id.rawValue, account.service.rawValue, account.baseURL, user]
            )
            return
        }
        let number: Int64 = known[at: 0]
        let service: String = known[at: 1]
        let address: String = known[at: 2]
        let earlierUser: String = known[at: 3]
        guard service == account.service.rawValue, address == account.baseURL, earlierUser == user else {
            throw StoreFailure.accountChanged(
                account.id,
                was: [service, address, earlierUser].filter { !$0.isEmpty }.joined(separator: " "),
                now: [account.service.rawValue, account.baseURL, user].filter { !$0.isEmpty }.joined(separator: " ")
            )
        }
        try db.execute(sql: "UPDATE account SET in_use = 1 WHERE id = ? AND NOT in_use", arguments: [number])
    }

    /// Nobody is sending or reading a stream when the program begins.
    private static func settleEarlierRun(_ db: Database) throws {
        let leaving = try Row.fetchAll(
            db,
            sql:
                "SELECT id, conversation FROM item WHERE delivery <> \(Stored.sent) AND delivery = \(Stored.sending) ORDER BY place, tie"
        )
        for row in leaving {
            let item: Int64 = row[at: 0]
            let conversation: Int64 = row[at: 1]
            if let sent = try db.outboxRow(item), try db.markSentIfShown(item, in: conversation, sent) { continue }
            try db.setDelivery(.unknown(.programEnded), of: item)
            try db.holdQueued(behind: item, in: conversation)
        }
        try db.execute(
            sql: "UPDATE item SET state = ?, revision = revision + 1 WHERE state = \(Stored.streaming)",
            arguments: [AnswerState.interrupted.column]
        )
    }
}
