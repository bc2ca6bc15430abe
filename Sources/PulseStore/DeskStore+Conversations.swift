import GRDB
package import PulseModel

/// What a page of an assistant's conversation list made different.
package struct ListMerge: Hashable, Sendable {
    package var rows: [ConversationRow] = []
    /// Conversations with activity that is not this desk's.
    package var arrived: [ConversationID] = []
    /// Rows of the page that were not known, or had changed.
    package var changes = 0

    package init() {}
}

extension DeskStore {
    /// Takes a page of an assistant's conversation list in.
    ///
    /// - Parameters:
    ///   - list: The rows, as the server gave them.
    ///   - account: Whose they are.
    ///   - isBase: Whether this belongs to the first look ever: everything counts as read.
    package func merge(
        list: [AssistantConversation],
        of account: AccountID,
        isBase: Bool
    ) async throws(StoreFailure) -> ListMerge {
        try await write { db in
            let key = try Self.key(of: account, db)
            var merge = ListMerge()
            var changed: [ConversationID] = []
            for row in list {
                guard let outcome = try Self.take(row, account: key, isBase: isBase, db) else { continue }
                changed.append(outcome.id)
                merge.changes += 1
                if outcome.isNews { merge.arrived.append(outcome.id) }
            }
            merge.rows = try ConversationRow.fetch(db, changed)
            return merge
        }
    }

    private static func take(
        _ row: AssistantConversation,
        account: Int64,
        isBase: Bool,
        _ db: Database
    ) throws -> (id: ConversationID, isNews: Bool)? {
        let moment = (row.updatedAt ?? row.createdAt ?? Timestamp(milliseconds: 0)).milliseconds
        let name = (row.name ?? "").stored
        let statement = try db.cachedStatement(
            sql: "SELECT id, name, seen_at, presence, last_activity FROM conversation WHERE account = ? AND remote_id = ?")
        guard let known = try Row.fetchOne(statement, arguments: [account, row.id.stored]) else {
            try db.execute(
                sql: """
                    INSERT INTO conversation (account, service, remote_id, name, last_activity, seen_at, is_unread)
                    VALUES (?, 1, ?, ?, ?, ?, 0)
                    """,
                arguments: [account, row.id.stored, name, moment, moment])
            return (ConversationID(rawValue: db.lastInsertedRowID), false)
        }
        let id = ConversationID(rawValue: known[0])
        let isRenamed = known[1] as String != name
        let isNewer = moment > (known[2] as Int64? ?? .min)
        let isBack = known[3] as Int != StoredPresence.code(.listed)
        guard isRenamed || isNewer || isBack else { return nil }
        try db.execute(
            sql: """
                UPDATE conversation SET name = ?, seen_at = max(coalesce(seen_at, 0), ?), presence = 0,
                last_activity = max(last_activity, ?) WHERE id = ?
                """,
            arguments: [name, moment, moment, id.rawValue])
        return (id, false)
    }

    /// Makes a conversation with an assistant that the server learns of with its first question.
    package func newConversation(of account: AccountID, now: Timestamp) async throws(StoreFailure) -> ConversationRow {
        try await write { db in
            let key = try Self.key(of: account, db)
            try db.execute(
                sql: """
                    INSERT INTO conversation (account, service, last_activity, presence, has_beginning)
                    VALUES (?, 1, ?, ?, 1)
                    """,
                arguments: [key, now.milliseconds, StoredPresence.code(.local)])
            guard let row = try ConversationRow.fetch(db, ConversationID(rawValue: db.lastInsertedRowID)) else {
                throw StoreFailure.notFound
            }
            return row
        }
    }

    /// Takes a conversation and everything in it away.
    package func remove(_ id: ConversationID) async throws(StoreFailure) {
        try await write { db in
            try db.execute(sql: "DELETE FROM conversation WHERE id = ?", arguments: [id.rawValue])
        }
    }

    /// Gives a conversation the title that the server has for it now.
    package func rename(_ id: ConversationID, to name: String) async throws(StoreFailure) -> [ConversationRow] {
        try await write { db in
            try db.execute(
                sql: "UPDATE conversation SET name = ? WHERE id = ?", arguments: [name.stored, id.rawValue])
            return try ConversationRow.fetch(db, [id])
        }
    }

    /// The server has it no more; what is kept stays readable.
    package func deletedOnServer(_ id: ConversationID) async throws(StoreFailure) -> [ConversationRow] {
        try await setPresence(.deleted, of: [id])
    }
}
