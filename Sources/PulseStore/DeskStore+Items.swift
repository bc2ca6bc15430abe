import GRDB
package import PulseModel

extension DeskStore {
    /// A part of a transcript around a place, without holes.
    ///
    /// Its time does not grow with the length of the transcript.
    /// - Parameters:
    ///   - conversation: whose transcript.
    ///   - anchor: the place; an item that is gone means the newest end.
    ///   - before: how many items above the place; at the newest end, how many items.
    ///   - after: how many items below the place; at the oldest end, how many items.
    /// - Returns: the part, oldest first.
    /// - Throws: what the files gave.
    package func window(
        of conversation: ConversationID,
        around anchor: WindowAnchor,
        before: Int,
        after: Int
    ) async throws(StoreFailure) -> ItemWindow {
        let window = try await read { db in
            try db.hasPendingInterruption(conversation.rawValue)
                ? nil : db.window(of: conversation, around: anchor, before: before, after: after)
        }
        if let window { return window }
        return try await change(.poll(isCatchUp: true)) { transaction in
            try transaction.db.materialiseInterruptions(conversation.rawValue)
            return try transaction.db.window(of: conversation, around: anchor, before: before, after: after)
        }
    }

    /// One item; nil when it is gone.
    package func item(_ id: ItemID) async throws(StoreFailure) -> TranscriptItem? {
        try await read { db in try db.item(id.rawValue) }
    }
}

extension Database {
    /// The items above a place, nearest first.
    ///
    /// The place is a position; the walk ends at the hole's place.
    static let walkUp = """
        SELECT \(itemColumns) FROM item WHERE conversation = ? AND (place, tie) < (?, ?) AND place >= ?
        ORDER BY place DESC, tie DESC LIMIT ?
        """
    /// The items at and below a place, nearest first, as far as the next hole.
    static let walkDown = """
        SELECT \(itemColumns) FROM item WHERE conversation = ? AND (place, tie) >= (?, ?) AND place < ?
        ORDER BY place, tie LIMIT ?
        """

    /// See `DeskStore.window(of:around:before:after:)`.
    func window(
        of conversation: ConversationID,
        around anchor: WindowAnchor,
        before: Int,
        after: Int
    ) throws -> ItemWindow {
        let id = conversation.rawValue
        var center = TranscriptPosition(order: .max, tie: .max)
        var below = 0
        var above = before
        if case .item(let item) = anchor, let position = try position(of: item.rawValue, in: id) {
            center = position
            below = after + 1
        }
        let upper = try holeAtOrAbove(center.order, in: id)
        let lower = try holeBelow(center.order, in: id)
        if case .start = anchor {
            center = TranscriptPosition(order: upper ?? .min, tie: .min)
            above = 0
            below = after
        }
        var window = ItemWindow(conversation: conversation, lastChange: try lastChange())
        if above > 0 {
            let rows = try read(Self.walkUp, [id, center.order, center.tie, upper ?? .min, above + 1])
            window.hasOlder = rows.count > above
            window.items = rows.prefix(above).reversed()
        }
        if below > 0 {
            let rows = try read(Self.walkDown, [id, center.order, center.tie, lower ?? .max, below + 1])
            window.hasNewer = rows.count > below
            window.endsAtHole = lower != nil && !window.hasNewer
            window.items += rows.prefix(below)
        }
        if case .item = anchor, above == 0, let first = window.items.first?.position {
            window.hasOlder = try !read(Self.walkUp, [id, first.order, first.tie, upper ?? .min, 1]).isEmpty
        }
        window.reachesBeginning = upper == nil ? try hasBeginning(id) : false
        return window
    }

    private func read(_ sql: String, _ arguments: StatementArguments) throws -> [TranscriptItem] {
        let cursor = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        var items: [TranscriptItem] = []
        while let row = try cursor.next() { items.append(item(row)) }
        return items
    }

    private func position(of item: Int64, in conversation: Int64) throws -> TranscriptPosition? {
        try Row.fetchOne(
            cachedStatement(sql: "SELECT place, tie FROM item WHERE id = ? AND conversation = ?"),
            arguments: [item, conversation]
        ).map { TranscriptPosition(order: $0[at: 0], tie: $0[at: 1]) }
    }

    /// The lower end, in time, of the part without holes that this place belongs to: its own place or an older one.
    func holeAtOrAbove(_ place: Int64, in conversation: Int64) throws -> Int64? {
        try Int64.fetchOne(
            cachedStatement(sql: "SELECT max(place) FROM hole WHERE conversation = ? AND place <= ?"),
            arguments: [conversation, place]
        )
    }

    /// Where the next newer part begins.
    func holeBelow(_ place: Int64, in conversation: Int64) throws -> Int64? {
        try Int64.fetchOne(
            cachedStatement(sql: "SELECT min(place) FROM hole WHERE conversation = ? AND place > ?"),
            arguments: [conversation, place]
        )
    }

    /// Whether the oldest message there is was read.
    func hasBeginning(_ conversation: Int64) throws -> Bool {
        try Bool.fetchOne(
            cachedStatement(sql: "SELECT beginning FROM conversation WHERE id = ?"),
            arguments: [conversation]
        ) ?? false
    }
}
