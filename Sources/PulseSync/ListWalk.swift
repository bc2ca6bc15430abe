import PulseModel
import PulseStore

/// A walk through all pages of an assistant's conversation list, newest activity first; a pure value.
struct ListWalk: Hashable, Sendable {
    private var walk: HistoryWalk
    private var edge = HistoryEdge()
    /// Whether rows may have been skipped: more of them share a second than a page holds.
    private(set) var hasGap = false

    /// A walk by pages of so many rows.
    init(limit: Int) {
        walk = HistoryWalk(limit: limit)
    }

    /// The page to ask for; nil when the walk is over.
    mutating func next() -> (after: String?, limit: Int)? {
        switch walk.next(from: edge) {
        case .ask(let after, let limit): return (after, limit)
        case .askPastGap(let after, let limit):
            hasGap = true
            return (after, limit)
        case .beginning: return nil
        case .stuck:
            hasGap = true
            return nil
        }
    }

    /// Takes a page.
    /// - Parameters:
    ///   - rows: the readable ones, in the server's order.
    ///   - isFull: whether as many came as were asked for, unreadable ones included.
    mutating func pageCame(_ rows: [AssistantConversation], isFull: Bool) {
        let before = edge
        for row in rows {
            guard let second = (row.updatedAt ?? row.createdAt)?.seconds else { continue }
            switch edge.oldestSecond {
            case nil:
                edge.oldestSecond = second
                edge.oldestID = row.id
            case .some(let oldest) where second < oldest:
                edge.cursorID = edge.oldestID
                edge.oldestSecond = second
                edge.oldestID = row.id
            case .some(let oldest) where second == oldest: edge.oldestID = row.id
            default: continue
            }
        }
        if !isFull { edge.isBeginning = true }
        walk.pageCame(before: before, after: edge)
    }

    /// Notes that the cursor's row is gone.
    mutating func cursorWasGone() {
        walk.cursorWasGone()
        edge = HistoryEdge()
    }
}
