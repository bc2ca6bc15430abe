import GRDB
package import PulseModel

extension DeskStore {
    /// How many items at a transcript's end can be ones that nobody has seen: a screen shows its end with more above it.
    private static let unseenReach = 100

    /// The first rows of the list, for the first paint.
    ///
    /// Blocks. Its time does not grow with the number of conversations or messages.
    package func firstRows(limit: Int) throws(StoreFailure) -> DeskSnapshot {
        try readNow { db in try self.snapshot(db, limit: limit) }
    }

    /// The whole list.
    package func rows() async throws(StoreFailure) -> DeskSnapshot {
        try await read { db in try self.snapshot(db, limit: -1) }
    }

    /// The rows of these conversations, in the order asked; those that are gone are left out.
    package func rows(of conversations: [ConversationID]) async throws(StoreFailure) -> [ConversationRow] {
        try await read { db in try db.conversationRows(conversations.map(\.rawValue), self.accounts(db)) }
    }

    /// Marks a conversation as read, unless something that is not ours came after what was seen.
    /// - Parameters:
    ///   - conversation: which.
    ///   - mark: what was seen of it.
    /// - Throws: what the files gave.
    package func markRead(_ conversation: ConversationID, through mark: ReadMark) async throws(StoreFailure) {
        try await change(.person) { transaction in
            try transaction.db.cachedStatement(
                sql: """
                    UPDATE conversation SET unread = 0 WHERE id = ?1 AND unread AND NOT EXISTS (
                        SELECT 1 FROM (
                            SELECT id, kind, entered, revision FROM item WHERE conversation = ?1
                            ORDER BY place DESC, tie DESC LIMIT \(Self.unseenReach)
                        ) WHERE id > ?2 AND kind IN (\(Stored.observed), \(Stored.exchange)) AND entered IS NULL OR id = ?3 AND revision > ?4
                    )
                    """
            ).execute(arguments: [
                conversation.rawValue, mark.newest.rawValue, mark.last.rawValue, mark.revision,
            ])
        }
    }

    /// Sets how the last look found these conversations.
    package func setPresence(_ presence: Presence, of conversations: [ConversationID]) async throws(StoreFailure) {
        try await change(.poll(isCatchUp: false)) { transaction in
            let statement = try transaction.db.cachedStatement(
                sql: "UPDATE conversation SET presence = ?1 WHERE id = ?2 AND presence <> ?1"
            )
            for conversation in conversations {
                try statement.execute(arguments: [presence.column, conversation.rawValue])
            }
        }
    }

    /// The listed conversations of an assistant's account that a page of its list should show and does not, by last
    /// activity, newest first.
    /// - Parameters:
    ///   - shown: the server's ids that the page shows.
    ///   - oldest: the activity of its oldest row: what is of a later second belongs on it; nil where it is the whole list.
    ///   - account: whose list.
    /// - Returns: their numbers, a hundred at most.
    /// - Throws: `.notFound` for an account that is not registered.
    package func absent(
        from shown: Set<String>,
        reachingBackTo oldest: Timestamp?,
        of account: AccountID
    ) async throws(StoreFailure) -> [ConversationID] {
        try await read { db in
            let cursor = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT id, remote FROM conversation INDEXED BY conversation_list
                        WHERE section = \(Stored.assistants) AND activity >= ? AND account = ? AND presence = \(Stored.listed) AND remote IS NOT NULL
                        ORDER BY activity DESC, id DESC
                        """
                ),
                arguments: [
                    oldest.map { $0.plausible.secondStart + 1_000 } ?? .min, self.accounts(db).number(of: account),
                ]
            )
            let shown = Set(shown.map(\.storable))
            var absent: [ConversationID] = []
            while absent.count < 100, let row = try cursor.next() {
                let remote: String = row[at: 1]
                if !shown.contains(remote) { absent.append(ConversationID(rawValue: row[at: 0])) }
            }
            return absent
        }
    }

    private func snapshot(_ db: Database, limit: Int) throws -> DeskSnapshot {
        let accounts = try accounts(db)
        return DeskSnapshot(
            rows: try list(db, limit: limit),
            widgets: try db.widgets(accounts),
            appNames: try db.appNames(accounts),
            lastChange: try db.lastChange()
        )
    }

    private func list(_ db: Database, limit: Int) throws -> [ConversationRow] {
        let accounts = try accounts(db)
        let cursor = try Row.fetchCursor(
            db.cachedStatement(sql: Self.listQuery(accounts: accounts.sqlList)),
            arguments: [limit]
        )
        var rows: [ConversationRow] = []
        // A row takes some 300 bytes, and an array that grows takes up to three times its size for a moment.
        let count = limit < 0 ? try Int.fetchOne(db, sql: "SELECT count(*) FROM conversation") : limit
        rows.reserveCapacity(count ?? 0)
        // Thousands of rows have a few widgets: one copy of each id is enough.
        var widgets: [String: String] = [:]
        while let row = try cursor.next() {
            guard var value = db.conversationRow(row, accounts) else { continue }
            value.widgetID = value.widgetID.map { id in
                if let known = widgets[id] { return known }
                widgets[id] = id
                return id
            }
            rows.append(value)
        }
        return rows
    }

    /// The list's query: one walk along one index.
    static func listQuery(accounts: String) -> String {
        """
        SELECT \(Database.rowColumns) FROM conversation INDEXED BY conversation_list WHERE +account IN (\(accounts))
        ORDER BY section, activity DESC, id DESC LIMIT ?
        """
    }
}
