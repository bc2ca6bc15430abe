import PulseCore
import PulseModel
import ScreenKit

/// The words in the lines between the panes.
struct Titles {
    private let state: State
    /// What stands between two parts.
    private let separator: DisplayText

    init(_ state: State, _ glyphs: Glyphs) {
        self.state = state
        separator = " " + glyphs.separator + " "
    }

    /// The view, what narrows it, and how many it shows.
    var list: FittedTitle {
        let number = (state.views.firstIndex(of: state.list.view) ?? 0) + 1
        var title = FittedTitle()
        title.add(detail("\(number) \(Self.name(of: state.list.view, state))", rank: 2, lead: "", mayGo: false))
        if let status = state.list.status { title.add(separator + DisplayText(sanitizing: status.rawValue)) }
        if let widget = state.list.widget {
            title.add(detail(state.widgetName(widget.id, of: widget.account), rank: 1, mayGo: false))
        }
        let isCut = state.accountStates.values.contains { $0.listIsCut && mayShow($0.id) }
        title.add(separator + DisplayText(sanitizing: "\(state.list.shownCount)\(isCut ? "+" : "")"))
        let unread = state.list.shownUnread
        // All of the unread view are.
        if unread > 0, state.list.view != .unread {
            let words = DisplayText(sanitizing: "\(unread) unread")
            title.add(.init(lead: separator, forms: [words], rank: 0, mayGo: true))
        }
        return title
    }

    /// Whether rows of an account may be in the list as it is narrowed now.
    private func mayShow(_ account: AccountID) -> Bool {
        if let widget = state.list.widget, widget.account != account { return false }
        return switch state.list.view {
        case .all, .unread: true
        case .open, .snoozed, .resolved: state.account(account)?.service == .support
        case .widget(let id, _), .account(let id): id == account
        }
    }

    /// What a view is called.
    static func name(of view: View, _ state: State) -> String {
        switch view {
        case .all: "all"
        case .open: "open"
        case .unread: "unread"
        case .snoozed: "snoozed"
        case .resolved: "resolved"
        case .widget(let account, let id): state.widgetName(id, of: account)
        case .account(let account): account.rawValue
        }
    }

    /// Who is on screen: the address gives way first, then the widget; the status never does.
    var thread: FittedTitle {
        var title = FittedTitle()
        guard let row = state.openRow else {
            title.add("no conversation open")
            return title
        }
        let tail = tail(of: row)
        title.add(name(of: row, rank: 3))
        if let tail { title.add(tail) }
        switch row.service {
        case .support:
            if tail == nil, let email = row.email { title.add(detail(email, rank: 0)) }
            if let widget = state.widgetName(of: row) { title.add(detail(widget, rank: 1)) }
        case .assistant:
            title.add(detail(state.appName(of: row.account), rank: 1))
        }
        title.add(.init(lead: separator, forms: Sentences.standing(of: row), rank: 2))
        return title
    }

    /// Whom the composer's text goes to, unmistakably, and what the last look before a send showed.
    var composer: FittedTitle {
        var title = FittedTitle()
        guard let row = state.openRow else { return title }
        switch row.service {
        case .assistant:
            let app = DisplayText(sanitizing: state.appName(of: row.account))
            title.add("ask ")
            title.add(.init(forms: [app], rank: 1, least: 8))
            title.add(name(of: row, rank: 3, lead: ": "))
        case .support:
            title.add(.init(forms: ["reply to ", "to "], rank: 2))
            title.add(name(of: row, rank: 3))
        }
        if let tail = tail(of: row) { title.add(tail) }
        if isClosed(row) || isAway(row) {
            let forms = Sentences.standing(of: row).map { "(" + $0 + ")" }
            title.add(.init(lead: " ", forms: forms, rank: 1))
        }
        if let position = ComposerPosition(state) {
            title.add(.init(lead: separator, forms: Sentences.linesInView(position), rank: 0))
        }
        if let look = state.thread?.beforeSend {
            title.add(.init(lead: separator, forms: Sentences.beforeSend(look), rank: 0))
        }
        return title
    }

    /// Whether a reply would go somewhere that is not open, or may not be.
    var needsCaution: Bool {
        guard let row = state.openRow else { return false }
        if row.presence == .gone || row.presence == .deleted { return true }
        return isClosed(row)
    }

    /// Whether the server says that a visitor's conversation is not open.
    private func isClosed(_ row: ConversationRow) -> Bool {
        row.service == .support && row.status != nil && row.status != .open
    }

    private func isAway(_ row: ConversationRow) -> Bool {
        switch row.presence {
        case .gone, .deleted, .beyondList: true
        case .listed, .local: false
        }
    }

    private func name(of row: ConversationRow, rank: Int, lead: DisplayText = "") -> FittedTitle.Part {
        .init(lead: lead, forms: [DisplayText(sanitizing: row.shownName)], rank: rank, least: 4)
    }

    /// What tells a conversation from those that are named alike: the address, the end of the id, or both.
    private func tail(of row: ConversationRow) -> FittedTitle.Part? {
        let totals = state.list.totals
        guard totals.isNameShared(row) else { return nil }
        let id = DisplayText(sanitizing: "#" + row.idTail)
        guard row.service == .support, let email = row.email, !email.isEmpty else {
            return .init(lead: " ", forms: [id])
        }
        let address = DisplayText(sanitizing: "<\(email)>")
        let whole = totals.isAddressShared(row) ? address + " " + id : address
        // A cut address tells nobody apart: where it has no room, the end of the id does.
        return .init(lead: " ", forms: [whole, id], rank: 2)
    }

    private func detail(
        _ text: String,
        rank: Int,
        lead: DisplayText? = nil,
        mayGo: Bool = true
    ) -> FittedTitle.Part {
        .init(lead: lead ?? separator, forms: [DisplayText(sanitizing: text)], rank: rank, least: 6, mayGo: mayGo)
    }
}

/// Which lines of a draft are in view.
struct ComposerPosition: Hashable, Sendable {
    /// The first of them, from 1.
    let first: Int
    let last: Int
    /// How many the draft has.
    let count: Int

    /// Nil where all of them are.
    init?(_ state: State) {
        guard let composer = state.composer else { return nil }
        let rows = state.layout.composer.rows
        count = composer.layout.lines.count
        guard rows > 0, count > rows else { return nil }
        first = composer.top + 1
        last = min(count, composer.top + rows)
    }
}
