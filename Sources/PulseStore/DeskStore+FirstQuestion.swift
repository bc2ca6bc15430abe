import GRDB
package import PulseModel

/// Whether the server has a conversation under an id that this desk does not know.
package enum BegunConversation: Sendable {
    /// Its id is known, or nothing says that it was begun.
    case no
    /// The person said that its first question was sent, and nothing has shown it.
    case byWord
    /// An answer came, without the id of its conversation.
    case answered
}

extension DeskStore {
    /// What is known of the question that may have begun a conversation on the server under an id that this desk does not
    /// know.
    package func begun(_ conversation: ConversationID) async throws(StoreFailure) -> BegunConversation {
        try await read { db in
            let isAnswered = try Bool.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT item.remote IS NOT NULL FROM item
                        JOIN conversation ON conversation.id = item.conversation
                        WHERE item.conversation = ? AND item.kind = \(Stored.exchange) AND item.delivery = \(Stored.sent) AND item.left IS NOT NULL
                            AND conversation.remote IS NULL
                        ORDER BY 1 DESC
                        """
                ),
                arguments: [conversation.rawValue]
            )
            return isAnswered.map { $0 ? .answered : .byWord } ?? .no
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
