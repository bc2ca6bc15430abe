import GRDB
import PulseModel

extension Database {
    /// What a row of the list is read from, in the order in which `conversationRow` reads it.
    static let rowColumns = """
        id, account, remote, name, email, widget, status, snippet, snippet_ours, activity, unread, waiting, presence, \
        has_draft, under_way, held, refused, unknown, answering
        """

    /// A row of the list; nil where its account is not in use.
    func conversationRow(_ row: Row, _ accounts: AccountDirectory) -> ConversationRow? {
        guard let account = accounts.account(row[at: 1]) else { return nil }
        let status: String? = row[at: 6]
        return ConversationRow(
            id: ConversationID(rawValue: row[at: 0]),
            account: account.id,
            service: account.service,
            remoteID: row[at: 2],
            name: row[at: 3],
            email: row[at: 4],
            widgetID: row[at: 5],
            status: status.map(ConversationStatus.init(rawValue:)),
            snippet: row[at: 7],
            snippetIsOurs: row[at: 8],
            lastActivity: Timestamp(milliseconds: row[at: 9]),
            isUnread: row[at: 10],
            isWaiting: row[at: 11],
            presence: Presence(column: row[at: 12]),
            hasDraft: row[at: 13],
            unsent: UnsentCounts(underWay: row[at: 14], held: row[at: 15], refused: row[at: 16], unknown: row[at: 17]),
            isAnswering: row[at: 18]
        )
    }

    /// The rows of these conversations, in the same order; those that are gone are left out.
    func conversationRows(_ ids: [Int64], _ accounts: AccountDirectory) throws -> [ConversationRow] {
        let statement = try cachedStatement(sql: "SELECT \(Self.rowColumns) FROM conversation WHERE id = ?")
        return try ids.compactMap { id in
            try Row.fetchOne(statement, arguments: [id]).flatMap { conversationRow($0, accounts) }
        }
    }

    /// Counts again what the row of a conversation says of its own messages; writes it where it differs.
    func recount(_ conversation: Int64) throws {
        var counts = UnsentCounts()
        let unsent = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT delivery, count(*) FROM item WHERE conversation = ? AND delivery <> \(Stored.sent) GROUP BY delivery
                    """
            ),
            arguments: [conversation]
        )
        while let row = try unsent.next() {
            let delivery: Int = row[at: 0]
            let count: Int = row[at: 1]
            switch Delivery(column: delivery, problem: nil) {
            case .queued, .sending: counts.underWay += count
            case .held: counts.held += count
            case .refused: counts.refused += count
            case .unknown: counts.unknown += count
            case .sent: break
            }
        }
        try cachedStatement(
            sql: """
                UPDATE conversation SET under_way = ?2, held = ?3, refused = ?4, unknown = ?5,
                    answering = EXISTS (SELECT 1 FROM item WHERE conversation = ?1 AND state = \(Stored.streaming)),
                    has_draft = EXISTS (SELECT 1 FROM draft WHERE conversation = ?1)
                WHERE id = ?1 AND (under_way, held, refused, unknown, answering, has_draft) <> (
                    ?2, ?3, ?4, ?5, EXISTS (SELECT 1 FROM item WHERE conversation = ?1 AND state = \(Stored.streaming)),
                    EXISTS (SELECT 1 FROM draft WHERE conversation = ?1)
                )
                """
        ).execute(arguments: [conversation, counts.underWay, counts.held, counts.refused, counts.unknown])
    }
}
