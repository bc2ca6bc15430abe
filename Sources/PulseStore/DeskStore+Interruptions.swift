import GRDB
package import PulseModel

extension DeskStore {
    /// Notes that nobody looked at an account for a while.
    ///
    /// Each support conversation that has a transcript gets its mark when it next changes or is next read, so that a note
    /// costs one row whatever the number of conversations.
    /// - Parameters:
    ///   - account: whose lists were not read.
    ///   - from: the last look before, by the server's clock.
    ///   - until: the first look after, by the server's clock.
    ///   - shown: the conversation on screen, whose mark is made at once.
    /// - Throws: `.notFound` for an account that is not registered.
    package func markInterruption(
        of account: AccountID,
        from: Timestamp,
        until: Timestamp,
        shown: ConversationID? = nil
    ) async throws(StoreFailure) {
        try await change(.poll(isCatchUp: true)) { transaction in
            let db = transaction.db
            try db.execute(
                sql: "INSERT INTO interruption (account, since, until) VALUES (?, ?, ?)",
                arguments: [self.accounts(db).number(of: account), from.milliseconds, until.milliseconds]
            )
            if let shown { try db.materialiseInterruptions(shown.rawValue) }
        }
    }
}

extension Database {
    private static let pendingInterruptions = """
        FROM look JOIN conversation AS c ON c.id = look.conversation
            JOIN interruption AS i ON i.account = c.account AND i.id > look.interruption
        WHERE look.conversation = ?
        """

    /// Whether a conversation lacks a mark that it should have.
    func hasPendingInterruption(_ conversation: Int64) throws -> Bool {
        try Bool.fetchOne(
            cachedStatement(sql: "SELECT EXISTS (SELECT 1 \(Self.pendingInterruptions))"),
            arguments: [conversation]
        ) ?? false
    }

    /// Makes the mark that a conversation lacks: one for all interruptions since the transcript's last thing.
    func materialiseInterruptions(_ conversation: Int64) throws {
        let pending = try Row.fetchOne(
            cachedStatement(sql: "SELECT min(i.since), max(i.until), max(i.id) \(Self.pendingInterruptions)"),
            arguments: [conversation]
        )
        guard let pending, let since: Int64 = pending[at: 0], let until: Int64 = pending[at: 1],
            let newest: Int64 = pending[at: 2]
        else { return }
        try cachedStatement(sql: "UPDATE look SET interruption = ? WHERE conversation = ?")
            .execute(arguments: [newest, conversation])
        try addInterruption(conversation, from: since, until: until)
    }

    /// Marks a conversation that has a transcript: nobody saw it from then until then.
    func addInterruption(_ conversation: Int64, from since: Int64, until: Int64) throws {
        let last = try Row.fetchOne(
            cachedStatement(
                sql: """
                    SELECT id, mark FROM item WHERE conversation = ? AND place < ? ORDER BY place DESC, tie DESC LIMIT 1
                    """
            ),
            arguments: [conversation, TranscriptPosition.untakenOrder]
        )
        guard let last else { return }
        let lastMark: Int? = last[at: 1]
        if lastMark == MarkKind.interruption.rawValue {
            let mark: Int64 = last[at: 0]
            try cachedStatement(sql: "UPDATE item SET time = max(time, ?), revision = revision + 1 WHERE id = ?")
                .execute(arguments: [until, mark])
            return
        }
        let position = try endPosition(of: conversation, notBefore: Timestamp(milliseconds: since))
        try cachedStatement(
            sql:
                "INSERT INTO item (conversation, place, tie, kind, time, mark, since) VALUES (?, ?, ?, \(Stored.mark), ?, \(MarkKind.interruption.rawValue), ?)"
        ).execute(arguments: [conversation, position.order, position.tie, until, since])
    }
}
