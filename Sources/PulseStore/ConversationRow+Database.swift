import GRDB
import PulseModel

extension ConversationRow {
    /// The columns of a row in the order that `init` reads them.
    static let columns = """
        conversation.id, account.name, conversation.service, conversation.remote_id, conversation.name, email, widget,
        status, snippet, snippet_is_ours, last_activity, is_unread, is_waiting, presence, has_draft, under_way, held,
        refused, unknown, is_answering
        """

    /// A select of rows; conditions and order follow.
    static let select = "SELECT \(columns) FROM conversation JOIN account ON account.id = conversation.account"

    init(_ row: Row) {
        self.init(
            id: ConversationID(rawValue: row[0]),
            account: AccountID(rawValue: row[1]),
            service: row[2] == 0 ? .support : .assistant,
            remoteID: row[3],
            name: row[4],
            email: row[5],
            widgetID: row[6],
            status: (row[7] as String?).map(ConversationStatus.init(rawValue:)),
            snippet: row[8],
            snippetIsOurs: row[9],
            lastActivity: Timestamp(milliseconds: row[10]),
            isUnread: row[11],
            isWaiting: row[12],
            presence: StoredPresence.value(row[13]),
            hasDraft: row[14],
            unsent: UnsentCounts(underWay: row[15], held: row[16], refused: row[17], unknown: row[18]),
            isAnswering: row[19]
        )
    }

    /// The row of a conversation, or nil when it is gone.
    static func fetch(_ db: Database, _ id: ConversationID) throws -> ConversationRow? {
        let statement = try db.cachedStatement(sql: select + " WHERE conversation.id = ?")
        return try Row.fetchOne(statement, arguments: [id.rawValue]).map(ConversationRow.init)
    }

    static func fetch(_ db: Database, _ ids: some Sequence<ConversationID>) throws -> [ConversationRow] {
        try ids.compactMap { try fetch(db, $0) }
    }
}
