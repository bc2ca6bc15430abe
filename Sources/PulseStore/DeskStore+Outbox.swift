import GRDB
package import PulseModel

extension DeskStore {
    /// Moves a text from the draft to the outbox, in one transaction.
    ///
    /// It is held at once in a new conversation that the server may have begun with an earlier question.
    /// - Parameters:
    ///   - text: not blank; white space at its ends is removed.
    ///   - conversation: where it goes.
    ///   - enteredAt: this machine's clock.
    ///   - rest: the draft from then on; none where nil.
    /// - Returns: the message.
    /// - Throws: `.notFound` when the conversation is gone; then the draft is as it was.
    @discardableResult
    package func enqueue(
        text: String,
        in conversation: ConversationID,
        enteredAt: Timestamp,
        leaving rest: Draft? = nil
    ) async throws(StoreFailure) -> ItemID {
        let kept = text.storable.withLineFeeds.trimmed
        guard !kept.isEmpty else { throw .failed(detail: "a blank message") }
        return try await change(.person) { transaction in
            let db = transaction.db
            let id = conversation.rawValue
            guard let row = try db.conversationRows([id], self.accounts(db)).first else { throw StoreFailure.notFound }
            let kind: ItemKind = row.service == .support ? .own : .exchange
            let tie = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT max(tie) FROM item WHERE conversation = ? AND place = ?"),
                arguments: [id, TranscriptPosition.untakenOrder]
            )
            try db.cachedStatement(
                sql: """
                    INSERT INTO item (conversation, place, tie, kind, time, text, delivery, entered, counts_from, state)
                    VALUES (?, ?, ?, ?, ?, ?, \(Stored.queued), ?, ?, ?)
                    """
            ).execute(arguments: [
                id, TranscriptPosition.untakenOrder, tie.map { $0.inColumnBounds + 1 } ?? 0, kind.rawValue,
                enteredAt.milliseconds,
                kept, enteredAt.milliseconds, enteredAt.milliseconds, kind == .exchange ? 0 : nil,
            ])
            let item = db.lastInsertedRowID
            if try db.mustWait(item, in: id) { try db.setDelivery(.held(.behindAnother), of: item) }
            try db.saveDraft(rest, of: id)
            return ItemID(rawValue: item)
        }
    }

    /// The messages that may leave now: of each conversation the first queued one, if nothing of it is leaving and no
    /// answer streams.
    ///
    /// In the order of Enter.
    package func deliverable(account: AccountID) async throws(StoreFailure) -> [OutboxEntry] {
        try await read { db in
            let entries = try db.outboxEntries(
                """
                item.delivery = \(Stored.queued) AND conversation.presence <> \(Stored.deleted) AND conversation.answering = 0 AND NOT EXISTS (
                    SELECT 1 FROM item AS other
                    WHERE other.conversation = item.conversation AND other.delivery <> \(Stored.sent) AND (
                        other.delivery = \(Stored.sending)
                        OR other.delivery = \(Stored.queued) AND (other.place, other.tie) < (item.place, item.tie)
                    )
                )
                """,
                [],
                self.accounts(db)
            )
            return entries.filter { $0.account == account }
        }
    }

    /// All messages of an account that the server has not taken for certain, in the order of Enter.
    package func unsettled(account: AccountID) async throws(StoreFailure) -> [OutboxEntry] {
        try await read { db in
            try db.outboxEntries("1", [], self.accounts(db)).filter { $0.account == account }
        }
    }

    /// Marks a queued message as leaving.
    ///
    /// It is on the disk when this returns; only then may a byte leave.
    /// - Parameters:
    ///   - item: the message.
    ///   - leavesAt: the server's clock.
    /// - Throws: `.notFound` when it is not queued any more: then it must not be sent.
    package func setSending(_ item: ItemID, leavesAt: Timestamp) async throws(StoreFailure) {
        try await change(.delivery) { transaction in
            let db = transaction.db
            try db.cachedStatement(
                sql: """
                    UPDATE item SET delivery = \(Stored.sending), problem = NULL, left = ?, revision = revision + 1
                    WHERE id = ? AND delivery = \(Stored.queued)
                    """
            ).execute(arguments: [leavesAt.milliseconds, item.rawValue])
            guard db.changesCount > 0 else { throw StoreFailure.notFound }
            self.looks.leaves(item.rawValue)
        }
    }

    /// Says what became of an attempt to send a message.
    ///
    /// - Throws: `.notFound` when the message is gone.
    package func settle(_ item: ItemID, _ outcome: SendOutcome) async throws(StoreFailure) {
        var (remoteID, time): (String?, Timestamp?) = (nil, nil)
        if case .sent(let id, let moment) = outcome { (remoteID, time) = (id, moment) }
        try await settle(
            item,
            as: outcome.delivery,
            wasReached: outcome.wasReached,
            remoteID: remoteID,
            serverTime: time
        )
    }

    /// Says where a message is from now on.
    ///
    /// Ended refused, unknown or held, it holds those queued behind it. A message that is settled as sent stays so.
    /// - Parameters:
    ///   - item: the message.
    ///   - delivery: where it stands now; queued means that it is tried again.
    ///   - wasReached: whether the service was asked; where it was not, the message never left.
    ///   - remoteID: the server's id of it, where known.
    ///   - serverTime: when the server stored it, by its clock, where known.
    /// - Throws: `.notFound` when the message is gone.
    package func settle(
        _ item: ItemID,
        as delivery: Delivery,
        wasReached: Bool = false,
        remoteID: String? = nil,
        serverTime: Timestamp? = nil
    ) async throws(StoreFailure) {
        try await changeMessage(item, .delivery) { transaction, row in
            let (db, conversation) = (transaction.db, row.conversation)
            guard row.delivery != Stored.sent || delivery.isSent else { return }
            if delivery.isSent {
                var row = row
                let namesake = try remoteID.map { try db.namesake(of: item.rawValue, row, $0.storable) } ?? .nobody
                if case .twin(let twin) = namesake {
                    try db.fold(twin, into: item.rawValue)
                    row = try db.outboxRow(item.rawValue) ?? row
                }
                let ownID = namesake == .another ? nil : remoteID
                return try db.markSent(item.rawValue, in: conversation, remoteID: ownID, at: serverTime?.plausible, row)
            }
            let wasTurnedAway = delivery == .queued && wasReached
            if row.mayHaveArrived(after: delivery) || wasTurnedAway,
                try db.markSentIfShown(item.rawValue, in: conversation, row)
            {
                return
            }
            try db.setDelivery(delivery, of: item.rawValue)
            if wasTurnedAway {
                try db.recordPossibleDelivery(of: item.rawValue)
            } else if delivery == .queued {
                try db.discardLastAttempt(of: item.rawValue, in: conversation, row)
            }
            if delivery.needsAttention { try db.holdQueued(behind: item.rawValue, in: conversation) }
        }
    }

    /// Holds every message that has been queued for too long, and those behind it.
    ///
    /// One behind a running stream is not counted until the stream has ended.
    /// - Parameters:
    ///   - now: this machine's clock.
    ///   - limit: milliseconds.
    ///   - known: messages that are late by another clock.
    /// - Returns: whether any was late.
    /// - Throws: what the files gave.
    package func holdLate(
        now: Timestamp,
        limit: Int64,
        known: [ItemID] = []
    ) async throws(StoreFailure) -> Bool {
        let query = Self.lateQuery(known)
        let isAny = try await read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (\(query))", arguments: [now.milliseconds - limit])
        }
        guard isAny == true else { return false }
        return try await change(.delivery) { transaction in
            let db = transaction.db
            let late = try Row.fetchAll(db, sql: query, arguments: [now.milliseconds - limit])
            for row in late {
                let item: Int64 = row[at: 0]
                // One that was late may be held already, behind an earlier one.
                guard try db.outboxRow(item)?.delivery == Delivery.queued.column else { continue }
                try db.setDelivery(.held(.late), of: item)
                try db.holdQueued(behind: item, in: row[at: 1])
            }
            return !late.isEmpty
        }
    }

    private static func lateQuery(_ known: [ItemID]) -> String {
        let ids = known.map { String($0.rawValue) }.joined(separator: ", ")
        return """
            SELECT item.id, item.conversation FROM item
            JOIN conversation ON conversation.id = item.conversation
            WHERE item.delivery <> \(Stored.sent) AND item.delivery = \(Stored.queued) AND (item.counts_from < ? OR item.id IN (\(ids)))
                AND conversation.answering = 0
            ORDER BY item.conversation, item.place, item.tie
            """
    }
}
