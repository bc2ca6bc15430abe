import PulseModel

/// Support rows that left a list and have not been found in another yet; a pure value.
///
/// Only looks that began after a row left say anything of it: an earlier one may have read the other list before it moved.
struct VanishedVisitors: Hashable, Sendable {
    private struct Search: Hashable {
        /// The ticket of the look that missed it: later ones count.
        var since: Int
        var looked: Set<ConversationStatus>
        var isCut: Bool
    }

    private var searches: [ConversationID: Search] = [:]

    /// Notes that rows are in this list no more.
    /// - Returns: whether one of them is newly missing.
    mutating func rowsLeft(
        _ rows: [ConversationID],
        of status: ConversationStatus,
        isCut: Bool,
        ticket: Int
    ) -> Bool {
        var isNew = false
        for row in rows where searches[row] == nil {
            searches[row] = Search(since: ticket, looked: [status], isCut: isCut)
            isNew = true
        }
        return isNew
    }

    /// Notes rows that some list showed.
    mutating func found(_ rows: [ConversationID]) {
        for row in rows { searches[row] = nil }
    }

    /// Notes what a look at a whole list showed.
    /// - Returns: rows that are in no list, for all that can be known; those of cut lists apart.
    mutating func looked(
        at status: ConversationStatus,
        seen: [ConversationID],
        isCut: Bool,
        ticket: Int
    ) -> (gone: [ConversationID], beyond: [ConversationID]) {
        found(seen)
        var gone: [ConversationID] = []
        var beyond: [ConversationID] = []
        for (row, search) in searches where search.since < ticket {
            var search = search
            search.looked.insert(status)
            search.isCut = search.isCut || isCut
            searches[row] = search
            guard search.looked.isSuperset(of: [.open, .snoozed, .resolved]) else { continue }
            searches[row] = nil
            if search.isCut { beyond.append(row) } else { gone.append(row) }
        }
        return (gone.sorted(), beyond.sorted())
    }
}
