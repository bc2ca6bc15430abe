import PulseCore
import PulseModel
import ScreenKit

/// The words in the lines between the panes.
enum Titles {
    /// The view, what narrows it, and how many it shows.
    static func list(_ state: State) -> DisplayText {
        let number = (state.views.firstIndex(of: state.list.view) ?? 0) + 1
        var parts = ["\(number) \(viewName(state.list.view, state))"]
        if let status = state.list.status { parts.append(status.rawValue) }
        if let widget = state.list.widget {
            let name = state.widgets[widget.account]?.first { $0.id == widget.id }?.name
            parts.append(name ?? widget.id)
        }
        let isCut = state.accountStates.values.contains { $0.listIsCut }
        parts.append("\(state.list.shownCount)\(isCut ? "+" : "")")
        if state.list.shownUnread > 0 { parts.append("\(state.list.shownUnread) unread") }
        return DisplayText(sanitizing: parts.joined(separator: " · "))
    }

    static func viewName(_ view: View, _ state: State) -> String {
        switch view {
        case .all: "all"
        case .open: "open"
        case .unread: "unread"
        case .snoozed: "snoozed"
        case .resolved: "resolved"
        case .widget(let account, let id): state.widgets[account]?.first { $0.id == id }?.name ?? id
        case .account(let account): account.rawValue
        }
    }

    /// Who is on screen.
    static func thread(_ state: State) -> DisplayText {
        guard let row = state.openRow else { return "no conversation open" }
        var parts = [name(of: row, among: state)]
        switch row.service {
        case .support:
            if let email = row.email, !email.isEmpty, !parts[0].contains(email) { parts.append(email) }
            if let widget = state.widgetName(of: row) { parts.append(widget) }
            parts.append(standing(of: row))
        case .assistant:
            parts.append(state.appNames[row.account] ?? row.account.rawValue)
            if row.presence == .deleted { parts.append("deleted on the server") }
        }
        return DisplayText(sanitizing: parts.filter { !$0.isEmpty }.joined(separator: " · "))
    }

    /// Whom the composer's text goes to, unmistakably.
    static func composer(_ state: State) -> DisplayText {
        guard let row = state.openRow else { return "" }
        let name = name(of: row, among: state)
        switch row.service {
        case .assistant: return DisplayText(sanitizing: "ask \(state.appNames[row.account] ?? row.account.rawValue)")
        case .support:
            let note = row.status == .open || row.status == nil ? "" : " (\(standing(of: row)))"
            return DisplayText(sanitizing: "reply to \(name)\(note)")
        }
    }

    /// Whether a reply would go somewhere that is not open.
    static func needsCaution(_ state: State) -> Bool {
        guard let row = state.openRow, row.service == .support else { return false }
        return (row.status != nil && row.status != .open) || row.presence == .gone || row.presence == .deleted
    }

    /// The name to show: a stable one for the anonymous, with what tells apart where two are named alike.
    static func name(of row: ConversationRow, among state: State) -> String {
        let plain = plainName(of: row)
        guard row.service == .support else { return plain }
        guard state.list.totals.isShared(row.name) else { return plain }
        if let email = row.email, !email.isEmpty { return "\(plain) <\(email)>" }
        return "\(plain) #\((row.remoteID ?? "").suffix(5))"
    }

    /// The name alone; the anonymous are told apart by the tail of their id.
    static func plainName(of row: ConversationRow) -> String {
        guard row.name.allSatisfy(\.isWhitespace) else { return row.name }
        switch row.service {
        case .support: return "visitor \((row.remoteID ?? "").suffix(5))"
        case .assistant: return "new conversation"
        }
    }

    private static func standing(of row: ConversationRow) -> String {
        switch row.presence {
        case .gone: "gone from the lists"
        case .beyondList: "no longer among the newest 100"
        case .deleted: "deleted on the server"
        case .listed, .local: row.status?.rawValue ?? ""
        }
    }
}
