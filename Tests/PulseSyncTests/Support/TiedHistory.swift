import PulseModel
import PulseStore

@testable import PulseSync

/// A server in the test that pages as the real one does: whole seconds, compared strictly, ties in any order.
struct TiedHistory {
    struct Message: Hashable {
        var id: String
        var second: Int64
    }

    /// Oldest first; messages of one second in the order in which the server happens to give them.
    var messages: [Message]

    static func random(count: Int, mostInASecond: Int, _ chance: inout Jitter) -> TiedHistory {
        var messages: [Message] = []
        var second: Int64 = 1_000
        while messages.count < count {
            let tied = Int.random(in: 1...mostInASecond, using: &chance)
            for _ in 0..<min(tied, count - messages.count) {
                messages.append(Message(id: "m\(messages.count)", second: second))
            }
            second += Int64.random(in: 1...3, using: &chance)
        }
        return TiedHistory(messages: messages)
    }

    /// A page, oldest first; nil where the cursor is gone.
    func page(before cursor: String?, limit: Int, _ chance: inout Jitter) -> [Message]? {
        var older = messages[...]
        if let cursor {
            guard let found = messages.first(where: { $0.id == cursor }) else { return nil }
            older = messages.prefix { $0.second < found.second }
        }
        // The database may give rows of one second in another order each time.
        let order = older.map { (message: $0, key: UInt64.random(in: .min ... .max, using: &chance)) }
            .sorted { ($0.message.second, $0.key) < ($1.message.second, $1.key) }
        return order.suffix(limit).map(\.message)
    }
}

/// What a desk holds of a history while it walks down without a hole.
struct HeldHistory {
    var held: [String: Int64] = [:]
    var isBeginning = false

    var edge: HistoryEdge {
        guard let oldest = held.values.min() else { return HistoryEdge(isBeginning: isBeginning) }
        let inOldest = held.filter { $0.value == oldest }
        let cursor = held.filter { $0.value > oldest }.min { ($0.value, $0.key) < ($1.value, $1.key) }
        return HistoryEdge(
            oldestSecond: oldest,
            cursorID: cursor?.key,
            oldestID: inOldest.keys.min(),
            isBeginning: isBeginning
        )
    }

    mutating func take(_ page: [TiedHistory.Message], isFull: Bool) {
        for message in page { held[message.id] = message.second }
        if !isFull { isBeginning = true }
    }
}
