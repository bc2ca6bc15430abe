package import PulseModel

/// Every row of the desk by its id, side by side in memory: a dictionary of rows takes almost twice the room.
package struct ConversationTable: Hashable, Sendable {
    /// The rows, in no order that means anything.
    package private(set) var all: [ConversationRow] = []
    /// Counts the changes, so that whoever draws rows need not compare each.
    package private(set) var revision = Revision()
    /// Where each row stands.
    private var places: [ConversationID: Int32] = [:]

    /// A table without rows.
    package init() {}

    /// How many rows there are.
    package var count: Int { all.count }

    /// Whether there is none.
    package var isEmpty: Bool { all.isEmpty }

    /// The row of an id.
    package subscript(id: ConversationID) -> ConversationRow? {
        places[id].map { all[Int($0)] }
    }

    /// Takes rows in place of all others; their ids must differ.
    mutating func replaceAll(with rows: [ConversationRow]) {
        revision.advance()
        all = rows
        places = Dictionary(minimumCapacity: rows.count)
        for (place, row) in rows.enumerated() { places[row.id] = Int32(place) }
    }

    /// Takes a row; the one that it replaces.
    @discardableResult
    mutating func update(_ row: ConversationRow) -> ConversationRow? {
        revision.advance()
        guard let place = places[row.id] else {
            places[row.id] = Int32(all.count)
            all.append(row)
            return nil
        }
        let old = all[Int(place)]
        all[Int(place)] = row
        return old
    }

    /// Takes a row out.
    @discardableResult
    mutating func remove(_ id: ConversationID) -> ConversationRow? {
        guard let place = places.removeValue(forKey: id) else { return nil }
        revision.advance()
        let old = all[Int(place)]
        // The last row fills the hole.
        let last = all.removeLast()
        if last.id != id {
            all[Int(place)] = last
            places[last.id] = place
        }
        return old
    }
}
