import GRDB
package import PulseModel

extension DeskStore {
    /// Says that the server took a question and its answer begins: the first frame that names a message.
    ///
    /// A new conversation learns its id. Where a list or a page was quicker, the two conversations and the two exchanges
    /// become one, and ours stay.
    /// - Parameters:
    ///   - item: the question.
    ///   - conversationRemoteID: the server's id of the conversation; nil where no frame has named it, see
    ///     `answerNamed(_:conversationRemoteID:)`.
    ///   - messageID: the server's id of the exchange.
    ///   - createdAt: when the server stored it, by its clock, where known.
    /// - Returns: the exchange.
    /// - Throws: `.notFound` when the question is gone.
    package func answerStarted(
        _ item: ItemID,
        conversationRemoteID: String?,
        messageID: String,
        createdAt: Timestamp?
    ) async throws(StoreFailure) -> TranscriptItem {
        try await changeMessage(item, .delivery) { transaction, row in
            let db = transaction.db
            if let remote = conversationRemoteID?.storable {
                try transaction.adopt(remote: remote, by: row.conversation)
            }
            let namesake = try db.namesake(of: item.rawValue, row, messageID.storable)
            if case .twin(let twin) = namesake {
                try db.execute(sql: "UPDATE item SET listed = 1 WHERE id = ?", arguments: [item.rawValue])
                try db.execute(sql: "DELETE FROM item WHERE id = ?", arguments: [twin])
            }
            try db.markSent(
                item.rawValue,
                in: row.conversation,
                remoteID: namesake == .another ? nil : messageID,
                at: createdAt?.plausible,
                row
            )
            try db.execute(
                sql: "UPDATE item SET state = ? WHERE id = ?",
                arguments: [AnswerState.streaming.column, item.rawValue]
            )
            guard let started = try db.item(item.rawValue) else { throw StoreFailure.notFound }
            return started
        }
    }

    /// Says which conversation a question began whose answer streams already: a frame named it late.
    ///
    /// Nothing changes where its id is known.
    /// - Throws: `.notFound` when the question is gone.
    package func answerNamed(
        _ item: ItemID,
        conversationRemoteID: String
    ) async throws(StoreFailure) {
        try await changeMessage(item, .delivery) { transaction, row in
            let (db, conversation) = (transaction.db, row.conversation)
            guard try db.isWithoutID(conversation) else { return }
            try transaction.adopt(remote: conversationRemoteID.storable, by: conversation)
            try db.execute(
                sql: """
                    UPDATE conversation SET activity = max(activity, (SELECT time FROM item WHERE id = ?2)) WHERE id = ?1
                    """,
                arguments: [conversation, item.rawValue]
            )
        }
    }

    /// Keeps how far a streaming answer has come.
    /// - Parameters:
    ///   - item: the exchange.
    ///   - exchange: what is known of it.
    ///   - revision: the revision that the screen has; one more than the stored one where nil.
    /// - Throws: what the files gave.
    package func saveAnswer(
        _ item: ItemID,
        exchange: Exchange,
        revision: Int? = nil
    ) async throws(StoreFailure) {
        try await change(.delivery) { transaction in
            try transaction.db.writeAnswer(item.rawValue, exchange, revision: revision)
        }
    }

    /// Keeps how an answer ended, and lets what was queued behind it count its two minutes from here.
    /// - Parameters:
    ///   - item: the exchange.
    ///   - exchange: what is known of it, with its final state.
    ///   - revision: the newest revision that the screen has; the item's new one is greater.
    ///   - endedAt: this machine's clock.
    /// - Throws: `.notFound` when the exchange is gone.
    package func finishAnswer(
        _ item: ItemID,
        exchange: Exchange,
        revision: Int? = nil,
        endedAt: Timestamp
    ) async throws(StoreFailure) {
        try await changeMessage(item, .delivery) { transaction, row in
            let (db, conversation) = (transaction.db, row.conversation)
            try db.writeAnswer(item.rawValue, exchange, revision: revision.map { $0 + 1 })
            try db.cachedStatement(
                sql: """
                    UPDATE item SET counts_from = max(counts_from, ?2)
                    WHERE conversation = ?1 AND delivery <> \(Stored.sent) AND delivery = \(Stored.queued)
                    """
            ).execute(arguments: [conversation, endedAt.milliseconds])
            let shown = exchange.answer.isEmpty ? exchange.query : exchange.answer
            try db.cachedStatement(
                sql: "UPDATE conversation SET snippet = ?2, unread = max(unread, ?3) WHERE id = ?1"
            ).execute(arguments: [conversation, shown.storable.snippet, !exchange.answer.isEmpty])
        }
    }
}

