import GRDB
package import PulseModel

extension DeskStore {
    /// The widgets of an account as they were last read, in the server's order.
    package func widgets(of account: AccountID) async throws(StoreFailure) -> [Widget] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT remote, name, color, online, greeting, created FROM widget WHERE account = ? ORDER BY place
                    """,
                arguments: [self.accounts(db).number(of: account)]
            ).map { row in
                let created: Int64? = row[at: 5]
                return Widget(
                    id: row[at: 0],
                    name: row[at: 1],
                    primaryColor: row[at: 2],
                    online: row[at: 3],
                    greetingMessage: row[at: 4],
                    createdAt: created.map(Timestamp.init(milliseconds:))
                )
            }
        }
    }

    /// Replaces the widgets of an account.
    package func save(widgets: [Widget], of account: AccountID) async throws(StoreFailure) {
        try await change { db in
            let number = try self.accounts(db).number(of: account)
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
        }
    }

    /// What the assistant's app called itself when it was last asked.
    package func appName(of account: AccountID) async throws(StoreFailure) -> String? {
        try await read { db in
            try String.fetchOne(
                db,
                sql: "SELECT app_name FROM account WHERE id = ?",
                arguments: [self.accounts(db).number(of: account)]
            )
        }
    }

    /// Keeps what the assistant's app calls itself.
    package func save(appName: String, of account: AccountID) async throws(StoreFailure) {
        try await change { db in
            try db.execute(
                sql: "UPDATE account SET app_name = ?1 WHERE id = ?2 AND app_name IS NOT ?1",
                arguments: [appName.storable, self.accounts(db).number(of: account)]
            )
        }
    }

    /// Whether a first sync of the account was ever stored, so that what comes now can be new.
    package func hasBase(_ account: AccountID) async throws(StoreFailure) -> Bool {
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
    package func setBase(of account: AccountID, at moment: Timestamp) async throws(StoreFailure) {
        try await change { db in _ = try db.base(of: self.accounts(db).number(of: account), at: moment) }
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
        try await change { db in try db.save(lookedAt: moment, of: self.accounts(db).number(of: account), every: 0) }
    }
}

extension Database {
    /// Keeps when an account's list was last read, if what is kept is older by so many milliseconds.
    func save(lookedAt moment: Timestamp, of account: Int64, every step: Int64) throws {
        try cachedStatement(
            sql: "UPDATE account SET looked_at = ?2 WHERE id = ?1 AND coalesce(looked_at + ?3 < ?2, 1)"
        ).execute(arguments: [account, moment.milliseconds, step])
    }
}
