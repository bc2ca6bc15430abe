package import PulseModel

/// Sums over the rows of the list, kept up to date row by row.
package struct ListTotals: Hashable, Sendable {
    /// What has not reached a server, over all conversations.
    package private(set) var unsent = UnsentCounts()
    /// Rows that are unread.
    package private(set) var unread = 0
    /// Answers that stream.
    package private(set) var answering = 0
    /// How many rows of a service look alike by name.
    private var names: [Looks: Int] = [:]
    /// How many of them have an address in common too.
    private var addresses: [Looks: Int] = [:]

    /// What a row looks like beside others.
    private struct Looks: Hashable, Sendable {
        var service: Service
        var name: String
        var email: String?
    }

    /// Whether several visitors, or several conversations with assistants, are called like this one.
    package func isNameShared(_ row: ConversationRow) -> Bool {
        (names[Looks(service: row.service, name: row.visibleName)] ?? 0) > 1
    }

    /// Whether several visitors have both the name and the address of this one.
    package func isAddressShared(_ row: ConversationRow) -> Bool {
        guard let email = row.email, !email.isEmpty else { return false }
        return (addresses[Looks(service: row.service, name: row.visibleName, email: email)] ?? 0) > 1
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
        var looks = Looks(service: row.service, name: row.visibleName)
        Self.count(looks, sign, in: &names)
        guard let email = row.email, !email.isEmpty else { return }
        looks.email = email
        Self.count(looks, sign, in: &addresses)
    }

    private static func count(_ looks: Looks, _ sign: Int, in counts: inout [Looks: Int]) {
        let left = (counts[looks] ?? 0) + sign
        counts[looks] = left > 0 ? left : nil
    }
}
