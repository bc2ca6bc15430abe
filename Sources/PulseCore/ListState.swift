package import PulseModel

/// The list of conversations: all rows, what of them the view shows, and where the person is in it.
package struct ListState: Hashable, Sendable {
    /// A line of the list.
    package enum Line: Hashable, Sendable {
        /// A conversation; what it shows is looked up in `rows`.
        case row(ConversationID)
        /// The line between support and assistants.
        case rule
    }

    /// Every row of the desk.
    package private(set) var rows = ConversationTable()
    /// What the list shows, in order.
    package private(set) var lines: [Line] = []
    /// Whether the store has been read.
    package var isLoaded = false
    /// Whoever sets it, `status` or `widget` calls `rearrange(height:)` then.
    package var view: View = .all
    /// Shows only this status, on top of the view.
    package var status: ConversationStatus?
    /// Shows only this widget, on top of the view.
    package var widget: WidgetFilter?
    /// The selected conversation, by id and never by row.
    package private(set) var selection: ConversationID?
    /// The line that the selection was put on last; it may stand on another since, so `selectedLine` checks it.
    private var selectionLine = 0
    /// Whether the selection was shown or chosen; until then it is the first row.
    private var isFixed = false
    /// When a selection was first painted, in milliseconds of the continuous clock.
    private var selectionSeenAt: Int64?
    /// The conversation in the thread pane, whose row stays while the view does.
    package var open: ConversationID?
    /// Rows that stay although the view has no place for them any more: the person reads or writes there.
    private var kept: Set<ConversationID> = []
    /// What changed before all rows had been read; nil afterwards.
    private var early: [ConversationID: EarlyChange]? = [:]
    /// The first line in view.
    package private(set) var top = 0
    /// Sums over all rows, so that no key has to look at each.
    package private(set) var totals = ListTotals()
    /// Rows that the list shows.
    package private(set) var shownCount = 0
    /// Unread ones among them.
    package private(set) var shownUnread = 0
    /// What `/` looks for; empty when nothing is sought.
    package var query = ""

    /// What became of a row while all of them were read.
    private struct EarlyChange: Hashable {
        var number: Int64
        /// Nil where it was removed.
        var row: ConversationRow?
    }

    /// A widget of an account.
    package struct WidgetFilter: Hashable, Sendable {
        /// Whose widget it is.
        package var account: AccountID
        /// The service's id; another account may have the same.
        package var id: String

        /// All rows of other widgets are left out, those of assistants too.
        package init(account: AccountID, id: String) {
            self.account = account
            self.id = id
        }
    }

    /// A list of which nothing was read yet.
    package init() {}

    /// The place of the selection among the lines.
    package var selectedLine: Int? {
        guard let selection else { return nil }
        // A conversation has one line at the most: where the selection was put it is, or it has to be looked for.
        if lines.indices.contains(selectionLine), lines[selectionLine] == .row(selection) { return selectionLine }
        return lines.firstIndex(of: .row(selection))
    }

    /// The conversations in view order.
    package var shown: [ConversationID] {
        lines.compactMap { line in
            if case .row(let id) = line { id } else { nil }
        }
    }

    /// Every conversation of the desk, in the order of a list that nothing narrows.
    package var desk: [ConversationID] {
        rows.all.map(Place.init).sorted { $0.stands(before: $1) }.map(\.id)
    }

    /// Puts all rows, which show everything up to a change of the store, in place of those known.
    package mutating func setRows(_ new: [ConversationRow], asOf change: Int64, height: Int) {
        rows.replaceAll(with: new)
        for (id, early) in early ?? [:] where early.number > change {
            if let row = early.row { rows.update(row) } else { rows.remove(id) }
        }
        early = nil
        totals = ListTotals(of: rows.all)
        isLoaded = true
        arrange(height: height)
    }

    /// Shows the first rows of what is kept, before all of it has been read.
    package mutating func setFirstRows(_ new: [ConversationRow], height: Int) {
        setRows(new, asOf: 0, height: height)
        early = [:]
        isLoaded = !new.isEmpty
    }

    /// Takes new and changed rows of a change of the store.
    package mutating func merge(_ changed: [ConversationRow], _ number: Int64, height: Int) {
        var mustArrange = false
        for row in changed {
            early?[row.id] = EarlyChange(number: number, row: row)
            if let old = rows[row.id], isShown(old), !fits(row), row.id == open || row.hasDraft { kept.insert(row.id) }
            let old = rows.update(row)
            if let old { totals.remove(old) }
            totals.add(row)
            if let old, old.isUnread != row.isUnread, isShown(row) { shownUnread += row.isUnread ? 1 : -1 }
            mustArrange = mustArrange || old.map { !isArrangedAlike($0, row) } ?? true
        }
        if mustArrange { arrange(height: height) }
    }

    /// Takes out rows that a change of the store removed.
    package mutating func remove(_ ids: [ConversationID], _ number: Int64, height: Int) {
        for id in ids {
            early?[id] = EarlyChange(number: number, row: nil)
            if let old = rows.remove(id) { totals.remove(old) }
        }
        arrange(height: height)
    }

    /// Makes the order anew for another view: what only stayed because it was being read goes.
    package mutating func rearrange(height: Int) {
        kept = []
        arrange(height: height)
    }

    /// Milliseconds in which nobody can have read the first selection.
    ///
    /// The first answers of several lists come one by one.
    package static let firstGlance: Int64 = 1_000

    /// A selection is on screen from now on.
    package mutating func selectionWasPainted(at clock: Int64) {
        if selection != nil, selectionSeenAt == nil { selectionSeenAt = clock }
    }

    /// Fixes the selection once it was seen: it stays until a key moves it.
    package mutating func fixSelection(at clock: Int64) {
        guard !isFixed, selection != nil, let seen = selectionSeenAt else { return }
        isFixed = clock - seen >= Self.firstGlance
    }

    /// Makes the order anew; the selected row keeps its line unless the list stands at its top.
    package mutating func arrange(height: Int) {
        let oldLine = selectedLine
        let oldTop = top
        // Only what the order depends on is moved about: rows are large.
        var places: [Place] = []
        places.reserveCapacity(rows.count)
        shownUnread = 0
        for row in rows.all where isShown(row) {
            places.append(Place(row))
            shownUnread += row.isUnread ? 1 : 0
        }
        places.sort { $0.stands(before: $1) }
        shownCount = places.count
        let assistants = places.firstIndex { $0.isAssistant } ?? places.endIndex
        lines = places.map { .row($0.id) }
        if assistants > 0, assistants < places.endIndex { lines.insert(.rule, at: assistants) }
        if !isFixed {
            selection = places.first?.id
        } else if selectedLine == nil {
            // What was selected is not shown any more: what took its line is next to it.
            selection = nearestRow(to: oldLine ?? 0)
        }
        selectionLine = selectedLine ?? 0
        if oldTop > 0, let oldLine, selection != nil { top = selectionLine - (oldLine - oldTop) }
        clampTop(height: height)
    }

    /// Selects a conversation and brings it into view.
    package mutating func select(_ id: ConversationID, height: Int) {
        guard let line = lines.firstIndex(of: .row(id)) else { return }
        selection = id
        selectionLine = line
        isFixed = true
        clampTop(height: height)
        bringIntoView(height: height)
    }

    /// Moves the selection by rows; the line between the services is stepped over.
    package mutating func moveSelection(by count: Int, height: Int) {
        guard let start = selectedLine ?? lines.indices.first else { return }
        isFixed = true
        let step = count < 0 ? -1 : 1
        var line = start
        var left = abs(count)
        if selection == nil, case .row(let id) = lines[line] {
            selection = id
            selectionLine = line
        }
        while left > 0, lines.indices.contains(line + step) {
            line += step
            guard case .row(let id) = lines[line] else { continue }
            selection = id
            selectionLine = line
            left -= 1
        }
        bringIntoView(height: height)
    }

    /// Keeps the selection in view, for a list whose height changed.
    package mutating func bringIntoView(height: Int) {
        clampTop(height: height)
        guard let line = selectedLine, height > 0 else { return }
        if line < top { top = line }
        if line >= top + height { top = line - height + 1 }
    }

    private mutating func clampTop(height: Int) {
        top = max(0, min(top, lines.count - max(1, height)))
    }

    private func nearestRow(to line: Int) -> ConversationID? {
        let near = min(max(line, 0), lines.count - 1)
        for index in [near, near + 1, near - 1] where lines.indices.contains(index) {
            if case .row(let id) = lines[index] { return id }
        }
        return nil
    }

    private func isShown(_ row: ConversationRow) -> Bool {
        fits(row) || kept.contains(row.id)
    }

    /// Whether the view and the filters have a place for a row.
    private func fits(_ row: ConversationRow) -> Bool {
        guard view.contains(row) else { return false }
        if let status, row.status != status { return false }
        if let widget, row.account != widget.account || row.widgetID != widget.id { return false }
        return true
    }

    private func isArrangedAlike(_ a: ConversationRow, _ b: ConversationRow) -> Bool {
        a.lastActivity == b.lastActivity && isShown(a) == isShown(b) && a.service == b.service
    }

    /// What a row's place depends on.
    private struct Place {
        var id: ConversationID
        var isAssistant: Bool
        var lastActivity: Int64

        init(_ row: ConversationRow) {
            id = row.id
            isAssistant = row.service == .assistant
            lastActivity = row.lastActivity.milliseconds
        }

        func stands(before other: Place) -> Bool {
            if isAssistant != other.isAssistant { return !isAssistant }
            if lastActivity != other.lastActivity { return lastActivity > other.lastActivity }
            return id < other.id
        }
    }
}
