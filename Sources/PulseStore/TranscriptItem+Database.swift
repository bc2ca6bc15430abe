import GRDB
import PulseModel

extension TranscriptItem {
    /// A select of items in the order that `init` reads their columns; conditions and order follow.
    static let select = """
        SELECT id, kind, place, tie, revision, time, remote_id, text, answer, name, flag, delivery, problem, answer_state,
        answer_words, extras FROM item
        """

    init(_ row: Row) {
        self.init(
            id: ItemID(rawValue: row[0]),
            revision: row[4],
            position: TranscriptPosition(order: row[2], tie: row[3]),
            time: Timestamp(milliseconds: row[5]),
            content: Self.content(row)
        )
    }

    static func fetch(_ db: Database, _ id: ItemID) throws -> TranscriptItem? {
        let statement = try db.cachedStatement(sql: select + " WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.rawValue]).map(TranscriptItem.init)
    }

    static func fetch(_ db: Database, _ ids: some Sequence<ItemID>) throws -> [TranscriptItem] {
        try ids.compactMap { try fetch(db, $0) }
    }

    private static func content(_ row: Row) -> Content {
        let text: String = row[7]
        switch row[1] as Int {
        case StoredKind.own:
            let delivery = StoredDelivery.value(row[11] ?? 0, problem: row[12])
            return .own(OwnMessage(text: text, delivery: delivery, remoteID: row[6], confirmedByLook: row[10]))
        case StoredKind.exchange:
            let extras = StoredJSON.value(StoredExtras.self, row[15])
            return .exchange(
                Exchange(
                    query: text,
                    answer: row[8] ?? "",
                    state: StoredAnswer.value(row[13] ?? 0, words: row[14]),
                    delivery: StoredDelivery.value(row[11] ?? 0, problem: row[12]),
                    remoteID: row[6],
                    sources: extras?.sources ?? [],
                    thoughts: extras?.thoughts ?? [],
                    files: extras?.files ?? []
                )
            )
        case StoredKind.mark:
            switch row[10] as Int {
            case StoredMark.gap: return .mark(.gap)
            case StoredMark.status: return .mark(.status(ConversationStatus(rawValue: text)))
            default: return .mark(.interruption(since: Timestamp(milliseconds: Int64(text) ?? 0)))
            }
        default: return .observed(ObservedText(text: text, isAgain: row[10], name: row[9] ?? ""))
        }
    }
}
