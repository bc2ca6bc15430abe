import GRDB
import PulseModel

/// Takes one page of an assistant's history into the store, inside one transaction.
///
/// A history is held in parts without holes. A part is everything from its hole, a whole second at which messages may be
/// missing, up to the next part's hole. Pages are complete between their oldest second and what was asked for, but not in
/// the oldest second itself: the service cuts a page off in the middle of a second and skips the rest when it is asked
/// for what is older than the page.
struct HistoryMerger {
    private let transaction: ChangeTransaction
    private var conversation: Int64
    private let page: HistoryPage
    private let records: [ExchangeRecord]
    /// Milliseconds for which a question of ours may be on its way.
    private let sendLimit: Int64
    /// Whether a page was read before: only then can a newest page bring news.
    private let hadPages: Bool
    /// The time of the newest message that earlier pages showed: what is older is no news, whenever it comes.
    private let newestListed: Timestamp?
    private var added = 0
    private var arrived = false
    private var removed: ConversationID?
    /// Whether the part that the page belongs to has another lower end than before.
    private var changesEdge = false
    /// Seconds of the page's messages that an earlier page had brought.
    private var knownSeconds: [Int64] = []

    private var db: Database { transaction.db }

    init(_ transaction: ChangeTransaction, _ page: HistoryPage, sendLimit: Int64) throws {
        self.transaction = transaction
        let db = transaction.db
        self.page = page
        self.sendLimit = sendLimit
        conversation = page.conversation.rawValue
        var seen: Set<String> = []
        let bound = try Self.bound(of: page, db)
        records = page.records.map(MergeRules.storable).filter { record in
            seen.insert(record.id).inserted && record.createdAt.map { $0.seconds <= bound } ?? true
        }
        hadPages =
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT beginning OR EXISTS (SELECT 1 FROM hole WHERE conversation = ?1) FROM conversation WHERE id = ?1
                    """,
                arguments: [page.conversation.rawValue]
            ) ?? false
        // Some of the last ones, since this desk's own may stand in an order of their own.
        newestListed = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT max(time) FROM (
                        SELECT time FROM item WHERE conversation = ? AND listed ORDER BY place DESC, tie DESC LIMIT 20
                    )
                    """
            ),
            arguments: [page.conversation.rawValue]
        ).map(Timestamp.init(milliseconds:))
    }

    /// The second of the page's cursor: what is newer was not asked for.
    ///
    /// From a service that heeds no cursor such rows would move the oldest end up, and the walk down would never end.
    private static func bound(of page: HistoryPage, _ db: Database) throws -> Int64 {
        guard case .older(let cursor, _) = page.request else { return .max }
        let time = try Int64.fetchOne(
            db,
            sql: "SELECT time FROM item WHERE conversation = ? AND remote = ? AND listed",
            arguments: [page.conversation.rawValue, cursor]
        )
        return time.map { Timestamp(milliseconds: $0).seconds } ?? .max
    }

    private var isNewest: Bool {
        if case .older = page.request { false } else { true }
    }

    /// Whether a newest page was asked for only to read further back.
    private var isWidened: Bool {
        if case .wider = page.request { true } else { false }
    }

    /// Whether a change in a held message of this time is news.
    private func isNews(at time: Timestamp) -> Bool {
        isNewest && hadPages && newestListed.map { time >= $0 } ?? true
    }

    /// Whether a message of this time that was not held is newer than those that were, and not older ones' tie.
    private func isNewer(at time: Timestamp) -> Bool {
        isNewest && (!isWidened || newestListed.map { time > $0 } ?? true)
    }

    /// Merges the records and then the holes.
    mutating func run() throws {
        guard try !db.conversationIsGone(conversation) else { throw StoreFailure.notFound }
        try joinOurs()
        var fresh: [(record: ExchangeRecord, time: Timestamp)] = []
        var earlier: Timestamp?
        for record in records {
            // A record without a time stands with the one above it.
            let time =
                record.createdAt ?? earlier ?? records.lazy.compactMap(\.createdAt).first ?? Timestamp(seconds: 0)
            earlier = time
            if let item = try db.exchange(record.id, in: conversation) {
                try merge(record, time, into: item)
            } else {
                fresh.append((record, time))
            }
        }
        fresh = try matchOwnQuestions(fresh)
        try insert(fresh)
        try updateHoles(fresh)
        try updateRow()
        if arrived { transaction.noteArrival(in: conversation) }
        if let places = try places() {
            transaction.notePage(of: conversation, places: places, changesEdge: changesEdge)
        }
    }

    /// What whoever reads the history backwards has to know.
    func result() throws -> HistoryMerge {
        HistoryMerge(
            conversation: ConversationID(rawValue: conversation),
            removed: removed,
            added: added,
            edge: try db.historyEdge(of: conversation)
        )
    }

    /// The places from the page's first to its last record; nil for an empty page.
    private func places() throws -> ClosedRange<Int64>? {
        let statement = try db.cachedStatement(sql: "SELECT place FROM item WHERE conversation = ? AND remote = ?")
        let places = try records.compactMap { record in
            try Int64.fetchOne(statement, arguments: [conversation, record.id])
        }.filter { $0 < TranscriptPosition.untakenOrder }
        guard let first = places.min(), let last = places.max() else { return nil }
        return first...last
    }

    // MARK: - A conversation that this desk began

    /// Makes the page's conversation one with a new one of this desk whose first question is the page's first record.
    private mutating func joinOurs() throws {
        let oldest = records.min { ($0.createdAt?.milliseconds ?? .max) < ($1.createdAt?.milliseconds ?? .max) }
        guard isNewest, !page.isFull, let first = oldest else { return }
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT account, remote FROM conversation
                    WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM item WHERE conversation = ?1 AND delivery <> \(Stored.sent))
                    """
            ),
            arguments: [conversation]
        )
        guard let row, let remote: String = row[at: 1] else { return }
        guard let ours = try newConversation(of: row[at: 0], begunWith: first) else { return }
        // Our question is to become this record, and not to stand beside it.
        try db.execute(
            sql: "DELETE FROM item WHERE conversation = ? AND remote = ?",
            arguments: [conversation, first.id]
        )
        guard let twin = try transaction.adopt(remote: remote, by: ours) else { return }
        removed = ConversationID(rawValue: twin)
        conversation = ours
    }

    /// The one new conversation of this desk that this record began; nil where there is none, or more.
    private func newConversation(of account: Int64, begunWith first: ExchangeRecord) throws -> Int64? {
        if let known = try db.conversationWithoutID(of: account, with: first.id) { return known }
        guard let time = first.createdAt else { return nil }
        let asked = try db.firstQuestions(of: account, takenAt: time, sendLimit: sendLimit)
            .filter { $0.isShown(by: first) }
        guard let ours = asked.first, asked.allSatisfy({ $0.conversation == ours.conversation }) else { return nil }
        return ours.conversation
    }

    // MARK: - Records

    private mutating func merge(_ record: ExchangeRecord, _ time: Timestamp, into item: Int64) throws {
        let wasListed = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT listed FROM item WHERE id = ?"),
            arguments: [item]
        )
        if wasListed == true {
            knownSeconds.append(time.secondStart)
        } else {
            try list(item, record, time)
        }
        guard case .exchange(let held)? = try db.item(item)?.content else { return }
        let merged = MergeRules.merged(record, into: held)
        guard merged != held else { return }
        try db.writeAnswer(item, merged, revision: nil)
        if isNews(at: time), held.answer.isEmpty, !merged.answer.isEmpty { arrived = true }
    }

    /// Notes that a page shows this exchange, so that its time is the server's.
    private func list(_ item: Int64, _ record: ExchangeRecord, _ time: Timestamp) throws {
        try db.cachedStatement(sql: "UPDATE item SET listed = 1, remote = ?2, time = ?3 WHERE id = ?1")
            .execute(arguments: [item, record.id, time.milliseconds])
    }

    /// Finds our questions whose fate is open, or known by the person's word alone, among the records, in the order of
    /// Enter; gives back the others.
    private func matchOwnQuestions(
        _ fresh: [(record: ExchangeRecord, time: Timestamp)]
    ) throws -> [(record: ExchangeRecord, time: Timestamp)] {
        var rest = fresh
        let open = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id, text, coalesce(first_left, left), left, place, tie FROM item
                    WHERE conversation = ?1 AND delivery <> \(Stored.sent) AND remote IS NULL AND left IS NOT NULL
                        AND (delivery IN (\(Stored.sending), \(Stored.unknown)) OR first_left IS NOT NULL)
                    UNION ALL
                    SELECT id, text, coalesce(first_left, left), left, place, tie FROM item INDEXED BY item_by_word
                    WHERE conversation = ?1 AND kind = \(Stored.exchange) AND delivery = \(Stored.sent) AND remote IS NULL AND left IS NOT NULL
                    ORDER BY place, tie
                    """
            ),
            arguments: [conversation]
        )
        for row in open {
            let item: Int64 = row[at: 0]
            let query: String = row[at: 1]
            let window = SendWindow(
                firstLeft: Timestamp(milliseconds: row[at: 2]),
                lastLeft: Timestamp(milliseconds: max(row[at: 2], row[at: 3])),
                limit: sendLimit
            )
            let match = rest.indices.filter { index in
                rest[index].record.query.folded == query.folded && window.contains(rest[index].time)
            }.min { rest[$0].time < rest[$1].time }
            guard let match else { continue }
            let (record, time) = rest.remove(at: match)
            try list(item, record, time)
            guard let outbox = try db.outboxRow(item) else { continue }
            switch outbox.delivery {
            case Delivery.sending.column: try db.assignPlace(item, in: conversation, at: time)
            // Its place was shown and stays.
            case Delivery.sent.column: break
            default: try db.markSent(item, in: conversation, remoteID: record.id, at: time, outbox)
            }
            guard case .exchange(let held)? = try db.item(item)?.content else { continue }
            // One that is leaving still waits for its first frame; only its id is taken over.
            if held.delivery.isSent {
                try db.writeAnswer(item, MergeRules.merged(record, into: held), revision: nil)
            }
        }
        return rest
    }

    private mutating func insert(_ fresh: [(record: ExchangeRecord, time: Timestamp)]) throws {
        added = fresh.count
        let withdrawn = try db.withdrawnTexts(in: conversation, sendLimit: sendLimit)
        let below = fresh.filter { isNewer(at: $0.time) }
        let above = fresh.filter { !isNewer(at: $0.time) }
        for (record, time) in below where isNews(at: time) {
            let isOurs = withdrawn.contains { $0.text.folded == record.query.folded && $0.couldShow(at: time) }
            if !isOurs { arrived = true }
        }
        for (record, time) in below { try insert(record, time, isBelow: true) }
        // Each takes its place beside what is held, so that those that go above it come last first.
        for (record, time) in above.reversed() { try insert(record, time, isBelow: false) }
    }

    /// Puts a record below or above all that is held of the same moment.
    private func insert(_ record: ExchangeRecord, _ time: Timestamp, isBelow: Bool) throws {
        let bound = try Int64.fetchOne(
            db.cachedStatement(
                sql: "SELECT \(isBelow ? "max" : "min")(tie) FROM item WHERE conversation = ? AND place = ?"
            ),
            arguments: [conversation, time.milliseconds]
        )
        let tie = bound.map { $0.inColumnBounds + (isBelow ? 1 : -1) } ?? 0
        let exchange = MergeRules.exchange(record)
        try db.cachedStatement(
            sql: """
                INSERT INTO item (conversation, place, tie, kind, time, remote, text, delivery, listed, answer, state,
                    words, extra) VALUES (?, ?, ?, \(Stored.exchange), ?, ?, ?, \(Stored.sent), 1, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            conversation, time.milliseconds, tie, time.milliseconds, record.id, exchange.query, exchange.answer,
            exchange.state.column, exchange.state.wordsColumn?.storable, ExchangeExtra.column(of: exchange),
        ])
    }

    // MARK: - Holes

    private mutating func updateHoles(_ fresh: [(record: ExchangeRecord, time: Timestamp)]) throws {
        let top = try topOfPage()
        guard page.isFull else {
            try db.execute(
                sql: "DELETE FROM hole WHERE conversation = ? AND place <= ?",
                arguments: [conversation, top]
            )
            changesEdge = db.changesCount > 0
            try db.execute(
                sql: "UPDATE conversation SET beginning = 1 WHERE id = ? AND NOT beginning",
                arguments: [conversation]
            )
            changesEdge = changesEdge || db.changesCount > 0
            return
        }
        guard let oldest = records.lazy.compactMap(\.createdAt).min()?.secondStart else { return }
        // A known message joins the page to its part if that part goes on, without a hole, as far up as the page does.
        let isJoined = try knownSeconds.contains { second in
            guard second > oldest else { return false }
            let hole = try db.holeAtOrAbove(second, in: conversation)
            return hole.map { $0 <= oldest } ?? true
        }
        try db.execute(
            sql: "DELETE FROM hole WHERE conversation = ? AND place > ? AND place <= ?",
            arguments: [conversation, oldest, top]
        )
        changesEdge = db.changesCount > 0
        guard !isJoined else { return }
        try db.execute(
            sql: "INSERT OR IGNORE INTO hole (conversation, place) VALUES (?, ?)",
            arguments: [conversation, oldest]
        )
        changesEdge = changesEdge || db.changesCount > 0
    }

    /// The newest moment up to which the page says everything.
    private func topOfPage() throws -> Int64 {
        guard case .older(let cursor, _) = page.request else { return .max }
        let time = try Int64.fetchOne(
            db,
            sql: "SELECT time FROM item WHERE conversation = ? AND remote = ?",
            arguments: [conversation, cursor]
        )
        return time.map { Timestamp(milliseconds: $0).secondStart } ?? records.last?.createdAt?.secondStart ?? .min
    }

    // MARK: - The row of the list

    /// The answer, which may be held where the server has none, else the question.
    private func shownText(of record: ExchangeRecord) throws -> String {
        if !record.answer.trimmed.isEmpty { return record.answer }
        guard let item = try db.exchange(record.id, in: conversation),
            case .exchange(let held)? = try db.item(item)?.content, !held.answer.trimmed.isEmpty
        else { return record.query }
        return held.answer
    }

    private func updateRow() throws {
        // The service may give a page in either order; of one moment the last is the newest.
        let newest = records.enumerated().max { one, other in
            (one.element.createdAt?.milliseconds ?? .min, one.offset)
                < (other.element.createdAt?.milliseconds ?? .min, other.offset)
        }?.element
        if isNewest, let newest, newest.createdAt.map(isNewer) ?? !isWidened {
            let text = try shownText(of: newest)
            try db.execute(
                sql: "UPDATE conversation SET snippet = ?2 WHERE id = ?1 AND snippet <> ?2 AND NOT answering",
                arguments: [conversation, text.snippet]
            )
        }
        if arrived {
            try db.execute(
                sql: "UPDATE conversation SET unread = 1 WHERE id = ? AND NOT unread",
                arguments: [conversation]
            )
        }
    }
}

extension Database {
    /// Whether there is no such conversation.
    func conversationIsGone(_ conversation: Int64) throws -> Bool {
        try Bool.fetchOne(
            cachedStatement(sql: "SELECT NOT EXISTS (SELECT 1 FROM conversation WHERE id = ?)"),
            arguments: [conversation]
        ) ?? true
    }
}
