import GRDB
package import PulseModel

extension DeskStore {
    /// The unsent text of a conversation.
    package func draft(of conversation: ConversationID) async throws(StoreFailure) -> Draft? {
        try await read { db in try db.draft(of: conversation.rawValue) }
    }

    /// Keeps the unsent text of a conversation; nil or blank text removes it.
    package func saveDraft(_ draft: Draft?, of conversation: ConversationID) async throws(StoreFailure) {
        try await change(.person) { transaction in
            try transaction.db.saveDraft(draft, of: conversation.rawValue)
        }
    }

    /// Puts a text behind the stored draft of a conversation.
    package func append(_ typed: Draft, toDraftOf conversation: ConversationID) async throws(StoreFailure) {
        try await change(.person) { transaction in
            let stored = try transaction.db.draft(of: conversation.rawValue)
            try transaction.db.saveDraft(Draft.joined(stored, typed), of: conversation.rawValue)
        }
    }

    /// Texts that were sent from here, the newest first, each once; for the composer's history.
    package func sentTexts(of account: AccountID, limit: Int) async throws(StoreFailure) -> [String] {
        try await read { db in
            let cursor = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT item.text FROM item INDEXED BY item_entered
                        JOIN conversation ON conversation.id = item.conversation
                        WHERE item.entered IS NOT NULL AND conversation.account = ?
                        ORDER BY item.entered DESC LIMIT ?
                        """
                ),
                arguments: [self.accounts(db).number(of: account), limit * 2]
            )
            var texts: [String] = []
            var seen: Set<String> = []
            while texts.count < limit, let row = try cursor.next() {
                let text: String = row[at: 0]
                if seen.insert(text).inserted { texts.append(text) }
            }
            return texts
        }
    }
}

extension Database {
    /// The unsent text of a conversation.
    func draft(of conversation: Int64) throws -> Draft? {
        try Row.fetchOne(
            cachedStatement(sql: "SELECT text, caret FROM draft WHERE conversation = ?"),
            arguments: [conversation]
        ).map { Draft(text: $0[at: 0], caret: $0[at: 1]) }
    }

    /// Keeps or removes an unsent text.
    func saveDraft(_ draft: Draft?, of conversation: Int64) throws {
        let text = draft?.text.storable ?? ""
        let keeps = !text.allSatisfy(\.isWhitespace)
        if keeps {
            try cachedStatement(
                sql: """
                    INSERT INTO draft SELECT id, ?2, ?3 FROM conversation WHERE id = ?1
                    ON CONFLICT (conversation) DO UPDATE SET text = excluded.text, caret = excluded.caret
                    """
            ).execute(arguments: [conversation, text, draft?.caret ?? 0])
            guard changesCount > 0 else { throw StoreFailure.notFound }
        } else {
            try cachedStatement(sql: "DELETE FROM draft WHERE conversation = ?").execute(arguments: [conversation])
        }
    }
}
