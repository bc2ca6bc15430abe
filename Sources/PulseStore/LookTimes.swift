import PulseModel
import Synchronization

/// When what is known of each support conversation was taken in, in this run of the program.
///
/// The times in rows are a server's word, and clocks go wrong. What was asked for after an answer was there cannot show
/// what was before it.
final class LookTimes: Sendable {
    /// A look that changed what is known.
    struct Taken {
        /// When the answer had been taken in.
        var at: ContinuousClock.Instant
        /// When it was had, by the server's clock.
        var seenAt: Timestamp
    }

    /// No call takes longer: an older look orders nothing any more.
    private static let span = Duration.seconds(600)
    private static let roomBeforeSweep = 2_000

    private let taken = Mutex<[Int64: Taken]>([:])

    /// The last look that changed what is known of a conversation; nil where there was none in this run.
    func taken(_ conversation: Int64) -> Taken? {
        taken.withLock { $0[conversation] }
    }

    /// Notes that a look has just changed what is known of a conversation.
    func take(_ conversation: Int64, seenAt: Timestamp) {
        let now = ContinuousClock.now
        taken.withLock { taken in
            if taken.count >= Self.roomBeforeSweep { taken = taken.filter { now - $0.value.at < Self.span } }
            taken[conversation] = Taken(at: now, seenAt: seenAt)
        }
    }
}
