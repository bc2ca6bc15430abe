import GRDB
package import PulseModel

extension DeskStore {
    /// Whether the server may have a conversation under an id that this desk does not know: the person said that its
    /// first question was sent, and nothing has shown it.
    package func isKnownByWordAlone(_ conversation: ConversationID) async throws(StoreFailure) -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT EXISTS (
                            SELECT 1 FROM item INDEXED BY item_by_word
                            JOIN conversation ON conversation.id = item.conversation
                            WHERE item.conversation = ? AND item.kind = 2 AND item.delivery = 4 AND item.remote IS NULL
                                AND item.left IS NOT NULL AND conversation.remote IS NULL
                        )
                        """
                ),
                arguments: [conversation.rawValue]
            ) ?? false
        }
    }

    /// Picks the rows of an assistant's list that a question of this new conversation may have begun.
    package func rows(
        of list: [AssistantConversation],
        maybe conversation: ConversationID
    ) async throws(StoreFailure) -> [AssistantConversation] {
        let sendLimit = sendLimit
        return try await read { db in
            let account = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT account FROM conversation WHERE id = ?"),
                arguments: [conversation.rawValue]
            )
            guard let account else { throw StoreFailure.notFound }
            return try list.filter { row in
                guard let began = row.createdAt?.plausible else { return false }
                return try db.firstQuestions(of: account, takenAt: began, sendLimit: sendLimit)
                    .contains { $0.conversation == conversation.rawValue }
            }
        }
    }

    /// The conversations of an account with these ids of the server, in the order asked; unknown ones are left out.
    package func conversations(
        _ remotes: [String],
        of account: AccountID
    ) async throws(StoreFailure) -> [ConversationID] {
        try await read { db in
            let number = try self.accounts(db).number(of: account)
            let statement = try db.cachedStatement(sql: "SELECT id FROM conversation WHERE account = ? AND remote = ?")
            return try remotes.compactMap { remote in
                try Int64.fetchOne(statement, arguments: [number, remote.storable]).map(ConversationID.init(rawValue:))
            }
        }
    }
}
