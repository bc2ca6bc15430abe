import GRDB
package import PulseModel

extension DeskStore {
    /// Replaces the widgets of an account.
    package func save(widgets: [Widget], of account: AccountID) async throws(StoreFailure) {
        try await change(.poll(isCatchUp: false)) { transaction in
            let db = transaction.db
            let accounts = try self.accounts(db)
            let number = try accounts.number(of: account)
            guard try db.widgets(accounts)[account, default: []] != widgets else { return }
            try db.execute(sql: "DELETE FROM widget WHERE account = ?", arguments: [number])
            for (place, widget) in widgets.enumerated() {
                try db.execute(
                    sql: "INSERT INTO widget VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    arguments: [
                        number, place, widget.id.storable, widget.name?.storable, widget.primaryColor?.storable,
                        widget.online, widget.greetingMessage?.storable, widget.createdAt?.milliseconds,
                    ]
                )
            }
            transaction.note(widgets: widgets, of: account)
        }
    }

    /// Keeps what the assistant's app calls itself.
    package func save(appName: String, of account: AccountID) async throws(StoreFailure) {
        try await change(.poll(isCatchUp: false)) { transaction in
            let db = transaction.db
            try db.execute(
                sql: "UPDATE account SET app_name = ?1 WHERE id = ?2 AND app_name IS NOT ?1",
                arguments: [appName.storable, self.accounts(db).number(of: account)]
            )
            if db.changesCount > 0 { transaction.note(appName: appName, of: account) }
        }
    }

    /// Whether a first sync of the account was ever stored, so that what comes now can be new.
    package func hasBaseline(_ account: AccountID) async throws(StoreFailure) -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT base_at IS NOT NULL FROM account WHERE id = ?",
                arguments: [self.accounts(db).number(of: account)]
            ) ?? false
        }
    }

    /// Notes that the whole list of an assistant's conversations was read for the first time: what comes now can be new.
    /// - Parameters:
    ///   - account: whose.
    ///   - moment: when, by the server's clock.
    /// - Throws: what the files gave.
    package func recordBaseline(of account: AccountID, at moment: Timestamp) async throws(StoreFailure) {
        try await change(.poll(isCatchUp: true)) { transaction in
            _ = try transaction.db.base(of: self.accounts(transaction.db).number(of: account), at: moment)
        }
    }

    /// When an account's list was last read, the open one of a support account, by the server's clock; nil where it
    /// never was.
    ///
    /// After a crash up to a minute too early.
    package func lookedAt(_ account: AccountID) async throws(StoreFailure) -> Timestamp? {
        try await read { db in
            try Int64.fetchOne(
                db,
                sql: "SELECT looked_at FROM account WHERE id = ?",
                arguments: [self.accounts(db).number(of: account)]
            ).map { Timestamp(milliseconds: $0.inColumnBounds) }
        }
    }

    /// Keeps when an account's list was last read, for the next start.
    /// - Parameters:
    ///   - moment: when, by the server's clock.
    ///   - account: whose.
    /// - Throws: what the files gave.
    package func save(lookedAt moment: Timestamp, of account: AccountID) async throws(StoreFailure) {
        try await change(.poll(isCatchUp: false)) { transaction in
            let db = transaction.db
            try db.save(lookedAt: moment, of: self.accounts(db).number(of: account), every: 0)
        }
    }
}

extension Database {
    /// The widgets of all accounts in use as they were last read, each account's in the server's order.
    func widgets(_ accounts: AccountDirectory) throws -> [AccountID: [Widget]] {
        let rows = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT account, remote, name, color, online, greeting, created FROM widget ORDER BY account, place
                    """
            )
        )
        var widgets: [AccountID: [Widget]] = [:]
        while let row = try rows.next() {
            guard let account = accounts.account(row[column: "account"]) else { continue }
            let created: Int64? = row[column: "created"]
            widgets[account.id, default: []].append(
                Widget(
                    id: row[column: "remote"],
                    name: row[column: "name"],
                    primaryColor: row[column: "color"],
                    online: row[column: "online"],
                    greetingMessage: row[column: "greeting"],
                    createdAt: created.map(Timestamp.init(milliseconds:))
                )
            )
        }
        return widgets
    }

    /// What assistants' apps of all accounts in use called themselves when they were last asked.
    func appNames(_ accounts: AccountDirectory) throws -> [AccountID: String] {
        let rows = try Row.fetchCursor(
            cachedStatement(sql: "SELECT id, app_name FROM account WHERE app_name IS NOT NULL")
        )
        var names: [AccountID: String] = [:]
        while let row = try rows.next() {
            if let account = accounts.account(row[column: "id"]) { names[account.id] = row[column: "app_name"] }
        }
        return names
    }

    /// Keeps when an account's list was last read, if what is kept is older by so many milliseconds.
    func save(lookedAt moment: Timestamp, of account: Int64, every step: Int64) throws {
        try cachedStatement(
            sql: "UPDATE account SET looked_at = ?2 WHERE id = ?1 AND coalesce(looked_at + ?3 < ?2, 1)"
        ).execute(arguments: [account, moment.milliseconds, step])
    }
}
