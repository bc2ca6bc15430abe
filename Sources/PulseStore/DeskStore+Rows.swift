import GRDB
package import PulseModel

extension DeskStore {
    /// The first rows of the list, for the first paint: support before assistants, newest activity first.
    package func firstRows(limit: Int) throws(StoreFailure) -> [ConversationRow] {
        try readNow { db in
            let ordered = ConversationRow.select + " ORDER BY conversation.service, last_activity DESC, conversation.id LIMIT ?"
            return try Row.fetchAll(db, sql: ordered, arguments: [limit]).map(ConversationRow.init)
        }
    }

    /// All rows of the list, in the same order.
    package func rows() async throws(StoreFailure) -> [ConversationRow] {
        try await read { db in
            var rows: [ConversationRow] = []
            let ordered = ConversationRow.select + " ORDER BY conversation.service, last_activity DESC, conversation.id"
            let cursor = try Row.fetchCursor(db, sql: ordered)
            while let row = try cursor.next() { rows.append(ConversationRow(row)) }
            return rows
        }
    }

    /// The rows of these conversations; those that are gone are left out.
    package func rows(of ids: [ConversationID]) async throws(StoreFailure) -> [ConversationRow] {
        try await read { db in try ConversationRow.fetch(db, ids) }
    }

    /// The row with the server's id, if the desk has it.
    package func row(of account: AccountID, remoteID: String) async throws(StoreFailure) -> ConversationRow? {
        try await read { db in
            let sql = ConversationRow.select + " WHERE account.name = ? AND conversation.remote_id = ?"
            return try Row.fetchOne(db, sql: sql, arguments: [account.rawValue, remoteID.stored]).map(ConversationRow.init)
        }
    }

    /// Everything in it has been seen.
    package func markRead(_ id: ConversationID) async throws(StoreFailure) -> [ConversationRow] {
        try await write { db in
            try db.execute(sql: "UPDATE conversation SET is_unread = 0 WHERE id = ? AND is_unread", arguments: [id.rawValue])
            return db.changesCount > 0 ? try ConversationRow.fetch(db, [id]) : []
        }
    }

    /// Notes how the last look found conversations; gives the rows that changed.
    package func setPresence(_ presence: Presence, of ids: [ConversationID]) async throws(StoreFailure) -> [ConversationRow] {
        try await write { db in
            var changed: [ConversationID] = []
            for id in ids {
                let code = StoredPresence.code(presence)
                try db.execute(
                    sql: "UPDATE conversation SET presence = ? WHERE id = ? AND presence <> ?",
                    arguments: [code, id.rawValue, code])
                if db.changesCount > 0 { changed.append(id) }
            }
            return try ConversationRow.fetch(db, changed)
        }
    }

    /// An account's widgets as they were last read.
    package func widgets(of account: AccountID) async throws(StoreFailure) -> [Widget] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT widget.id, widget.name, color, online, greeting, created_at
                    FROM widget JOIN account ON account.id = widget.account WHERE account.name = ? ORDER BY created_at, widget.id
                    """,
                arguments: [account.rawValue]
            ).map { row in
                Widget(
                    id: row[0], name: row[1], primaryColor: row[2], online: row[3], greetingMessage: row[4],
                    createdAt: (row[5] as Int64?).map(Timestamp.init(milliseconds:)))
            }
        }
    }

    /// Puts an account's widgets in place of those known.
    package func save(widgets: [Widget], of account: AccountID) async throws(StoreFailure) {
        try await write { db in
            let key = try Int64.fetchOne(db, sql: "SELECT id FROM account WHERE name = ?", arguments: [account.rawValue])
            guard let key else { throw StoreFailure.notFound }
            try db.execute(sql: "DELETE FROM widget WHERE account = ?", arguments: [key])
            for widget in widgets {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO widget VALUES (?, ?, ?, ?, ?, ?, ?)",
                    arguments: [
                        key, widget.id.stored, widget.name?.stored, widget.primaryColor?.stored, widget.online,
                        widget.greetingMessage?.stored, widget.createdAt?.milliseconds,
                    ])
            }
        }
    }

    /// What an assistant's app called itself last.
    package func appName(of account: AccountID) async throws(StoreFailure) -> String? {
        try await read { db in
            try String.fetchOne(db, sql: "SELECT app_name FROM account WHERE name = ?", arguments: [account.rawValue])
        }
    }

    package func save(appName: String, of account: AccountID) async throws(StoreFailure) {
        try await write { db in
            try db.execute(
                sql: "UPDATE account SET app_name = ? WHERE name = ?", arguments: [appName.stored, account.rawValue])
        }
    }
}
