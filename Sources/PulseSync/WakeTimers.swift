/// The timers that are to wake a loop; a pure value.
///
/// A timer counts on while the machine sleeps and the moments given here do not, so one may fire long before its moment.
/// Each one is therefore known by its moment and taken away by it, never by what the clock says when it fires.
struct WakeTimers: Hashable, Sendable {
    private var pending: [Int64] = []

    /// No timer.
    init() {}

    /// Notes that the loop has to wake at this moment.
    /// - Returns: whether a timer has to be set for it; one that is set for earlier serves as well.
    mutating func arm(at wake: Int64) -> Bool {
        guard !pending.contains(where: { $0 <= wake }) else { return false }
        pending.append(wake)
        return true
    }

    /// Notes that the timer of this moment fired.
    mutating func fired(_ wake: Int64) {
        if let index = pending.firstIndex(of: wake) { pending.remove(at: index) }
    }
}
