import GRDB
package import PulseModel

extension DeskStore {
    /// The oldest end of the part of a history that reaches the newest end.
    package func historyEdge(of id: ConversationID) async throws(StoreFailure) -> HistoryEdge {
        try await read { db in try HistoryMerger(conversation: id, db: db).edge() }
    }

    /// Takes a page of history in: by id, field by field, keeping the order that has been shown.
    package func merge(page: HistoryPage) async throws(StoreFailure) -> HistoryMerge {
        try await write { db in
            var merger = try HistoryMerger(conversation: page.conversation, db: db)
            return try merger.take(page)
        }
    }

    /// Nothing is older than what is held.
    package func setBeginning(of id: ConversationID) async throws(StoreFailure) {
        try await write { db in
            try db.execute(sql: "UPDATE conversation SET has_beginning = 1 WHERE id = ?", arguments: [id.rawValue])
        }
    }

    /// Marks that messages of the oldest second held could not be listed.
    package func addGap(of id: ConversationID) async throws(StoreFailure) -> [TranscriptItem] {
        try await write { db in
            let sql = """
                SELECT run, place, tie, time FROM item WHERE conversation = ? AND run =
                (SELECT top_run FROM conversation WHERE id = ?) ORDER BY place, tie LIMIT 1
                """
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [id.rawValue, id.rawValue]) else { return [] }
            try db.execute(
                sql: "INSERT INTO item (conversation, kind, run, place, tie, time, flag) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    id.rawValue, StoredKind.mark, row[0] as Int64, row[1] as Int64, (row[2] as Int64) - 1, row[3] as Int64,
                    StoredMark.gap,
                ])
            return try TranscriptItem.fetch(db, [ItemID(rawValue: db.lastInsertedRowID)])
        }
    }
}
