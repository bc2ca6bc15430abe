import GRDB
package import PulseModel

extension DeskStore {
    /// Moves a text to the outbox; its draft ends in the same transaction.
    package func enqueue(
        text: String,
        in id: ConversationID,
        enteredAt: Timestamp
    ) async throws(StoreFailure) -> Enqueued {
        try await write { db in
            guard let row = try ConversationRow.fetch(db, id) else { throw StoreFailure.notFound }
            let trimmed = text.trimmed.stored
            let run = try Int64.fetchOne(db, sql: "SELECT top_run FROM conversation WHERE id = ?", arguments: [id.rawValue])
            let kind = row.service == .support ? StoredKind.own : StoredKind.exchange
            try db.execute(
                sql: """
                    INSERT INTO item (conversation, kind, run, place, tie, time, text, delivery, answer_state, entered_at, queued_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
                    """,
                arguments: [
                    id.rawValue, kind, run, Placement.pending, try Placement.nextTie(in: id, db), enteredAt.milliseconds,
                    trimmed, StoredDelivery.queued, enteredAt.milliseconds, enteredAt.milliseconds,
                ])
            let item = ItemID(rawValue: db.lastInsertedRowID)
            _ = try Self.setDraft(nil, of: id, db)
            try Outbox.refreshCounts(of: id, db)
            let entry = OutboxEntry(
                id: item, conversation: id, account: row.account, remoteConversation: row.remoteID, text: trimmed,
                enteredAt: enteredAt, delivery: .queued)
            guard let shown = try TranscriptItem.fetch(db, item) else { throw StoreFailure.notFound }
            return Enqueued(item: shown, entry: entry, rows: try ConversationRow.fetch(db, [id]))
        }
    }

    /// What may leave now: of each conversation the first queued entry, unless one is leaving or an answer streams there.
    package func deliverable(account: AccountID) async throws(StoreFailure) -> [OutboxEntry] {
        try await read { db in
            let sql = Outbox.select + """
                 AND account.name = ? AND item.delivery = ? AND NOT conversation.is_answering
                AND NOT EXISTS (SELECT 1 FROM item AS other WHERE other.conversation = item.conversation
                    AND other.delivery IS NOT NULL AND other.delivery <> 0
                    AND (other.delivery = ? OR (other.delivery = ? AND other.id < item.id)))
                ORDER BY item.id
                """
            let arguments: StatementArguments = [
                account.rawValue, StoredDelivery.queued, StoredDelivery.sending, StoredDelivery.queued,
            ]
            return try Row.fetchAll(db, sql: sql, arguments: arguments).map(Outbox.entry)
        }
    }

    /// Everything of an account that is not sent, oldest first.
    package func unsettled(account: AccountID) async throws(StoreFailure) -> [OutboxEntry] {
        try await read { db in
            let sql = Outbox.select + " AND account.name = ? ORDER BY item.id"
            return try Row.fetchAll(db, sql: sql, arguments: [account.rawValue]).map(Outbox.entry)
        }
    }

    /// A message leaves now. It is on disk, whatever happens to the machine, before this returns.
    ///
    /// - Parameters:
    ///   - item: The message; it must be queued.
    ///   - leavesAt: The server's clock, as far as it is known.
    package func setSending(_ item: ItemID, leavesAt: Timestamp) async throws(StoreFailure) -> OutboxChange {
        try await write { db in
            let id = try Outbox.conversation(of: item, db)
            try db.execute(
                sql: """
                    UPDATE item SET delivery = ?, problem = NULL, left_at = ?, revision = revision + 1
                    WHERE id = ? AND delivery = ?
                    """,
                arguments: [StoredDelivery.sending, leavesAt.milliseconds, item.rawValue, StoredDelivery.queued])
            guard db.changesCount == 1 else { throw StoreFailure.notFound }
            return try Outbox.change(items: [item], of: id, db)
        }
    }

    /// A message's sending ended.
    ///
    /// - Parameters:
    ///   - item: The message.
    ///   - delivery: How it ended. What did not arrive for certain holds those queued behind it.
    ///   - remoteID: The server's id, where it gave one.
    ///   - serverTime: When the server stored it.
    package func settle(
        _ item: ItemID,
        as delivery: Delivery,
        remoteID: String? = nil,
        serverTime: Timestamp? = nil
    ) async throws(StoreFailure) -> OutboxChange {
        try await write { db in
            let id = try Outbox.conversation(of: item, db)
            // A look may have shown that it arrived before the answer said so.
            let isSent = try Int.fetchOne(db, sql: "SELECT delivery FROM item WHERE id = ?", arguments: [item.rawValue]) == 0
            var changed = [item]
            if !isSent { try Outbox.set(delivery, of: item, db) }
            switch delivery {
            case .sent:
                if let remoteID {
                    try db.execute(
                        sql: "UPDATE item SET remote_id = ? WHERE id = ?", arguments: [remoteID.stored, item.rawValue])
                }
                try Self.settleSent(item, in: id, at: serverTime, db)
            case .refused, .unknown, .held:
                if !isSent { changed += try Outbox.holdBehind(item, in: id, db) }
            case .queued, .sending: break
            }
            return try Outbox.change(items: changed, of: id, db)
        }
    }

