/// When a growing answer is worth storing again, which writes all of it; a pure value.
///
/// What is written in all stays within a few times what came, however long the answer becomes.
struct SavedGrowth: Hashable, Sendable {
    /// Up to this size each look stores what is new.
    private static let small = 64 << 10
    /// In milliseconds: what is new is not kept in memory alone for longer, if little comes.
    private static let longestWait: Int64 = 30_000

    private var received = 0
    private var savedAt: Int64?

    /// Says whether to store an answer now; then it counts as stored.
    ///
    /// - Parameters:
    ///   - size: bytes of the answer.
    ///   - received: bytes that came for it in all.
    ///   - awake: now, on the awake clock.
    /// - Returns: whether enough of it is new.
    mutating func isDue(size: Int, received: Int, at awake: Int64) -> Bool {
        let new = received - self.received
        let waited = savedAt.map { awake - $0 } ?? .max
        guard size <= Self.small || new >= size / 4 || new > 0 && waited >= Self.longestWait else { return false }
        self.received = received
        savedAt = awake
        return true
    }
}
