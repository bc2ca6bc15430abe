import GRDB
import PulseModel

/// Takes one page of an assistant's history into the database, inside its transaction.
///
/// Items of one contiguous part of a history share a `run`. A page is contiguous in itself: whatever runs it touches become one.
struct HistoryMerger {
    private let id: ConversationID
    private let db: Database
    private var topRun: Int64
    private var hasBeginning: Bool
    private var changed: [ItemID] = []
    private var removed: [ItemID] = []
    private var added = 0

    init(conversation: ConversationID, db: Database) throws {
        id = conversation
        self.db = db
        let row = try Row.fetchOne(
            db, sql: "SELECT top_run, has_beginning FROM conversation WHERE id = ?", arguments: [conversation.rawValue])
        guard let row else { throw StoreFailure.notFound }
        topRun = row[0]
        hasBeginning = row[1]
    }

    mutating func take(_ page: HistoryPage) throws -> HistoryMerge {
        let records = page.records.filter { !$0.id.isEmpty }
        let run = try joinedRun(page, records)
        switch page.request {
        case .newest:
            for record in records { try take(record, run: run, isOlder: false) }
        case .older:
            // From the newest of the page upwards, so that each stands above the one taken before it.
            for record in records.reversed() { try take(record, run: run, isOlder: true) }
        }
        if !page.isFull { hasBeginning = true }
        try db.execute(
            sql: "UPDATE conversation SET top_run = ?, has_beginning = ? WHERE id = ?",
            arguments: [topRun, hasBeginning, id.rawValue])
        if page.request == .newest { try noteNewest() }
        try Outbox.refreshCounts(of: id, db)
        return HistoryMerge(
            items: try TranscriptItem.fetch(db, changed),
            removed: removed,
            added: added,
            edge: try edge(),
            rows: try ConversationRow.fetch(db, [id])
        )
    }

