import PulseStore

/// Decides how to walk down a list whose service pages by whole seconds and skips what shares the cursor's second.
///
/// The cursor is the oldest row held whose second is newer than the oldest second held, so that the oldest second, which a
/// page may have cut in two, is asked for once more. A pure value; it serves histories and conversation lists alike.
struct HistoryWalk: Hashable, Sendable {
    /// What to do next.
    enum Step: Hashable {
        /// Ask for the page after this row; from the newest end where nil.
        case ask(after: String?, limit: Int)
        /// The same, past the oldest second: rows of it may be missing for good, which has to be marked.
        case askPastGap(after: String, limit: Int)
        /// Nothing is older.
        case beginning
        /// The service gives nothing more, though it does not say that this was all.
        case stuck
    }

    /// The most rows that the services give at once.
    static let mostRows = 100

    private enum Attempt: Int, Hashable {
        case usual, wide, pastGap, none
    }

    private let limit: Int
    private var attempt = Attempt.usual
    private var mustRestart = false
    private var restarts = 0

    /// A walk by pages of so many rows, 1 to 100.
    init(limit: Int) {
        self.limit = min(max(limit, 1), Self.mostRows)
    }

    /// What to do, given what is held without a hole.
    func next(from edge: HistoryEdge) -> Step {
        if edge.isBeginning { return .beginning }
        if mustRestart { return .ask(after: nil, limit: limit) }
        guard let oldest = edge.oldestID else {
            return attempt == .none ? .stuck : .ask(after: nil, limit: attempt == .usual ? limit : Self.mostRows)
        }
        switch attempt {
        case .usual where edge.cursorID != nil: return .ask(after: edge.cursorID, limit: limit)
        // All that is held shares one second: more of it can only come with the newest page.
        case .usual, .wide: return .ask(after: edge.cursorID, limit: Self.mostRows)
        case .pastGap: return .askPastGap(after: oldest, limit: Self.mostRows)
        case .none: return .stuck
        }
    }

    /// Notes what a page changed.
    mutating func pageCame(before: HistoryEdge, after: HistoryEdge) {
        if mustRestart {
            mustRestart = false
            attempt = restarts > 1 ? .pastGap : .usual
            return
        }
        if after.isBeginning || after.oldestSecond != before.oldestSecond
            || before.oldestID == nil && after.oldestID != nil
        {
            attempt = .usual
            return
        }
        // The page was of one second, or added nothing.
        let wasWide = limit == Self.mostRows || before.cursorID == nil
        attempt =
            switch attempt {
            case .usual: wasWide ? .pastGap : .wide
            case .wide: .pastGap
            case .pastGap, .none: .none
            }
    }

    /// Notes that the cursor's row is gone: the walk begins again at the newest end, where the conversation still is.
    mutating func cursorWasGone() {
        restarts += 1
        if restarts > 2 {
            mustRestart = false
            attempt = .none
        } else {
            mustRestart = true
        }
    }
}
