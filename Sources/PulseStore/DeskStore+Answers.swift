import GRDB
package import PulseModel

extension DeskStore {
    /// The server took a question and answers it: its stream has begun.
    ///
    /// - Parameters:
    ///   - item: The question.
    ///   - conversationID: The server's id of the conversation, which a new one learns here.
    ///   - messageID: The server's id of the exchange.
    ///   - createdAt: When the server stored it.
    package func answerStarted(
        _ item: ItemID,
        conversationID: String?,
        messageID: String,
        createdAt: Timestamp?
    ) async throws(StoreFailure) -> OutboxChange {
        try await write { db in
            let id = try Outbox.conversation(of: item, db)
            var removed: [ItemID] = []
            if let conversationID { try Self.learn(conversationID.stored, of: id, db) }
            // A look at the history may have brought the same message before the stream's first frame was read.
            let twin = try Int64.fetchOne(
                db, sql: "SELECT id FROM item WHERE conversation = ? AND remote_id = ? AND id <> ?",
                arguments: [id.rawValue, messageID.stored, item.rawValue])
            if let twin {
                try db.execute(sql: "DELETE FROM item WHERE id = ?", arguments: [twin])
                removed.append(ItemID(rawValue: twin))
            }
            try db.execute(
                sql: """
                    UPDATE item SET remote_id = ?, second = ?, delivery = 0, problem = NULL, answer_state = ?,
                    answer = coalesce(answer, ''), revision = revision + 1 WHERE id = ?
                    """,
                arguments: [messageID.stored, createdAt?.seconds, StoredAnswer.streaming, item.rawValue])
            try Self.placeQuestion(item, in: id, at: createdAt, db)
            try db.execute(sql: "UPDATE conversation SET is_answering = 1 WHERE id = ?", arguments: [id.rawValue])
            var change = try Outbox.change(items: [item], of: id, db)
            if !removed.isEmpty { change.removed[id] = removed }
            return change
        }
    }

    /// Keeps what has come of an answer so far.
    package func saveAnswer(_ item: ItemID, _ exchange: Exchange) async throws(StoreFailure) {
        try await write { db in try StoredExchange.write(exchange, to: item, db) }
    }

    /// An answer has ended; what was queued behind it counts from now on.
    package func finishAnswer(
        _ item: ItemID,
        _ exchange: Exchange,
        now: Timestamp
    ) async throws(StoreFailure) -> OutboxChange {
        try await write { db in
            let id = try Outbox.conversation(of: item, db)
            try StoredExchange.write(exchange, to: item, db)
            try db.execute(sql: "UPDATE conversation SET is_answering = 0 WHERE id = ?", arguments: [id.rawValue])
            try db.execute(
                sql: "UPDATE item SET queued_at = ? WHERE conversation = ? AND delivery = ?",
                arguments: [now.milliseconds, id.rawValue, StoredDelivery.queued])
            return try Outbox.change(items: [item], of: id, db)
        }
    }

    private static func placeQuestion(
        _ item: ItemID,
        in id: ConversationID,
        at createdAt: Timestamp?,
        _ db: Database
    ) throws {
        let row = try Row.fetchOne(db, sql: "SELECT text, time, left_at FROM item WHERE id = ?", arguments: [item.rawValue])
        guard let row else { return }
        let left: Int64? = row[2]
        let moment = createdAt ?? Timestamp(milliseconds: left ?? row[1])
        try Outbox.place(item, in: id, at: moment, db)
        try Outbox.noteOwnText(row[0], in: id, at: moment, db)
    }

    /// A new conversation learns the server's id. If a list brought a row with that id before, the two become one: ours stays.
    private static func learn(_ remoteID: String, of id: ConversationID, _ db: Database) throws {
        let known = try String.fetchOne(db, sql: "SELECT remote_id FROM conversation WHERE id = ?", arguments: [id.rawValue])
        guard known == nil else { return }
        let sql = """
            SELECT id FROM conversation WHERE remote_id = ? AND id <> ?
            AND account = (SELECT account FROM conversation WHERE id = ?)
            """
        if let twin = try Int64.fetchOne(db, sql: sql, arguments: [remoteID, id.rawValue, id.rawValue]) {
            try db.execute(
                sql: """
                    UPDATE conversation SET name = (SELECT name FROM conversation WHERE id = ?),
                    last_activity = (SELECT last_activity FROM conversation WHERE id = ?) WHERE id = ?
                    """,
                arguments: [twin, twin, id.rawValue])
            try db.execute(sql: "DELETE FROM conversation WHERE id = ?", arguments: [twin])
        }
        try db.execute(
            sql: "UPDATE conversation SET remote_id = ?, presence = 0 WHERE id = ?", arguments: [remoteID, id.rawValue])
    }
}
