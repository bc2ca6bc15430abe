import PulseModel

extension Timestamp {
    /// Milliseconds that a service's clocks may stand apart: its `Date` headers and its records need not be one machine's.
    private static let apart: Int64 = 300_000

    /// When a service stored something, by what it says of it in its answer.
    ///
    /// - Parameter answered: when it answered, by its own clock.
    /// - Returns: this moment, unless it is so far from the answer that it cannot be: then that of the answer.
    func believed(near answered: Timestamp) -> Timestamp {
        let possible = answered.adding(milliseconds: -Self.apart)...answered.adding(milliseconds: Self.apart)
        return possible.contains(self) ? self : answered
    }
}
