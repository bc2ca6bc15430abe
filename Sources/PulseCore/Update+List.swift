package import PulseModel
import ScreenKit

extension State {
    /// Rows that the list shows at a time.
    package var listRows: Int { layout.list.rows }

    /// Shows the first rows of what is kept, before all of it has been read.
    package mutating func showFirstRows(_ first: DeskSnapshot) {
        keepNames(of: first)
        list.setFirstRows(first.rows, height: listRows)
    }

    /// Puts the whole list in place of the first rows.
    mutating func setList(_ snapshot: DeskSnapshot) {
        keepNames(of: snapshot)
        list.setRows(snapshot.rows, asOf: snapshot.lastChange, height: listRows)
    }

    /// What is known of names came with a change, or is as old.
    private mutating func keepNames(of snapshot: DeskSnapshot) {
        widgets.merge(snapshot.widgets) { known, _ in known }
        appNames.merge(snapshot.appNames) { known, _ in known }
    }

    mutating func runInList(_ command: Command, _ effects: inout [Effect]) {
        let page = max(1, listRows - 1)
        switch command {
        case .down: list.moveSelection(by: 1, height: listRows)
        case .up: list.moveSelection(by: -1, height: listRows)
        case .pageDown: list.moveSelection(by: page, height: listRows)
        case .pageUp: list.moveSelection(by: -page, height: listRows)
        case .halfPageDown: list.moveSelection(by: max(1, page / 2), height: listRows)
        case .halfPageUp: list.moveSelection(by: -max(1, page / 2), height: listRows)
        case .first: list.moveSelection(by: -list.rows.count, height: listRows)
        case .last: list.moveSelection(by: list.rows.count, height: listRows)
        case .open: openSelection(focus: .thread, &effects)
        case .reply: openSelection(focus: .composer, &effects)
        case .newConversation: startConversation(&effects)
        case .rename: askForTitle()
        case .delete: askToDelete()
        case .filterStatus: stepStatus()
        case .filterWidget: stepWidget()
        case .find: layers.append(.prompt(Prompt(.find, text: list.query)))
        case .findNext: find(step: 1, includingCurrent: false)
        case .findPrevious: find(step: -1, includingCurrent: false)
        case .details: layers.append(.details(Details(of: .selected)))
        case .quit: quit(&effects)
        default: break
        }
    }

    private mutating func openSelection(focus pane: Pane, _ effects: inout [Effect]) {
        guard let id = list.selection else { return notify(.nothingSelected) }
        selectAndOpen(id, &effects)
        focus = pane
    }

    /// Opens a conversation, with its row selected and in view.
    mutating func selectAndOpen(_ id: ConversationID, _ effects: inout [Effect]) {
        list.select(id, height: listRows)
        open(id, &effects)
    }

    /// The views of this desk, in the order of their numbers.
    package var views: [View] {
        View.all(accounts: accounts, widgets: widgets)
    }

    mutating func showView(_ index: Int) {
        let views = views
        guard views.indices.contains(index) else { return }
        // A key of a view shows exactly that view.
        list.status = nil
        list.widget = nil
        list.view = views[index]
        list.rearrange(height: listRows)
    }

    mutating func stepView(by step: Int) {
        let views = views
        let index = views.firstIndex(of: list.view) ?? 0
        showView(Self.wrapped(index + step, views.count))
    }

    private mutating func stepStatus() {
        switch list.view {
        case .open, .snoozed, .resolved: return notify(.viewIsNarrowed)
        case .all, .unread, .widget, .account: break
        }
        let cycle: [ConversationStatus?] = [nil, .open, .snoozed, .resolved]
        let index = cycle.firstIndex(of: list.status) ?? 0
        list.status = cycle[(index + 1) % cycle.count]
        list.rearrange(height: listRows)
    }

    private mutating func stepWidget() {
        if case .widget = list.view { return notify(.viewIsNarrowed) }
        var cycle: [ListState.WidgetFilter?] = [nil]
        for account in accounts {
            cycle += (widgets[account.id] ?? []).map { ListState.WidgetFilter(account: account.id, id: $0.id) }
        }
        let index = cycle.firstIndex(of: list.widget) ?? 0
        list.widget = cycle[(index + 1) % cycle.count]
        list.rearrange(height: listRows)
    }

    /// Opens the next conversation in which someone waits, after the open one in list order; from the selected one on
    /// where none is open.
    ///
    /// Those that the list shows come first; one that it does not show brings all of them back.
    mutating func openWaiting(step: Int, _ effects: inout [Effect]) {
        let id: ConversationID
        if let shown = nextWaiting(among: list.shown, step: step) {
            id = shown
        } else if let hidden = nextWaiting(among: list.desk, step: step) {
            id = hidden
            showView(0)
        } else {
            return notify(.nothingWaits)
        }
        selectAndOpen(id, &effects)
        if focus == .list { focus = .thread }
    }

    private func nextWaiting(among candidates: [ConversationID], step: Int) -> ConversationID? {
        guard !candidates.isEmpty else { return nil }
        let current = thread?.conversation ?? list.selection
        let place = current.flatMap(candidates.firstIndex(of:))
        let start = place.map { thread == nil ? $0 : $0 + step } ?? (step > 0 ? 0 : -1)
        for distance in 0..<candidates.count {
            let id = candidates[Self.wrapped(start + step * distance, candidates.count)]
            guard let row = list.rows[id], row.isWaiting || row.isUnread, id != thread?.conversation else { continue }
            return id
        }
        return nil
    }

    /// Selects the next row whose name, address or last text has what `/` looks for.
    mutating func find(step: Int, includingCurrent: Bool) {
        let query = list.query.lowercased()
        let ids = list.shown
        guard !query.isEmpty, !ids.isEmpty else { return }
        let start = list.selection.flatMap(ids.firstIndex(of:)) ?? 0
        for distance in (includingCurrent ? 0 : 1)...ids.count {
            let id = ids[Self.wrapped(start + step * distance, ids.count)]
            guard let row = list.rows[id] else { continue }
            let texts = [row.shownName, row.email ?? "", row.snippet]
            if texts.contains(where: { $0.lowercased().contains(query) }) {
                list.select(id, height: listRows)
                return
            }
        }
        notify(.noMatch(list.query))
    }

    /// An index of a circle of so many places: behind the last comes the first.
    static func wrapped(_ index: Int, _ count: Int) -> Int {
        (index % count + count) % count
    }

    mutating func startConversation(_ effects: inout [Effect]) {
        let assistants = accounts.filter { $0.service == .assistant }.map(\.id)
        if assistants.isEmpty {
            notify(.noAssistant)
        } else if assistants.count == 1 {
            askFromHere()
            effects.append(.store(.makeConversation(assistants[0])))
        } else {
            layers.append(.picker(Picker(choices: assistants.map { .assistant($0) })))
        }
    }

    private mutating func askForTitle() {
        guard let row = selectedRow else { return }
        guard row.service == .assistant else { return notify(.notOfThisService) }
        guard row.remoteID != nil, row.presence != .deleted else { return notify(.conversationNotOnServer) }
        layers.append(.prompt(Prompt(.rename(row.id), text: row.name)))
    }

    private mutating func askToDelete() {
        guard let row = selectedRow else { return }
        guard row.service == .assistant else { return notify(.notOfThisService) }
        layers.append(.question(Question(.delete(row.id))))
    }
}
