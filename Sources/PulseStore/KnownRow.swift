import GRDB
import PulseModel

/// What is known of a support conversation when a row of it comes.
struct KnownRow {
    var id: Int64
    var look: ObservationRules.Known?
    var name: String
    var email: String?
    var widget: String?
    var presence: Int
    /// Whether the last text is ours, as far as is known.
    var isOurs: Bool

    init?(_ db: Database, account: Int64, remote: String) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT c.id, c.name, c.email, c.widget, c.status, c.presence, l.text, l.updated, l.ours, l.conversation,
                        c.snippet_ours
                    FROM conversation AS c LEFT JOIN look AS l ON l.conversation = c.id
                    WHERE c.account = ? AND c.remote = ?
                    """
            ),
            arguments: [account, remote]
        )
        guard let row else { return nil }
        id = row[at: 0]
        name = row[at: 1]
        email = row[at: 2]
        widget = row[at: 3]
        presence = row[at: 5]
        isOurs = row[at: 10]
        let status: String? = row[at: 4]
        let updated: Int64? = row[at: 7]
        let lookID: Int64? = row[at: 9]
        look = lookID.map { _ in
            ObservationRules.Known(
                text: row[at: 6],
                updatedAt: updated.map(Timestamp.init(milliseconds:)),
                status: status.map(ConversationStatus.init(rawValue:)),
                ours: row[at: 8]
            )
        }
    }
}
