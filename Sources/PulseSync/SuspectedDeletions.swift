import PulseModel

/// Rows that an assistant's list should show and does not; a pure value.
///
/// One look may have been on its way while a row came or moved. What two looks in a row miss is asked about, once: only
/// the service can say that a conversation is deleted.
struct SuspectedDeletions: Hashable, Sendable {
    /// So many are asked about after one look: a desk that knows a thousand which are gone must not ask for all at once.
    static let mostAtOnce = 5

    private var missed: Set<ConversationID> = []
    private var asked: Set<ConversationID> = []

    /// Notes which rows a look missed.
    /// - Returns: those to be asked about now, in the same order.
    mutating func looked(missing absent: [ConversationID]) -> [ConversationID] {
        // One that was shown again, or lies beyond the page by now, may go once more.
        asked.formIntersection(absent)
        let twice = absent.filter { missed.contains($0) && !asked.contains($0) }.prefix(Self.mostAtOnce)
        missed = Set(absent)
        asked.formUnion(twice)
        return Array(twice)
    }
}
