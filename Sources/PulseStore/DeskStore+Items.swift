import GRDB
package import PulseModel

extension DeskStore {
    /// A part of a transcript around an anchor; it never crosses a hole.
    ///
    /// - Parameters:
    ///   - id: Whose transcript.
    ///   - anchor: Around what. `.end` gives the newest `before` items, `.start` the oldest `after` ones of the part that
    ///     reaches the newest end.
    ///   - before: Items above the anchor at the most.
    ///   - after: Items below it at the most.
    package func window(
        of id: ConversationID,
        around anchor: WindowAnchor,
        before: Int,
        after: Int
    ) async throws(StoreFailure) -> ItemWindow {
        try await read { db in try Self.window(of: id, around: anchor, before: before, after: after, db) }
    }

    /// An item, if it is there.
    package func item(_ id: ItemID) async throws(StoreFailure) -> TranscriptItem? {
        try await read { db in try TranscriptItem.fetch(db, id) }
    }

    private static func window(
        of id: ConversationID,
        around anchor: WindowAnchor,
        before: Int,
        after: Int,
        _ db: Database
    ) throws -> ItemWindow {
        let head = try Row.fetchOne(
            db, sql: "SELECT top_run, has_beginning FROM conversation WHERE id = ?", arguments: [id.rawValue])
        guard let head else { return ItemWindow(conversation: id) }
        var run: Int64 = head[0]
        var place = TranscriptPosition(order: .max, tie: .max)
        var below = 0
        switch anchor {
        case .end: break
        case .start:
            place = TranscriptPosition(order: .min, tie: .min)
            below = max(before, after)
        case .item(let item):
            let sql = "SELECT run, place, tie FROM item WHERE id = ? AND conversation = ?"
            if let row = try Row.fetchOne(db, sql: sql, arguments: [item.rawValue, id.rawValue]) {
                run = row[0]
                place = TranscriptPosition(order: row[1], tie: row[2])
                below = after
            }
        }
        let key: StatementArguments = [id.rawValue, run, place.order, place.tie]
        var older = try Row.fetchAll(
            db,
            sql: TranscriptItem.select
                + " WHERE conversation = ? AND run = ? AND (place, tie) <= (?, ?) ORDER BY place DESC, tie DESC LIMIT ?",
            arguments: key + [before + 1]
        ).map(TranscriptItem.init)
        var newer: [TranscriptItem] = []
        if anchor != .end {
            newer = try Row.fetchAll(
                db,
                sql: TranscriptItem.select
                    + " WHERE conversation = ? AND run = ? AND (place, tie) > (?, ?) ORDER BY place, tie LIMIT ?",
                arguments: key + [below + 1]
            ).map(TranscriptItem.init)
        }
        let hasOlder = older.count > before
        let hasNewer = newer.count > below
        if hasOlder { older.removeLast() }
        if hasNewer { newer.removeLast() }
        return ItemWindow(
            conversation: id,
            items: older.reversed() + newer,
            hasOlder: hasOlder,
            hasNewer: hasNewer,
            reachesBeginning: head[1] && run == head[0]
        )
    }
}

/// Places in a transcript, in the database's numbers.
enum Placement {
    /// The order of what has not been taken by a server: behind everything.
    static let pending: Int64 = 1 << 60

    /// A place behind all that has been taken, not before `moment`: an order once shown never changes.
    static func append(at moment: Timestamp, in id: ConversationID, _ db: Database) throws -> TranscriptPosition {
        let sql = """
            SELECT max(place) FROM item WHERE conversation = ? AND run = (SELECT top_run FROM conversation WHERE id = ?)
            AND place < ?
            """
        let last = try Int64.fetchOne(
            try db.cachedStatement(sql: sql), arguments: [id.rawValue, id.rawValue, pending])
        return TranscriptPosition(order: max(moment.milliseconds, last ?? .min), tie: try nextTie(in: id, db))
    }

    /// A tie that is larger than any in the transcript.
    static func nextTie(in id: ConversationID, _ db: Database) throws -> Int64 {
        // Ids grow over the whole desk, so one more than the largest is behind every tie that was made this way.
        let statement = try db.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'item'")
        return (try Int64.fetchOne(statement) ?? 0) + 1
    }

    /// A tie that is smaller than any in the transcript, for what is loaded above.
    static func previousTie(in id: ConversationID, run: Int64, order: Int64, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: "SELECT min(tie) FROM item WHERE conversation = ? AND run = ? AND place = ?")
        let least = try Int64.fetchOne(statement, arguments: [id.rawValue, run, order]) ?? 0
        return min(least, 0) - 1
    }
}