    private static func settleSent(
        _ item: ItemID,
        in id: ConversationID,
        at serverTime: Timestamp?,
        _ db: Database
    ) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT text, time, left_at FROM item WHERE id = ?", arguments: [item.rawValue])
        guard let row else { return }
        let left: Int64? = row[2]
        let moment = serverTime ?? Timestamp(milliseconds: left ?? row[1])
        try Outbox.place(item, in: id, at: moment, db)
        try Outbox.noteOwnText(row[0], in: id, at: moment, db)
    }

    /// Holds what has been queued for too long: it waits for a key from now on.
    ///
    /// - Parameters:
    ///   - account: Whose messages.
    ///   - now: This machine's clock.
    ///   - limit: Milliseconds; what waits behind a streaming answer is not late.
    package func holdLate(
        account: AccountID,
        now: Timestamp,
        limit: Int64
    ) async throws(StoreFailure) -> [OutboxChange] {
        try await write { db in
            let sql = Outbox.select + """
                 AND account.name = ? AND item.delivery = ? AND item.queued_at <= ? AND NOT conversation.is_answering
                ORDER BY item.id
                """
            let entries = try Row.fetchAll(
                db, sql: sql,
                arguments: [account.rawValue, StoredDelivery.queued, now.milliseconds - limit]
            ).map(Outbox.entry)
            var changed: [ConversationID: [ItemID]] = [:]
            for entry in entries where changed[entry.conversation] == nil {
                try Outbox.set(.held(.late), of: entry.id, db)
                changed[entry.conversation] = [entry.id] + (try Outbox.holdBehind(entry.id, in: entry.conversation, db))
            }
            return try changed.map { try Outbox.change(items: $1, of: $0, db) }
        }
    }

    /// The person sends it again: it is queued as if entered now.
    package func retry(_ item: ItemID, now: Timestamp) async throws(StoreFailure) -> OutboxChange {
        try await write { db in
            let id = try Outbox.conversation(of: item, db)
            try Self.demandUnsettled(item, db)
            try Outbox.set(.queued, of: item, db)
            try db.execute(sql: "UPDATE item SET queued_at = ? WHERE id = ?", arguments: [now.milliseconds, item.rawValue])
            return try Outbox.change(items: [item], of: id, db)
        }
    }

    /// The person says that it arrived.
    package func markSent(_ item: ItemID) async throws(StoreFailure) -> OutboxChange {
        try await write { db in
            let id = try Outbox.conversation(of: item, db)
            try Self.demandUnsettled(item, db)
            try Outbox.set(.sent, of: item, db)
            try Self.settleSent(item, in: id, at: nil, db)
            return try Outbox.change(items: [item], of: id, db)
        }
    }

    /// The text goes back before what the draft holds.
    package func backToDraft(_ item: ItemID) async throws(StoreFailure) -> OutboxChange {
        try await write { db in
            let id = try Outbox.conversation(of: item, db)
            try Self.demandUnsettled(item, db)
            let text = try String.fetchOne(db, sql: "SELECT text FROM item WHERE id = ?", arguments: [item.rawValue]) ?? ""
            let kept = try Self.draft(of: id, db)?.text ?? ""
            let draft = Draft(text: kept.isEmpty ? text : text + "\n" + kept, caret: text.count)
            _ = try Self.setDraft(draft, of: id, db)
            try db.execute(sql: "DELETE FROM item WHERE id = ?", arguments: [item.rawValue])
            var change = try Outbox.change(items: [], of: id, db)
            change.removed[id] = [item]
            change.draft = draft
            return change
        }
    }

    /// Keys act on messages that wait for the person, and on no others.
    private static func demandUnsettled(_ item: ItemID, _ db: Database) throws {
        let row = try Row.fetchOne(db, sql: "SELECT delivery, problem FROM item WHERE id = ?", arguments: [item.rawValue])
        guard let row, let code = row[0] as Int?, StoredDelivery.value(code, problem: row[1]).needsAttention else {
            throw StoreFailure.notFound
        }
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
