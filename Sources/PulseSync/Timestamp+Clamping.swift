import PulseModel

extension Timestamp {
    /// Milliseconds that a service's clocks may differ: its `Date` headers and its records need not be one machine's.
    private static let largestSkew: Int64 = 300_000

    /// This moment, or that of the reply which names it where the two are too far apart to be true.
    ///
    /// - Parameter replyTime: when the service replied, by its own clock.
    /// - Returns: one of the two.
    func clamped(around replyTime: Timestamp) -> Timestamp {
        let possible =
            replyTime.adding(milliseconds: -Self.largestSkew)...replyTime.adding(milliseconds: Self.largestSkew)
        return possible.contains(self) ? self : replyTime
    }
}