    /// The run that the page and everything it touches belongs to.
    private mutating func joinedRun(_ page: HistoryPage, _ records: [ExchangeRecord]) throws -> Int64 {
        var touched: Set<Int64> = page.request == .older ? [topRun] : []
        for record in records {
            if let run = try held(record.id)?.run { touched.insert(run) }
        }
        let hasTaken = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM item WHERE conversation = ? AND run = ? AND remote_id IS NOT NULL)",
            arguments: [id.rawValue, topRun]) ?? false
        // A page that is not full is the whole history; and where nothing is held, nothing can be between.
        if !page.isFull || !hasTaken { touched.insert(topRun) }
        if !page.isFull {
            touched.formUnion(
                try Int64.fetchAll(db, sql: "SELECT DISTINCT run FROM item WHERE conversation = ?", arguments: [id.rawValue]))
        }
        guard let target = touched.max() else {
            let newest = try Int64.fetchOne(
                db, sql: "SELECT max(run) FROM item WHERE conversation = ?", arguments: [id.rawValue]) ?? topRun
            let new = max(newest, topRun) + 1
            // What has not been taken stands below the newest message, whatever part that is in.
            try db.execute(
                sql: "UPDATE item SET run = ? WHERE conversation = ? AND place >= ?",
                arguments: [new, id.rawValue, Placement.pending])
            topRun = new
            hasBeginning = false
            return new
        }
        for run in touched where run != target {
            try db.execute(
                sql: "UPDATE item SET run = ? WHERE conversation = ? AND run = ?", arguments: [target, id.rawValue, run])
        }
        if touched.contains(topRun) || page.request == .newest { topRun = target }
        return target
    }

    private mutating func take(_ record: ExchangeRecord, run: Int64, isOlder: Bool) throws {
        if let held = try held(record.id) {
            try merge(record, into: held.item)
        } else if let unknown = try unknownQuestion(for: record) {
            try adopt(record, by: unknown)
            added += 1
        } else {
            try insert(record, run: run, isOlder: isOlder)
            added += 1
        }
    }

    private mutating func merge(_ record: ExchangeRecord, into item: TranscriptItem) throws {
        guard case .exchange(let mine) = item.content else { return }
        let merged = MergeRules.merged(mine, with: record)
        guard merged != mine else { return }
        try write(merged, to: item.id)
        changed.append(item.id)
    }

    /// A question whose end was unknown turns out to have arrived.
    private mutating func adopt(_ record: ExchangeRecord, by item: TranscriptItem) throws {
        guard case .exchange(let mine) = item.content else { return }
        try write(MergeRules.merged(mine, with: record), to: item.id)
        try db.execute(
            sql: "UPDATE item SET remote_id = ?, second = ?, delivery = 0, problem = NULL, flag = 1 WHERE id = ?",
            arguments: [record.id.stored, record.createdAt?.seconds, item.id.rawValue])
        try Outbox.place(item.id, in: id, at: record.createdAt ?? item.time, db)
        changed.append(item.id)
    }

    private mutating func insert(_ record: ExchangeRecord, run: Int64, isOlder: Bool) throws {
        let exchange = MergeRules.exchange(record)
        let moment = record.createdAt ?? Timestamp(milliseconds: 0)
        let order = moment.milliseconds
        let tie =
            isOlder
            ? try Placement.previousTie(in: id, run: run, order: order, db) : try Placement.nextTie(in: id, db)
        let extras = StoredExtras(exchange)
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO item (conversation, kind, run, place, tie, time, remote_id, second, text, answer, delivery,
                answer_state, answer_words, extras) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            id.rawValue, StoredKind.exchange, run, order, tie, order, record.id.stored, moment.seconds,
            exchange.query.stored, exchange.answer.stored, StoredAnswer.code(exchange.state),
            StoredAnswer.words(exchange.state), extras.isEmpty ? nil : StoredJSON.text(extras),
        ])
        changed.append(ItemID(rawValue: db.lastInsertedRowID))
    }

    private func write(_ exchange: Exchange, to item: ItemID) throws {
        try StoredExchange.write(exchange, to: item, db)
    }

    /// The newest message is what the row shows.
    private func noteNewest() throws {
        try db.execute(
            sql: """
                UPDATE conversation SET snippet = coalesce((SELECT substr(text, 1, 400) FROM item WHERE conversation = ?1
                AND run = ?2 AND place < ?3 ORDER BY place DESC, tie DESC LIMIT 1), snippet) WHERE id = ?1
                """,
            arguments: [id.rawValue, topRun, Placement.pending])
    }

    private func held(_ remoteID: String) throws -> (item: TranscriptItem, run: Int64)? {
        let statement = try db.cachedStatement(sql: "SELECT id, run FROM item WHERE conversation = ? AND remote_id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.rawValue, remoteID.stored]),
            let item = try TranscriptItem.fetch(db, ItemID(rawValue: row[0]))
        else { return nil }
        return (item, row[1])
    }

    /// A question of ours that left and got no answer, which this record is.
    private func unknownQuestion(for record: ExchangeRecord) throws -> TranscriptItem? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, text, left_at FROM item WHERE conversation = ? AND delivery = ? AND left_at IS NOT NULL
                ORDER BY id
                """)
        for row in try Row.fetchAll(statement, arguments: [id.rawValue, StoredDelivery.unknown]) {
            let text: String = row[1]
            let left = Timestamp(milliseconds: row[2])
            guard text.trimmed == record.query.stored.trimmed, let created = record.createdAt else { continue }
            guard created >= left.adding(milliseconds: -ObservationRules.slack) else { continue }
            return try TranscriptItem.fetch(db, ItemID(rawValue: row[0]))
        }
        return nil
    }

    func edge() throws -> HistoryEdge {
        let key: StatementArguments = [id.rawValue, topRun]
        let first = try Row.fetchOne(
            db,
            sql: """
                SELECT second, count(*) FROM item WHERE conversation = ?1 AND run = ?2 AND second =
                (SELECT min(second) FROM item WHERE conversation = ?1 AND run = ?2 AND second IS NOT NULL)
                """,
            arguments: key)
        guard let oldest = first?[0] as Int64? else { return HistoryEdge(isBeginning: hasBeginning) }
        let oldestID = try String.fetchOne(
            db,
            sql: """
                SELECT remote_id FROM item WHERE conversation = ? AND run = ? AND second = ? ORDER BY place, tie LIMIT 1
                """,
            arguments: key + [oldest])
        let cursor = try String.fetchOne(
            db,
            sql: """
                SELECT remote_id FROM item WHERE conversation = ? AND run = ? AND second > ? ORDER BY second LIMIT 1
                """,
            arguments: key + [oldest])
        return HistoryEdge(
            oldestSecond: oldest,
            oldestID: oldestID,
            cursorID: cursor,
            heldInOldestSecond: first?[1] ?? 0,
            isBeginning: hasBeginning
        )
    }
}

/// Writing an exchange over what an item holds.
enum StoredExchange {
    static func write(_ exchange: Exchange, to item: ItemID, _ db: Database) throws {
        let extras = StoredExtras(exchange)
        let statement = try db.cachedStatement(
            sql: """
                UPDATE item SET text = ?, answer = ?, answer_state = ?, answer_words = ?, extras = ?, revision = revision + 1
                WHERE id = ?
                """)
        try statement.execute(arguments: [
            exchange.query.stored, exchange.answer.stored, StoredAnswer.code(exchange.state),
            StoredAnswer.words(exchange.state), extras.isEmpty ? nil : StoredJSON.text(extras), item.rawValue,
        ])
    }
}
