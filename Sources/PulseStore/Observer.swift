import GRDB
import PulseModel

/// Takes rows of one look into the database, inside its transaction.
struct Observer {
    private let account: Int64
    private let isBase: Bool
    private let db: Database
    private let pauses: Int64
    private let pausedFrom: Int64?
    private var changed: [ConversationID] = []
    private var items: [ConversationID: [ItemID]] = [:]
    private var arrived: [ConversationID] = []
    private var left: [ConversationID] = []

    /// A conversation as it is kept.
    private struct Known {
        var id: ConversationID
        var seen: Observed
        var widget: String?
        var name: String
        var email: String?
        var presence: Int
        var pauses: Int64
        var hasItems: Bool
    }

    init(account: Int64, isBase: Bool, db: Database) throws {
        self.account = account
        self.isBase = isBase
        self.db = db
        let row = try Row.fetchOne(db, sql: "SELECT pauses, paused_from FROM account WHERE id = ?", arguments: [account])
        pauses = row?[0] ?? 0
        pausedFrom = row?[1]
    }

    mutating func take(_ row: SupportConversation, defaultStatus: ConversationStatus?) throws {
        var row = row
        row.status = row.status ?? defaultStatus
        guard let known = try known(row.id) else { return try insert(row) }
        let own = try candidates(in: known.id)
        let verdict = ObservationRules.verdict(on: row, known: known.seen, own: own)
        guard verdict != .outdated else { return }
        let isRenamed =
            known.name != (row.visitorName ?? "").stored || known.email != row.visitorEmail?.stored
            || known.widget != row.widgetID?.stored
        let isMoved = row.status != known.seen.status || known.presence != StoredPresence.code(.listed)
        guard verdict != .unchanged || isRenamed || isMoved else { return }
        try note(row, of: known.id)
        if known.pauses < pauses, row.updatedAt != known.seen.updatedAt { try insertPause(in: known) }
        try apply(verdict, row, in: known.id)
        if row.status != known.seen.status, known.seen.status != nil, known.hasItems, let status = row.status {
            try insertMark(StoredMark.status, status.rawValue, at: row.updatedAt, in: known.id)
        }
        changed.append(known.id)
    }

    private mutating func insert(_ row: SupportConversation) throws {
        let moment = row.updatedAt ?? Timestamp(milliseconds: 0)
        try db.execute(
            sql: "INSERT INTO conversation (account, service, remote_id, last_activity, pauses) VALUES (?, 0, ?, ?, ?)",
            arguments: [account, row.id.stored, moment.milliseconds, pauses])
        let id = ConversationID(rawValue: db.lastInsertedRowID)
        try note(row, of: id)
        let verdict = ObservationRules.verdict(on: row, known: Observed(), own: [])
        try apply(verdict, row, in: id)
        changed.append(id)
    }

    /// What the verdict means for the transcript and the row.
    private mutating func apply(_ verdict: ObservationRules.Verdict, _ row: SupportConversation, in id: ConversationID) throws {
        let text = (row.lastMessage ?? "").stored
        switch verdict {
        case .outdated, .unchanged, .activity: break
        case .newText, .again:
            try insertText(text, isAgain: verdict == .again, name: row.visitorName, at: row.updatedAt, in: id)
            try db.execute(
                sql: """
                    UPDATE conversation SET snippet = ?, snippet_is_ours = 0, is_waiting = ?, is_unread = is_unread OR ?
                    WHERE id = ?
                    """,
                arguments: [text.asSnippet, row.status == .open, !isBase, id.rawValue])
            if !isBase { arrived.append(id) }
        case .ours(let item): try settle(item, text, row, in: id)
        }
    }

    /// A text of ours was seen: a message that was unknown or still leaving has arrived.
    private mutating func settle(_ item: ItemID, _ text: String, _ row: SupportConversation, in id: ConversationID) throws {
        let code = try Int.fetchOne(db, sql: "SELECT delivery FROM item WHERE id = ?", arguments: [item.rawValue])
        let moment = row.updatedAt ?? Timestamp(milliseconds: 0)
        if code != StoredDelivery.sent {
            try db.execute(
                sql: "UPDATE item SET delivery = 0, problem = NULL, flag = 1, revision = revision + 1 WHERE id = ?",
                arguments: [item.rawValue])
            try Outbox.place(item, in: id, at: moment, db)
            try Outbox.refreshCounts(of: id, db)
            items[id, default: []].append(item)
        }
        try Outbox.noteOwnText(text, in: id, at: moment, db)
    }

