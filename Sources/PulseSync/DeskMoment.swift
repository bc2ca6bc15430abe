import Foundation
import PulseModel

/// One moment on three clocks, in milliseconds.
struct DeskMoment: Hashable, Sendable {
    /// Runs while the machine is awake; waits are counted on it.
    var awake: Int64
    /// Runs on while the machine sleeps.
    var continuous: Int64
    /// What the wall clock says; it can jump.
    var wall: Timestamp

    /// Reads the clocks.
    static func now() -> DeskMoment {
        DeskMoment(
            awake: milliseconds(awakeStart.duration(to: .now)),
            continuous: milliseconds(continuousStart.duration(to: .now)),
            wall: Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
        )
    }

    private static let awakeStart = SuspendingClock.now
    private static let continuousStart = ContinuousClock.now

    /// Whole milliseconds, rounded down.
    static func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}
