import GRDB
package import PulseModel

extension DeskStore {
    /// The unsent text of a conversation.
    package func draft(of id: ConversationID) async throws(StoreFailure) -> Draft? {
        try await read { db in try Self.draft(of: id, db) }
    }

    /// Keeps a draft; nil or blank forgets it. Gives the row if its draft sign changed.
    package func saveDraft(_ draft: Draft?, of id: ConversationID) async throws(StoreFailure) -> [ConversationRow] {
        try await write { db in
            try Self.setDraft(draft, of: id, db) ? try ConversationRow.fetch(db, [id]) : []
        }
    }

    /// What was sent from an account, newest first, each text once.
    package func sentTexts(of account: AccountID, limit: Int) async throws(StoreFailure) -> [String] {
        try await read { db in
            let sql = """
                SELECT text FROM item WHERE entered_at IS NOT NULL AND conversation IN
                (SELECT conversation.id FROM conversation JOIN account ON account.id = conversation.account WHERE account.name = ?)
                ORDER BY item.id DESC LIMIT ?
                """
            var seen: Set<String> = []
            return try String.fetchAll(db, sql: sql, arguments: [account.rawValue, limit]).filter { seen.insert($0).inserted }
        }
    }

    static func draft(of id: ConversationID, _ db: Database) throws -> Draft? {
        let sql = "SELECT text, caret FROM draft WHERE conversation = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [id.rawValue]).map { Draft(text: $0[0], caret: $0[1]) }
    }

    /// Writes or forgets a draft; whether the conversation's sign of one changed.
    static func setDraft(_ draft: Draft?, of id: ConversationID, _ db: Database) throws -> Bool {
        let kept = draft.flatMap { $0.text.allSatisfy(\.isWhitespace) ? nil : $0 }
        if let kept {
            try db.execute(
                sql: "INSERT OR REPLACE INTO draft (conversation, text, caret) VALUES (?, ?, ?)",
                arguments: [id.rawValue, kept.text.stored, kept.caret])
        } else {
            try db.execute(sql: "DELETE FROM draft WHERE conversation = ?", arguments: [id.rawValue])
        }
        try db.execute(
            sql: "UPDATE conversation SET has_draft = ? WHERE id = ? AND has_draft <> ?",
            arguments: [kept != nil, id.rawValue, kept != nil])
        return db.changesCount > 0
    }
}
