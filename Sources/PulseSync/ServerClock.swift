import PulseModel

/// How far an account's server clock is from this machine's; a pure value.
///
/// A `Date` header has whole seconds only, so small differences between two of them mean nothing.
struct ServerClock: Hashable, Sendable {
    /// Server time minus this machine's, in milliseconds.
    private(set) var offset: Int64 = 0

    /// Takes a `Date` header.
    /// - Parameters:
    ///   - date: the header's moment.
    ///   - asked: when the request left, by this machine's clock.
    ///   - answered: when the answer was there.
    mutating func dateCame(_ date: Timestamp, asked: Timestamp, answered: Timestamp) {
        let trip = answered.milliseconds(since: asked)
        // The wall clock was set meanwhile, or the answer hung: nothing can be told.
        guard trip >= 0, trip < 10_000 else { return }
        let local = asked.adding(milliseconds: trip / 2)
        let seen = date.adding(milliseconds: 500).milliseconds(since: local)
        if abs(seen - offset) > 1_000 + trip / 2 { offset = abs(seen) <= 1_000 ? 0 : seen }
    }

    /// A moment of this machine's clock by the server's.
    func serverTime(_ local: Timestamp) -> Timestamp {
        local.adding(milliseconds: offset)
    }
}
