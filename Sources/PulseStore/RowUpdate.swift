import GRDB
import PulseModel

/// What a look changes in a row of the list.
struct RowUpdate {
    private let known: KnownRow
    private let row: SupportConversation
    /// When the row last changed; nil where it does not say so.
    private let activity: Timestamp?
    /// The visitor's name from now on.
    let name: String
    var snippet: String?
    var isOurs: Bool?
    var isWaiting: Bool?
    var isUnread: Bool?

    init(known: KnownRow, row: SupportConversation, activity: Timestamp?) {
        self.known = known
        self.row = row
        self.activity = activity
        name = row.visitorName ?? known.name
    }

    /// Writes what differs.
    func write(_ db: Database) throws {
        guard isMoved || isRenamed || snippet != nil || isWaiting != nil || isUnread != nil else { return }
        try db.cachedStatement(
            sql: """
                UPDATE conversation SET name = ?2, email = coalesce(?3, email), widget = coalesce(?4, widget),
                    status = coalesce(?5, status), activity = max(activity, coalesce(?6, activity)), presence = \(Stored.listed),
                    snippet = coalesce(?7, snippet), snippet_ours = coalesce(?8, snippet_ours),
                    waiting = coalesce(?9, waiting), unread = coalesce(?10, unread)
                WHERE id = ?1
                """
        ).execute(arguments: [
            known.id, name, row.visitorEmail, row.widgetID, row.status?.rawValue, activity?.milliseconds,
            snippet, isOurs, isWaiting, isUnread,
        ])
    }
}

extension RowUpdate {
    private var isRenamed: Bool {
        if name != known.name { return true }
        if let email = row.visitorEmail, email != known.email { return true }
        if let widget = row.widgetID, widget != known.widget { return true }
        return false
    }

    private var isMoved: Bool {
        if known.presence != Presence.listed.column { return true }
        if let status = row.status, status != known.look?.status { return true }
        if let updated = row.updatedAt, updated != known.look?.updatedAt { return true }
        return false
    }
}