    /// Writes down how the row was seen.
    private func note(_ row: SupportConversation, of id: ConversationID) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE conversation SET name = ?, email = ?, widget = ?, status = ?, presence = 0,
                seen_text = coalesce(?, seen_text), seen_at = coalesce(?, seen_at),
                last_activity = max(last_activity, coalesce(?, 0)), is_waiting = is_waiting AND ? WHERE id = ?
                """)
        let moment = row.updatedAt?.milliseconds
        try statement.execute(arguments: [
            (row.visitorName ?? "").stored, row.visitorEmail?.stored, row.widgetID?.stored, row.status?.rawValue.stored,
            row.lastMessage?.stored, moment, moment, row.status == .open, id.rawValue,
        ])
    }

    private mutating func insertText(
        _ text: String,
        isAgain: Bool,
        name: String?,
        at moment: Timestamp?,
        in id: ConversationID
    ) throws {
        let time = moment ?? Timestamp(milliseconds: 0)
        let place = try Placement.append(at: time, in: id, db)
        try db.execute(
            sql: "INSERT INTO item (conversation, kind, place, tie, time, text, name, flag) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                id.rawValue, StoredKind.observed, place.order, place.tie, time.milliseconds, text, (name ?? "").stored,
                isAgain,
            ])
        items[id, default: []].append(ItemID(rawValue: db.lastInsertedRowID))
    }

    private mutating func insertMark(_ mark: Int, _ text: String, at moment: Timestamp?, in id: ConversationID) throws {
        let time = moment ?? Timestamp(milliseconds: 0)
        let place = try Placement.append(at: time, in: id, db)
        try db.execute(
            sql: "INSERT INTO item (conversation, kind, place, tie, time, text, flag) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [id.rawValue, StoredKind.mark, place.order, place.tie, time.milliseconds, text.stored, mark])
        items[id, default: []].append(ItemID(rawValue: db.lastInsertedRowID))
    }

    /// A conversation changed while nobody looked.
    private mutating func insertPause(in known: Known) throws {
        guard known.hasItems, let pausedFrom else { return }
        let moment = Timestamp(milliseconds: pausedFrom)
        try insertMark(StoredMark.interruption, "\(pausedFrom)", at: moment, in: known.id)
    }

    /// What this look showed unchanged has missed nothing in the pauses so far.
    func settlePauses(_ rows: [SupportConversation]) throws {
        guard pauses > 0 else { return }
        let statement = try db.cachedStatement(
            sql: "UPDATE conversation SET pauses = ? WHERE account = ? AND remote_id = ? AND pauses < ?")
        for row in rows { try statement.execute(arguments: [pauses, account, row.id.stored, pauses]) }
    }

    /// Finds what stood in this list before and does not now.
    mutating func findLeavers(_ listing: SupportListing) throws {
        let here = Set(listing.rows.map { $0.id.stored })
        let before = try Row.fetchAll(
            db,
            sql: "SELECT id, remote_id FROM conversation WHERE account = ? AND status = ? AND presence = 0 AND service = 0",
            arguments: [account, listing.status.rawValue])
        for row in before {
            guard let remote = row[1] as String?, !here.contains(remote) else { continue }
            left.append(ConversationID(rawValue: row[0]))
        }
    }

    /// What was made different, as it stands now.
    func result() throws -> ObservationResult {
        var result = ObservationResult()
        var seen: Set<ConversationID> = []
        result.rows = try ConversationRow.fetch(db, changed.filter { seen.insert($0).inserted })
        for (id, ids) in items { result.items[id] = try TranscriptItem.fetch(db, ids) }
        result.arrived = arrived
        result.left = left
        return result
    }

    private func known(_ remoteID: String) throws -> Known? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, seen_text, seen_at, status, widget, name, email, presence, pauses,
                EXISTS (SELECT 1 FROM item WHERE conversation = conversation.id)
                FROM conversation WHERE account = ? AND remote_id = ?
                """)
        return try Row.fetchOne(statement, arguments: [account, remoteID.stored]).map { row in
            Known(
                id: ConversationID(rawValue: row[0]),
                seen: Observed(
                    text: row[1],
                    updatedAt: (row[2] as Int64?).map(Timestamp.init(milliseconds:)),
                    status: (row[3] as String?).map(ConversationStatus.init(rawValue:))
                ),
                widget: row[4],
                name: row[5],
                email: row[6],
                presence: row[7],
                pauses: row[8],
                hasItems: row[9]
            )
        }
    }

    /// Messages of ours that a text seen in this conversation may be, newest first.
    private func candidates(in id: ConversationID) throws -> [OwnCandidate] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, text, delivery, left_at, time FROM item
                WHERE conversation = ? AND kind = ? AND entered_at IS NOT NULL AND left_at IS NOT NULL AND delivery IN (?, ?, ?)
                ORDER BY id DESC LIMIT 20
                """)
        let arguments: StatementArguments = [
            id.rawValue, StoredKind.own, StoredDelivery.sent, StoredDelivery.sending, StoredDelivery.unknown,
        ]
        return try Row.fetchAll(statement, arguments: arguments).map { row in
            let isSent = row[2] == StoredDelivery.sent
            let left = Timestamp(milliseconds: row[3])
            let slack = ObservationRules.slack
            let created = Timestamp(milliseconds: row[4])
            return OwnCandidate(
                id: ItemID(rawValue: row[0]),
                text: row[1],
                isSent: isSent,
                from: isSent ? min(left, created).adding(milliseconds: -slack) : left.adding(milliseconds: -slack),
                until: isSent
                    ? created.adding(milliseconds: slack)
                    : left.adding(milliseconds: ObservationRules.sendLimit + slack)
            )
        }
    }
}
