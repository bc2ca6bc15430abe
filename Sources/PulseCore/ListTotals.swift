package import PulseModel

/// Sums over the rows of the list, kept up to date row by row.
package struct ListTotals: Hashable, Sendable {
    /// What has not reached a server, over all conversations.
    package private(set) var unsent = UnsentCounts()
    /// Rows that are unread.
    package private(set) var unread = 0
    /// Answers that stream.
    package private(set) var answering = 0
    /// How many visitors are called alike.
    private var visitors: [String: Int32] = [:]
    /// How many conversations with assistants are.
    private var titles: [String: Int32] = [:]
    /// How many visitors have an address in common too.
    private var addresses: [Address: Int32] = [:]

    /// A visitor's name and address.
    private struct Address: Hashable, Sendable {
        var name: String
        var email: String
    }

    init() {}

    /// The sums over rows.
    init(of rows: [ConversationRow]) {
        // Tables that grow take three times their room for a moment.
        visitors.reserveCapacity(rows.count { $0.service == .support })
        titles.reserveCapacity(rows.count { $0.service == .assistant })
        addresses.reserveCapacity(rows.count { $0.email != nil })
        for row in rows { add(row) }
    }

    /// Whether several visitors, or several conversations with assistants, are called like this one.
    package func isNameShared(_ row: ConversationRow) -> Bool {
        let names = row.service == .support ? visitors : titles
        return (names[row.visibleName] ?? 0) > 1
    }

    /// Whether several visitors have both the name and the address of this one.
    package func isAddressShared(_ row: ConversationRow) -> Bool {
        guard let email = row.email, !email.isEmpty else { return false }
        return (addresses[Address(name: row.visibleName, email: email)] ?? 0) > 1
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
        let name = row.visibleName
        switch row.service {
        case .support: Self.count(name, sign, in: &visitors)
        case .assistant: Self.count(name, sign, in: &titles)
        }
        guard let email = row.email, !email.isEmpty else { return }
        Self.count(Address(name: name, email: email), sign, in: &addresses)
    }

    private static func count<Key>(_ key: Key, _ sign: Int, in counts: inout [Key: Int32]) {
        let left = (counts[key] ?? 0) + Int32(sign)
        counts[key] = left > 0 ? left : nil
    }
}
