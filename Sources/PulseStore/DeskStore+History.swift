import GRDB
package import PulseModel

extension DeskStore {
    /// The oldest end of what is held of a history without a hole from its newest end down.
    package func historyEdge(of conversation: ConversationID) async throws(StoreFailure) -> HistoryEdge {
        try await read { db in try db.historyEdge(of: conversation.rawValue) }
    }

    /// Takes in a page of a history.
    ///
    /// Records that are held are merged field by field. New ones take their places by time; in a second that is shown
    /// already, those of a newest page stand below what is shown, and those of an older or a widened page above. A question
    /// whose fate was unknown, and that the page shows, was taken.
    /// - Parameters:
    ///   - page: as the server gave it.
    ///   - isCatchUp: whether it is the first after a start or a sleep: what it brings is counted, without a bell.
    /// - Returns: what whoever reads the history backwards has to know.
    /// - Throws: `.notFound` when the conversation is gone.
    package func merge(page: HistoryPage, isCatchUp: Bool = false) async throws(StoreFailure) -> HistoryMerge {
        let sendLimit = sendLimit
        let cause: DeskChange.Cause =
            if case .newest = page.request { .poll(isCatchUp: isCatchUp) } else { .history }
        return try await change(cause) { transaction in
            var merger = try HistoryMerger(transaction, page, sendLimit: sendLimit)
            try merger.run()
            return try merger.result()
        }
    }

    /// Marks that messages may be missing above the oldest one that is held without a hole.
    ///
    /// Nothing changes where the mark is there already, or where nothing is held.
    package func addGap(of conversation: ConversationID) async throws(StoreFailure) {
        try await change(.history) { transaction in
            let db = transaction.db
            let window = try db.window(of: conversation, around: .start, before: 0, after: 1)
            guard let first = window.items.first, first.content != .mark(.gap) else { return }
            try db.execute(
                sql:
                    "INSERT INTO item (conversation, place, tie, kind, time, mark) VALUES (?, ?, ?, \(Stored.mark), ?, ?)",
                arguments: [
                    conversation.rawValue, first.position.order, first.position.tie - 1, first.time.milliseconds,
                    MarkKind.gap.rawValue,
                ]
            )
        }
    }
}

extension Database {
    /// See `DeskStore.historyEdge(of:)`.
    func historyEdge(of conversation: Int64) throws -> HistoryEdge {
        let hole = try holeAtOrAbove(.max, in: conversation)
        var edge = HistoryEdge(isBeginning: try hole == nil && hasBeginning(conversation))
        if let hole {
            edge.hasOlderBeyondHole =
                try Bool.fetchOne(
                    cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM item WHERE conversation = ? AND place < ?)"),
                    arguments: [conversation, hole]
                ) ?? false
        }
        let cursor = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT time, remote FROM item
                    WHERE conversation = ? AND place >= ? AND remote IS NOT NULL AND listed ORDER BY place, tie
                    """
            ),
            arguments: [conversation, hole ?? .min]
        )
        while let row = try cursor.next() {
            let second = Timestamp(milliseconds: row[at: 0]).seconds
            let remote: String = row[at: 1]
            guard let oldest = edge.oldestSecond, second >= oldest else {
                // The first one, or one that was placed below newer ones when this desk's order was shown already.
                edge.oldestSecond = second
                edge.oldestID = remote
                continue
            }
            guard second == oldest else {
                edge.cursorID = remote
                break
            }
        }
        return edge
    }
}
