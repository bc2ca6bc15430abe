package import PulseModel

/// The list of conversations: all rows, what of them the view shows, and where the person is in it.
package struct ListState: Hashable, Sendable {
    /// A line of the list.
    package enum Line: Hashable, Sendable {
        case row(ConversationID)
        /// The line between support and assistants.
        case rule
    }

    /// Every row of the desk.
    package private(set) var rows: [ConversationID: ConversationRow] = [:]
    /// What the list shows, in order.
    package private(set) var lines: [Line] = []
    /// Whether the store has been read.
    package var isLoaded = false
    package var view: View = .all
    /// Shows only this status, on top of the view.
    package var status: ConversationStatus?
    /// Shows only this widget, on top of the view.
    package var widget: WidgetFilter?
    /// The selected conversation, by id and never by row.
    package private(set) var selection: ConversationID?
    /// Whether the person chose the selection; until then it is the first row.
    private var isChosen = false
    /// The first line in view.
    package private(set) var top = 0
    /// What `/` looks for; empty when nothing is sought.
    package var query = ""

    /// A widget of an account.
    package struct WidgetFilter: Hashable, Sendable {
        package var account: AccountID
        package var id: String

        package init(account: AccountID, id: String) {
            self.account = account
            self.id = id
        }
    }

    package init() {}

    /// The place of the selection among the lines.
    package var selectedLine: Int? {
        selection.flatMap { id in lines.firstIndex(of: .row(id)) }
    }

    /// The conversations in view order.
    package var shown: [ConversationID] {
        lines.compactMap { line in
            if case .row(let id) = line { id } else { nil }
        }
    }

    /// Puts all rows in place of those known.
    package mutating func setRows(_ new: [ConversationRow], height: Int) {
        rows = Dictionary(new.map { ($0.id, $0) }) { _, last in last }
        isLoaded = true
        arrange(height: height)
    }

    /// Takes new and changed rows.
    package mutating func merge(_ changed: [ConversationRow], height: Int) {
        var mustArrange = false
        for row in changed {
            let old = rows.updateValue(row, forKey: row.id)
            mustArrange = mustArrange || old.map { !isArrangedAlike($0, row) } ?? true
        }
        if mustArrange { arrange(height: height) }
    }

    /// Takes rows out.
    package mutating func remove(_ ids: [ConversationID], height: Int) {
        for id in ids { rows[id] = nil }
        arrange(height: height)
    }

    /// Makes the order anew; the selected row keeps its line unless the list stands at its top.
    package mutating func arrange(height: Int) {
        let oldLine = selectedLine
        let oldTop = top
        let shown = rows.values.filter(isShown).sorted(by: Self.stands)
        let assistants = shown.firstIndex { $0.service == .assistant } ?? shown.endIndex
        lines = shown.map { .row($0.id) }
        if assistants > 0, assistants < shown.endIndex { lines.insert(.rule, at: assistants) }
        if !isChosen {
            selection = self.shown.first
        } else if selectedLine == nil {
            // What was selected is not shown any more: what took its line is next to it.
            selection = nearestRow(to: oldLine ?? 0)
        }
        if oldTop > 0, let oldLine, let line = selectedLine {
            top = line - (oldLine - oldTop)
        }
        clampTop(height: height)
    }

    /// Selects a conversation and brings it into view.
    package mutating func select(_ id: ConversationID, height: Int) {
        guard lines.contains(.row(id)) else { return }
        selection = id
        isChosen = true
        clampTop(height: height)
        bringIntoView(height: height)
    }

    /// Moves the selection by rows; the line between the services is stepped over.
    package mutating func moveSelection(by count: Int, height: Int) {
        let ids = shown
        guard !ids.isEmpty else { return }
        let index = selection.flatMap(ids.firstIndex(of:)) ?? 0
        isChosen = true
        selection = ids[min(max(index + count, 0), ids.count - 1)]
        bringIntoView(height: height)
    }

    /// Keeps the selection in view, for a list whose height changed.
    package mutating func bringIntoView(height: Int) {
        clampTop(height: height)
        guard let line = selectedLine, height > 0 else { return }
        if line < top { top = line }
        if line >= top + height { top = line - height + 1 }
        // The first row shows what stands above it.
        if line <= 1, line < height { top = 0 }
    }

    private mutating func clampTop(height: Int) {
        top = max(0, min(top, lines.count - max(1, height)))
    }

    private func nearestRow(to line: Int) -> ConversationID? {
        let ids = shown
        guard !ids.isEmpty else { return nil }
        return ids[min(max(line, 0), ids.count - 1)]
    }

    private func isShown(_ row: ConversationRow) -> Bool {
        guard view.contains(row) else { return false }
        if let status, row.service == .support, row.status != status { return false }
        if let widget, row.account != widget.account || row.widgetID != widget.id { return false }
        return true
    }

    private func isArrangedAlike(_ a: ConversationRow, _ b: ConversationRow) -> Bool {
        a.lastActivity == b.lastActivity && isShown(a) == isShown(b) && a.service == b.service
    }

    private static func stands(_ a: ConversationRow, before b: ConversationRow) -> Bool {
        if a.service != b.service { return a.service == .support }
        if a.lastActivity != b.lastActivity { return a.lastActivity > b.lastActivity }
        return a.id < b.id
    }
}
