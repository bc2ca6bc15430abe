import GRDB
import PulseModel

/// Applies the rules of the observed transcript to the rows of one look, inside one transaction.
struct Observer {
    private let transaction: ChangeTransaction
    private let account: Int64
    private let isFirstSync: Bool
    /// What was there at the account's first sync is not new, even if it shows itself later.
    private let baseAt: Timestamp?
    private let seenAt: Timestamp
    /// When the look was asked for; nil where that is not known.
    private let asked: ContinuousClock.Instant?
    private let looks: LookTimes
    /// Milliseconds for which a message of ours may be on its way.
    private let sendLimit: Int64
    /// The conversations of the look so far.
    private(set) var seen: [Int64] = []
    /// Whether a text of somebody else came into a transcript.
    private(set) var hasNewText = false

    private var db: Database { transaction.db }

    init(
        _ transaction: ChangeTransaction,
        account: Int64,
        isFirstSync: Bool = false,
        seenAt: Timestamp,
        asked: ContinuousClock.Instant?,
        looks: LookTimes,
        sendLimit: Int64
    ) throws {
        self.transaction = transaction
        self.account = account
        self.isFirstSync = isFirstSync
        self.seenAt = seenAt
        self.asked = asked
        self.looks = looks
        self.sendLimit = sendLimit
        baseAt = try transaction.db.base(of: account, at: isFirstSync ? seenAt : nil)
    }

    /// Takes in one row; the list that it came from stands in for a status that it does not give.
    mutating func observe(_ row: SupportConversation, in list: ConversationStatus?) throws {
        let row = Self.storable(row, list)
        guard let known = try KnownRow(db, account: account, remote: row.id) else {
            return try begin(row)
        }
        seen.append(known.id)
        defer { if let asked { looks.look(at: known.id, asked: asked) } }
        let own = try ownTexts(known, for: row)
        let look = try look(row, known)
        let meaning = ObservationRules.meaning(of: look, known: known.look, own: own)
        guard case .seen(var text, let statusChanged) = meaning else { return }
        let moment = look.moment(after: known.look?.updatedAt) ?? seenAt
        var update = RowUpdate(known: known, row: row, activity: row.updatedAt == nil ? nil : moment)
        if text != .same { try markAbsence(known) }
        if case .ours(.withdrawn(let number)) = text,
            let item = try db.restore(withdrawn: number, in: known.id, at: moment)
        {
            text = .ours(.item(item))
        }
        try apply(text, statusChanged: statusChanged, row, known.id, at: moment, &update)
        if statusChanged, let status = row.status, try isMarked(look, known) {
            try mark(status, in: known.id, at: moment)
        }
        if text == .same, statusChanged, row.status == .open, !known.isOurs, known.look?.text?.isEmpty == false {
            // Whoever dealt with it did not answer as far as can be seen, and now it is to be dealt with again.
            update.isWaiting = true
        }
        let isTie = text == .same && known.look.map(look.isTie(with:)) ?? false
        // Of two texts of one moment nobody knows which is the later one: where one is somebody else's, that one stays.
        let staysTheirs = isTie && look.wasShown && look.isLater && known.look?.ours != nil
        if staysTheirs {
            (update.snippet, update.isOurs, update.isWaiting) = (row.lastMessage?.snippet, false, true)
        }
        try update.write(db)
        if isTie, !staysTheirs { return }
        if staysTheirs {
            try keepLook(row, known, .new)
        } else if text != .same || row.updatedAt != known.look?.updatedAt || row.lastMessage != known.look?.text {
            try keepLook(row, known, text)
        }
    }

