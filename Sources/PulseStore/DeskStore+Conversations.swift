import GRDB
package import PulseModel

extension DeskStore {
    /// Takes in the newest page of an assistant's conversation list.
    ///
    /// A conversation counts as unread when its time moved on and this desk did not move it. The base itself is noted by
    /// `recordBaseline(of:at:)`, once the whole list was read.
    /// - Parameters:
    ///   - list: the rows as they came.
    ///   - account: whose list.
    ///   - isFirstSync: whether it is the first sync ever of the account: then all of it counts as read.
    ///   - isCatchUp: whether it is the first after a start or a sleep: what it brings is counted, without a bell.
    ///   - seenAt: when it was read, by the server's clock.
    /// - Returns: what it came to.
    /// - Throws: `.notFound` for an account that is not registered.
    package func merge(
        list: [AssistantConversation],
        of account: AccountID,
        isFirstSync: Bool,
        isCatchUp: Bool = false,
        seenAt: Timestamp
    ) async throws(StoreFailure) -> ListMerge {
        let sendLimit = sendLimit
        return try await change(.poll(isCatchUp: isCatchUp)) { transaction in
            let db = transaction.db
            let number = try self.accounts(db).number(of: account)
            let baseAt = try db.base(of: number, at: nil)
            var merge = ListMerge()
            for row in list {
                let activity = (row.updatedAt ?? row.createdAt)?.plausible
                let isLate = !isFirstSync && activity.flatMap { moment in baseAt.map { moment > $0 } } ?? !isFirstSync
                let (id, change) = try db.merge(
                    row,
                    of: number,
                    activity: activity,
                    seenAt: seenAt,
                    canBeNews: isLate,
                    sendLimit: sendLimit
                )
                if change != .none { merge.changed += 1 }
                switch change {
                case .none, .quiet:
                    // The list may show a conversation before its page shows the question.
                    let began = row.createdAt?.plausible
                    if try db.isEmptyAndMaybeOurs(id, of: number, begunAt: began, sendLimit: sendLimit) {
                        merge.maybeOurs.append(ConversationID(rawValue: id))
                    }
                case .news: transaction.noteArrival(in: id)
                case .maybeOurs: merge.maybeOurs.append(ConversationID(rawValue: id))
                }
            }
            return merge
        }
    }

    /// Begins a conversation that the server learns of with its first question; one in which nothing was written yet is
    /// given again.
    /// - Parameters:
    ///   - account: an assistant's.
    ///   - at: now, by this machine's clock; it decides where the row stands until the server says when it began.
    /// - Returns: its row.
    /// - Throws: `.notFound` for an account that is not registered.
    package func newConversation(of account: AccountID, at: Timestamp) async throws(StoreFailure) -> ConversationRow {
        try await change(.person) { transaction in
            let db = transaction.db
            let accounts = try self.accounts(db)
            let number = try accounts.number(of: account)
            let unused = try Int64.fetchOne(
                db,
                sql: """
                    SELECT id FROM conversation
                    WHERE account = ? AND section = \(Stored.assistants) AND remote IS NULL AND presence = ? AND NOT has_draft
                        AND NOT EXISTS (SELECT 1 FROM item WHERE conversation = conversation.id)
                        AND NOT EXISTS (SELECT 1 FROM withdrawn WHERE conversation = conversation.id)
                    """,
                arguments: [number, Presence.local.column]
            )
            if let unused {
                try db.execute(
                    sql: "UPDATE conversation SET activity = ? WHERE id = ?",
                    arguments: [at.milliseconds, unused]
                )
            } else {
                try db.execute(
                    sql:
                        "INSERT INTO conversation (account, section, activity, presence, beginning) VALUES (?, \(Stored.assistants), ?, ?, 1)",
                    arguments: [number, at.milliseconds, Presence.local.column]
                )
            }
            guard let row = try db.conversationRows([unused ?? db.lastInsertedRowID], accounts).first else {
                throw StoreFailure.notFound
            }
            return row
        }
    }

    /// Removes a conversation, its transcript and its draft, after the person deleted it.
    package func remove(_ conversation: ConversationID) async throws(StoreFailure) {
        try await change(.person) { transaction in try transaction.db.deleteConversation(conversation.rawValue) }
    }

    /// Gives a conversation another title.
    ///
    /// - Parameters:
    ///   - conversation: which.
    ///   - name: the title.
    ///   - at: when the server changed it, by its clock: a list that shows this time is then no news.
    /// - Throws: what the files gave.
    package func rename(
        _ conversation: ConversationID,
        to name: String,
        at: Timestamp? = nil
    ) async throws(StoreFailure) {
        try await change(.person) { transaction in
            try transaction.db.execute(
                sql: """
                    UPDATE conversation SET name = ?2, activity = max(activity, coalesce(?3, activity))
                    WHERE id = ?1 AND (name <> ?2 OR activity < ?3)
                    """,
                arguments: [conversation.rawValue, name.storable, at?.plausible.milliseconds]
            )
        }
    }

    /// Notes that the server has a conversation no more.
    ///
    /// What is kept of it stays readable.
    package func deletedOnServer(_ conversation: ConversationID) async throws(StoreFailure) {
        try await setPresence(.deleted, of: [conversation])
    }
}

/// What a row of an assistant's list changed.
enum ListedChange {
    case none
    case quiet
    case news
    /// A new row that began when a question of ours may have begun it.
    case maybeOurs
}

extension Database {
    /// Takes in one row of an assistant's list.
    func merge(
        _ row: AssistantConversation,
        of account: Int64,
        activity: Timestamp?,
        seenAt: Timestamp,
        canBeNews: Bool,
        sendLimit: Int64
    ) throws -> (Int64, ListedChange) {
        let remote = row.id.storable
        let name = row.name?.storable
        let known = try Row.fetchOne(
            cachedStatement(
                sql: """
                    SELECT id, name, activity, presence, answering, under_way FROM conversation
                    WHERE account = ? AND remote = ?
                    """
            ),
            arguments: [account, remote]
        )
        guard let known else {
            try cachedStatement(
                sql:
                    "INSERT INTO conversation (account, section, remote, name, activity, unread) VALUES (?, \(Stored.assistants), ?, ?, ?, ?)"
            ).execute(arguments: [account, remote, name ?? "", (activity ?? seenAt).milliseconds, canBeNews])
            let id = lastInsertedRowID
            if let began = row.createdAt?.plausible,
                try newConversation(of: account, begunAt: began, sendLimit: sendLimit) != nil
            {
                return (id, .maybeOurs)
            }
            return (id, canBeNews ? .news : .quiet)
        }
        let id: Int64 = known[at: 0]
        let oldName: String = known[at: 1]
        let oldActivity: Int64 = known[at: 2]
        let presence: Int = known[at: 3]
        let isAnswering: Bool = known[at: 4]
        let underWay: Int = known[at: 5]
        let newActivity = max(oldActivity, activity?.milliseconds ?? oldActivity)
        let isRenamed = name.map { $0 != oldName } ?? false
        guard isRenamed || newActivity != oldActivity || presence != Presence.listed.column else { return (id, .none) }
        // The time also moves with what this desk asks, and with every renaming.
        let isNews =
            canBeNews && !isRenamed && !isAnswering && underWay == 0
            && newActivity > oldActivity + SendWindow.slack
        try cachedStatement(
            sql: """
                UPDATE conversation SET name = ?2, activity = ?3, presence = \(Stored.listed), unread = max(unread, ?4) WHERE id = ?1
                """
        ).execute(arguments: [id, name ?? oldName, newActivity, isNews])
        return (id, isNews ? .news : .quiet)
    }
}
