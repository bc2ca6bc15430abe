package import PulseModel

/// Sums over the rows of the list, kept up to date row by row.
package struct ListTotals: Hashable, Sendable {
    /// What has not reached a server, over all conversations.
    package private(set) var unsent = UnsentCounts()
    /// Rows that are unread.
    package private(set) var unread = 0
    /// Answers that stream.
    package private(set) var answering = 0
    /// How many support rows carry a name.
    private var names: [String: Int] = [:]

    /// Whether several visitors are called so.
    package func isShared(_ name: String) -> Bool {
        (names[name] ?? 0) > 1
    }

    mutating func add(_ row: ConversationRow) {
        count(row, 1)
    }

    mutating func remove(_ row: ConversationRow) {
        count(row, -1)
    }

    private mutating func count(_ row: ConversationRow, _ sign: Int) {
        unsent.underWay += sign * row.unsent.underWay
        unsent.held += sign * row.unsent.held
        unsent.refused += sign * row.unsent.refused
        unsent.unknown += sign * row.unsent.unknown
        unread += row.isUnread ? sign : 0
        answering += row.isAnswering ? sign : 0
        guard row.service == .support, !row.name.isEmpty else { return }
        let left = (names[row.name] ?? 0) + sign
        names[row.name] = left > 0 ? left : nil
    }
}
