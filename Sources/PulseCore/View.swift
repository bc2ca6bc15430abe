package import PulseModel

/// A selection of conversations that a number key shows.
package enum View: Hashable, Sendable {
    /// Whatever the desk has.
    case all
    /// Support only, without what is deleted on the server.
    case open
    /// Of both services.
    case unread
    /// By the server's word: support only.
    case snoozed
    /// By the server's word: support only.
    case resolved
    /// One widget of a support account, by the service's id.
    case widget(AccountID, id: String)
    /// Only where the desk has several accounts.
    case account(AccountID)

    /// Whether a row belongs to it.
    package func contains(_ row: ConversationRow) -> Bool {
        switch self {
        case .all: true
        case .open: row.service == .support && row.status == .open && row.presence != .deleted
        case .unread: row.isUnread
        case .snoozed: row.status == .snoozed
        case .resolved: row.status == .resolved
        case .widget(let account, let id): row.account == account && row.widgetID == id
        case .account(let account): row.account == account
        }
    }

    /// The views of a desk: the five fixed ones, then a view a widget, then a view an account where there are several.
    package static func all(accounts: [Account], widgets: [AccountID: [Widget]]) -> [View] {
        var views: [View] = [.all, .open, .unread, .snoozed, .resolved]
        for account in accounts {
            views += (widgets[account.id] ?? []).map { .widget(account.id, id: $0.id) }
        }
        if accounts.count > 1 { views += accounts.map { .account($0.id) } }
        return views
    }
}