extension ChangeTransaction {
    /// Gives a conversation its server's id, and takes into it what a quicker list made of the same conversation.
    ///
    /// Its last activity becomes the server's, none where no list said one: the message that is taken next says it.
    /// - Returns: the conversation that is now part of this one.
    @discardableResult
    func adopt(remote: String, by conversation: Int64) throws -> Int64? {
        let known = try Row.fetchOne(
            db,
            sql: "SELECT account, remote FROM conversation WHERE id = ?",
            arguments: [conversation]
        )
        guard let known else { throw StoreFailure.notFound }
        let account: Int64 = known[at: 0]
        let earlier: String? = known[at: 1]
        guard earlier == nil else { return nil }
        let twin = try Int64.fetchOne(
            db,
            sql: "SELECT id FROM conversation WHERE account = ? AND remote = ?",
            arguments: [account, remote]
        )
        if let twin {
            // What a page made there of exchanges that ours holds.
            try db.execute(
                sql: """
                    UPDATE item SET listed = 1 WHERE conversation = ?1 AND remote IN (
                        SELECT remote FROM item WHERE conversation = ?2 AND listed AND remote IS NOT NULL
                    )
                    """,
                arguments: [conversation, twin]
            )
            try db.execute(
                sql: """
                    DELETE FROM item WHERE conversation = ?2 AND remote IN (
                        SELECT remote FROM item WHERE conversation = ?1 AND remote IS NOT NULL
                    )
                    """,
                arguments: [conversation, twin]
            )
            try db.execute(
                sql: "UPDATE item SET conversation = ? WHERE conversation = ?",
                arguments: [conversation, twin]
            )
            try db.execute(
                sql: "UPDATE OR IGNORE hole SET conversation = ? WHERE conversation = ?",
                arguments: [conversation, twin]
            )
            if let typed = try db.draft(of: twin) {
                try db.saveDraft(Draft.joined(try db.draft(of: conversation), typed), of: conversation)
            }
            try db.execute(
                sql: """
                    UPDATE conversation SET (name, activity) =
                        (SELECT name, activity FROM conversation AS twin WHERE id = ?2)
                    WHERE id = ?1
                    """,
                arguments: [conversation, twin]
            )
            try db.deleteConversation(twin)
            noteMerge(of: twin, into: conversation)
        }
        // Until now its activity was of this machine's clock, which would hide news if it runs ahead.
        try db.execute(
            sql:
                "UPDATE conversation SET remote = ?2, presence = \(Stored.listed), activity = iif(?3, activity, 0) WHERE id = ?1",
            arguments: [conversation, remote, twin != nil]
        )
        return twin
    }
}

/// An item that has the id which the server gives a message of ours.
enum Namesake: Hashable {
    /// There is none.
    case nobody
    /// What a page made of the same exchange before this desk knew its id: the two become one.
    case twin(Int64)
    /// A message for itself, since the server gave its id twice: both stay, and only the earlier one keeps the id.
    case another
}

extension Database {
    /// The item of an exchange that the server knows.
    func exchange(_ remote: String, in conversation: Int64) throws -> Int64? {
        try Int64.fetchOne(
            cachedStatement(sql: "SELECT id FROM item WHERE conversation = ? AND remote = ?"),
            arguments: [conversation, remote]
        )
    }

    /// What else in its conversation has the id that the server gives a message of ours.
    func namesake(of item: Int64, _ row: OutboxRow, _ remote: String) throws -> Namesake {
        guard let other = try exchange(remote, in: row.conversation), other != item else { return .nobody }
        let found = try Row.fetchOne(
            cachedStatement(sql: "SELECT kind, entered, text FROM item WHERE id = ?"),
            arguments: [other]
        )
        guard let found, ItemKind(rawValue: found[at: 0]) == .exchange, row.kind == .exchange else { return .another }
        let entered: Int64? = found[at: 1]
        let text: String = found[at: 2]
        return entered == nil && text.folded == row.text.folded ? .twin(other) : .another
    }

    /// Makes what a page brought one with our exchange: what it says of the answer is all that is known of it.
    func fold(_ twin: Int64, into item: Int64) throws {
        try execute(
            sql: """
                UPDATE item SET (answer, state, words, extra, listed, time) =
                    (SELECT answer, state, words, extra, listed, time FROM item WHERE id = ?2)
                WHERE id = ?1
                """,
            arguments: [item, twin]
        )
        try execute(sql: "DELETE FROM item WHERE id = ?", arguments: [twin])
    }

    /// Writes what is known of an exchange besides its delivery and place.
    func writeAnswer(_ item: Int64, _ exchange: Exchange, revision: Int?) throws {
        try cachedStatement(
            sql: """
                UPDATE item SET text = ?, answer = ?, state = ?, words = ?, extra = ?,
                    revision = max(revision + 1, coalesce(?, 0))
                WHERE id = ?
                """
        ).execute(arguments: [
            exchange.query.storable, exchange.answer.storable, exchange.state.column,
            exchange.state.wordsColumn?.storable, ExchangeExtra.column(of: exchange), revision, item,
        ])
    }

    /// Removes a conversation with everything that belongs to it.
    func deleteConversation(_ conversation: Int64) throws {
        for table in ["item", "hole", "draft", "look", "withdrawn"] {
            try execute(sql: "DELETE FROM \(table) WHERE conversation = ?", arguments: [conversation])
        }
        try execute(sql: "DELETE FROM conversation WHERE id = ?", arguments: [conversation])
    }
}
