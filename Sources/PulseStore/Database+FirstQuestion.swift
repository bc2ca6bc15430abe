import GRDB
import PulseModel

// A new conversation begins on the server with its first question, and gets its id with the answer's first frame. Where
// that frame did not come, the server may have the conversation all the same: a row of its list that this desk does not
// know. Until it is clear, nothing else may leave from ours: it would begin one more. Where the person says that it was
// sent, the row is still looked for. So it is where the answer came, and none of its frames named the conversation.

extension Database {
    /// A question that may have begun a conversation on the server.
    struct FirstQuestion {
        var conversation: Int64
        var text: String
        /// The server's id of it, where an answer came.
        var remote: String?

        /// Whether a record of the server, of the right time, is this question.
        func isShown(by record: ExchangeRecord) -> Bool {
            remote.map { $0 == record.id } ?? (text.folded == record.query.folded)
        }
    }

    /// Questions of new conversations of an account that the server may have taken at this moment.
    /// - Parameters:
    ///   - account: its number.
    ///   - moment: by the server's clock.
    ///   - sendLimit: milliseconds for which a question may be on its way.
    /// - Returns: the questions.
    /// - Throws: what the files gave.
    func firstQuestions(
        of account: Int64,
        takenAt moment: Timestamp,
        sendLimit: Int64
    ) throws -> [FirstQuestion] {
        let firstLeft = "coalesce(item.first_left, item.left)"
        let isInWindow = SendWindow.sql(
            "?2",
            firstLeft: firstLeft,
            lastLeft: "max(\(firstLeft), item.left)",
            limit: "?3"
        )
        // The server's own time of it counts as well.
        let isInWindowOrAnswered = SendWindow.sql(
            "?2",
            firstLeft: "min(\(firstLeft), item.time)",
            lastLeft: "max(item.left, item.time)",
            limit: "?3"
        )
        return try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT item.conversation, item.text, item.remote
                    FROM item INDEXED BY item_unsent JOIN conversation ON conversation.id = item.conversation
                    WHERE item.delivery <> \(Stored.sent) AND item.kind = \(Stored.exchange) AND item.left IS NOT NULL
                        AND (item.delivery IN (\(Stored.sending), \(Stored.unknown)) OR item.first_left IS NOT NULL)
                        AND conversation.account = ?1 AND conversation.remote IS NULL
                        AND \(isInWindow)
                    UNION ALL
                    SELECT item.conversation, item.text, item.remote
                    FROM item INDEXED BY item_by_word JOIN conversation ON conversation.id = item.conversation
                    WHERE item.kind = \(Stored.exchange) AND item.delivery = \(Stored.sent)
                        AND item.remote IS NULL AND item.left IS NOT NULL
                        AND conversation.account = ?1 AND conversation.remote IS NULL
                        AND \(isInWindow)
                    UNION ALL
                    SELECT item.conversation, item.text, item.remote
                    FROM conversation INDEXED BY conversation_without_id
                        JOIN item ON item.conversation = conversation.id
                    WHERE conversation.account = ?1 AND conversation.remote IS NULL
                        AND item.kind = \(Stored.exchange) AND item.delivery = \(Stored.sent)
                        AND item.remote IS NOT NULL AND item.left IS NOT NULL
                        AND \(isInWindowOrAnswered)
                    """
            ),
            arguments: [account, moment.milliseconds, sendLimit]
        ).map { FirstQuestion(conversation: $0[at: 0], text: $0[at: 1], remote: $0[at: 2]) }
    }

    /// The conversation without an id in which a question has this id of the server; nil where none has.
    func conversationWithoutID(of account: Int64, with message: String) throws -> Int64? {
        try Int64.fetchOne(
            cachedStatement(
                sql: """
                    SELECT conversation.id FROM conversation INDEXED BY conversation_without_id
                        JOIN item ON item.conversation = conversation.id
                    WHERE conversation.account = ? AND conversation.remote IS NULL AND item.remote = ?
                    """
            ),
            arguments: [account, message]
        )
    }

    /// Whether the server's id of a conversation is not known.
    func isWithoutID(_ conversation: Int64) throws -> Bool {
        try Bool.fetchOne(
            cachedStatement(sql: "SELECT remote IS NULL FROM conversation WHERE id = ?"),
            arguments: [conversation]
        ) ?? false
    }

    /// Whether a row of a list, of which no page has shown anything, may be a conversation that this desk began and in
    /// which an answer came.
    func isEmptyAndMaybeOurs(
        _ conversation: Int64,
        of account: Int64,
        begunAt moment: Timestamp?,
        sendLimit: Int64
    ) throws -> Bool {
        let isEmpty = try Bool.fetchOne(
            cachedStatement(sql: "SELECT NOT EXISTS (SELECT 1 FROM item WHERE conversation = ?)"),
            arguments: [conversation]
        )
        guard isEmpty == true, let moment else { return false }
        return try firstQuestions(of: account, takenAt: moment, sendLimit: sendLimit).contains { $0.remote != nil }
    }

    /// The one new conversation that the server may have begun at this moment; nil where there is none, or more.
    func newConversation(of account: Int64, begunAt moment: Timestamp, sendLimit: Int64) throws -> Int64? {
        let begun = try Set(firstQuestions(of: account, takenAt: moment, sendLimit: sendLimit).map(\.conversation))
        return begun.count == 1 ? begun.first : nil
    }

    /// Whether a message must not leave now, since another one may have begun its conversation.
    func mustWait(_ item: Int64, in conversation: Int64) throws -> Bool {
        try Bool.fetchOne(
            cachedStatement(
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM item JOIN conversation ON conversation.id = item.conversation
                        WHERE item.conversation = ?1 AND item.delivery <> \(Stored.sent) AND item.delivery NOT IN (\(Stored.queued), \(Stored.sending))
                            AND item.first_left IS NOT NULL AND item.id <> ?2 AND conversation.remote IS NULL
                    )
                    """
            ),
            arguments: [conversation, item]
        ) ?? false
    }
}
