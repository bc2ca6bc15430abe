import PulseModel

/// For how long messages have been queued, by the clock that nobody sets and that runs on in sleep; a pure value.
///
/// The store counts by the wall clock, which alone outlasts a run. Where that is set back, a message would leave long
/// after the moment that it was written for.
struct QueueAges: Hashable, Sendable {
    private struct Count: Hashable {
        /// From when on it counts by the wall clock; another moment begins another count.
        var from: Timestamp
        /// The last moment at which it is not late, on the continuous clock.
        var end: Int64
    }

    private let limit: Int64
    private var counts: [ItemID: Count] = [:]
    private var hasLooked = false

    /// Ages of nothing; the limit is in milliseconds.
    init(limit: Int64) {
        self.limit = limit
    }

    /// Finds what is late.
    ///
    /// - Parameters:
    ///   - entries: all messages that the server has not taken for certain.
    ///   - answering: where a question is under way: what is queued behind it does not count until that has ended.
    ///   - now: the moment; the first time, the one at which the run began.
    /// - Returns: the queued messages that are late.
    mutating func late(
        among entries: [OutboxEntry],
        answering: Set<ConversationID>,
        at now: DeskMoment
    ) -> [ItemID] {
        let old = counts
        counts = [:]
        for entry in entries where entry.delivery != .queued || !answering.contains(entry.conversation) {
            let known = old[entry.id].flatMap { $0.from == entry.countsFrom ? $0 : nil }
            counts[entry.id] = known ?? begun(entry.countsFrom, at: now)
        }
        hasLooked = true
        return entries.filter { $0.delivery == .queued }.map(\.id).filter { id in
            counts[id].map { now.continuous > $0.end } ?? false
        }
    }

    /// The last moment at which none of these is late, on the continuous clock; nil where none counts.
    func firstEnd(of entries: [OutboxEntry]) -> Int64? {
        entries.compactMap { counts[$0.id]?.end }.min()
    }

    private func begun(_ from: Timestamp, at now: DeskMoment) -> Count {
        let age = now.wall.milliseconds(since: from)
        // Of what an earlier run left only the wall clock tells, and a moment to come tells that it was set back. What
        // was entered in this run is new, whatever the wall clock says.
        let rest = age < 0 && !hasLooked ? -1 : limit - min(max(age, 0), limit + 1)
        return Count(from: from, end: now.continuous + rest)
    }
}