    /// What the row says, with what the order of asking says of it.
    private func look(_ row: SupportConversation, _ known: KnownRow) throws -> ObservationRules.Look {
        let taken = looks.taken(known.id)
        var look = ObservationRules.Look(
            text: row.lastMessage,
            updatedAt: row.updatedAt,
            status: row.status,
            seenAt: seenAt,
            lastSeenAt: taken?.seenAt,
            lastAskedAt: looks.asked(known.id)
        )
        look.isLater = asked.map { asked in taken.map { asked >= $0.at } ?? true } ?? false
        if let updated = row.updatedAt, let before = known.look?.updatedAt,
            look.isLater && updated < before || updated == before && row.lastMessage != known.look?.text
        {
            look.wasShown = try db.isShown(row.lastMessage ?? "", at: updated, in: known.id)
        }
        return look
    }

    private mutating func begin(_ row: SupportConversation) throws {
        let look = ObservationRules.Look(updatedAt: row.updatedAt, seenAt: seenAt)
        let activity = look.moment(after: nil) ?? seenAt
        let isNew = !isFirstSync && baseAt.map { activity > $0 } ?? true
        let text = row.lastMessage ?? ""
        try db.cachedStatement(
            sql: """
                INSERT INTO conversation (account, section, remote, name, email, widget, status, snippet, activity, unread,
                    waiting) VALUES (?, \(Stored.support), ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            account, row.id, row.visitorName ?? "", row.visitorEmail, row.widgetID, row.status?.rawValue,
            text.snippet, activity.milliseconds, isNew && !text.isEmpty,
            !text.isEmpty && row.status != .resolved && (row.status == .open || isNew),
        ])
        let id = db.lastInsertedRowID
        seen.append(id)
        try db.cachedStatement(
            sql: """
                INSERT INTO look (conversation, text, updated, interruption) VALUES (?1, ?2, ?3,
                    coalesce((SELECT max(id) FROM interruption WHERE account = ?4), 0))
                """
        ).execute(arguments: [id, row.lastMessage, row.updatedAt?.milliseconds, account])
        looks.take(id, seenAt: seenAt)
        if let asked { looks.look(at: id, asked: asked) }
        guard !text.isEmpty else { return }
        try append(text, isAgain: false, to: id, at: activity, name: row.visitorName ?? "")
        if isNew { transaction.noteArrival(in: id) }
    }

    private mutating func apply(
        _ text: ObservationRules.Text,
        statusChanged: Bool,
        _ row: SupportConversation,
        _ conversation: Int64,
        at moment: Timestamp,
        _ update: inout RowUpdate
    ) throws {
        if text != .same || statusChanged {
            try db.materialiseInterruptions(conversation)
        }
        let shown = row.lastMessage ?? ""
        switch text {
        case .same:
            break
        case .ours(let message):
            if case .item(let item) = message { try recognise(item, in: conversation, at: moment) }
            update.snippet = shown.snippet
            update.isOurs = true
            update.isWaiting = false
        case .new, .again:
            try append(shown, isAgain: text == .again, to: conversation, at: moment, name: update.name)
            update.snippet = shown.snippet
            update.isOurs = false
            update.isWaiting = true
            if !isFirstSync {
                update.isUnread = true
                transaction.noteArrival(in: conversation)
            }
        }
        guard statusChanged, let status = row.status else { return }
        // Somebody has dealt with it, unless the visitor said something in the same look.
        if status != .open, text == .same { update.isWaiting = false }
    }

    /// Whether another status is marked: once for each time of the row, or a row that stands in two lists would be marked
    /// at each look.
    private func isMarked(_ look: ObservationRules.Look, _ known: KnownRow) throws -> Bool {
        guard let status = look.status else { return false }
        let before = known.look?.updatedAt
        if let updated = look.updatedAt, before.map({ updated > $0 }) ?? true { return true }
        // The mark of a row whose time cannot be has the time of its look.
        let since = before.flatMap { look.isAhead($0) ? look.lastSeenAt : $0 }
        return try !db.hasMark(of: status, since: since, in: known.id)
    }

    private mutating func mark(_ status: ConversationStatus, in conversation: Int64, at moment: Timestamp) throws {
        let position = try db.endPosition(of: conversation, notBefore: moment)
        try db.cachedStatement(
            sql:
                "INSERT INTO item (conversation, place, tie, kind, time, text, mark) VALUES (?, ?, ?, \(Stored.mark), ?, ?, ?)"
        ).execute(arguments: [
            conversation, position.order, position.tie, moment.milliseconds, status.rawValue,
            MarkKind.status.rawValue,
        ])
    }

    /// Marks that nobody could see a row that was in no list, or beyond the newest of it.
    private mutating func markAbsence(_ known: KnownRow) throws {
        let isAbsent = [Presence.beyondList, .gone].contains(Presence(column: known.presence))
        guard isAbsent, let since = known.look?.updatedAt?.milliseconds else { return }
        let until = seenAt.milliseconds
        try db.addInterruption(known.id, from: min(since, until), until: until)
    }

    private mutating func append(
        _ text: String,
        isAgain: Bool,
        to conversation: Int64,
        at moment: Timestamp,
        name: String
    ) throws {
        let position = try db.endPosition(of: conversation, notBefore: moment)
        try db.cachedStatement(
            sql: """
                INSERT INTO item (conversation, place, tie, kind, time, text, name, again)
                VALUES (?, ?, ?, \(Stored.observed), ?, ?, ?, ?)
                """
        ).execute(arguments: [
            conversation, position.order, position.tie, moment.milliseconds, text, name, isAgain,
        ])
        hasNewText = true
    }

    /// Our message was seen: one whose fate was unknown has arrived, and must not leave again.
    private mutating func recognise(_ item: Int64, in conversation: Int64, at moment: Timestamp) throws {
        guard let row = try db.outboxRow(item) else { return }
        try db.cachedStatement(sql: "UPDATE item SET looked = 1 WHERE id = ?").execute(arguments: [item])
        switch Delivery(column: row.delivery, problem: nil) {
        case .unknown, .queued, .held, .refused:
            break
        case .sending:
            // It is there, so that an answer to it must stand below it; the call's own end says the rest.
            return try db.assignPlace(item, in: conversation, at: moment)
        case .sent:
            return
        }
        try db.markSent(item, in: conversation, remoteID: nil, at: moment, row)
        try db.cachedStatement(sql: "UPDATE item SET confirmed = 1 WHERE id = ?").execute(arguments: [item])
    }

    /// Our messages that this row could be showing; none where nothing new is said.
    private func ownTexts(_ known: KnownRow, for row: SupportConversation) throws -> [ObservationRules.OwnText] {
        let isNews = row.lastMessage != known.look?.text || row.updatedAt != known.look?.updatedAt
        guard isNews else { return [] }
        return try db.ownTexts(in: known.id, sendLimit: sendLimit).map { text in
            var text = text
            if case .item(let item) = text.source { text.wentAt = looks.left(item) }
            return text
        }
    }

    private func keepLook(_ row: SupportConversation, _ known: KnownRow, _ text: ObservationRules.Text) throws {
        let ours: Int64? =
            switch text {
            case .ours(.item(let item)): item
            case .same: known.look?.ours
            case .new, .again, .ours(.withdrawn): nil
            }
        try db.cachedStatement(
            sql:
                "UPDATE look SET text = coalesce(?2, text), updated = coalesce(?3, updated), ours = ?4 WHERE conversation = ?1"
        ).execute(arguments: [known.id, row.lastMessage, row.updatedAt?.milliseconds, ours])
        looks.take(known.id, seenAt: seenAt)
    }

    private static func storable(_ row: SupportConversation, _ list: ConversationStatus?) -> SupportConversation {
        SupportConversation(
            id: row.id.storable,
            widgetID: row.widgetID?.storable,
            status: (row.status ?? list).map { ConversationStatus(rawValue: $0.rawValue.storable) },
            visitorName: row.visitorName?.storable,
            visitorEmail: row.visitorEmail?.storable,
            lastMessage: row.lastMessage?.storable,
            updatedAt: row.updatedAt?.plausible
        )
    }
}
