import CPty

/// A moment of the monotonic clock up to which something may take.
package struct Deadline: Hashable, Sendable, Comparable {
    /// Nanoseconds of the monotonic clock.
    package let nanoseconds: Int64

    /// A moment that was read from the monotonic clock; `after(seconds:)` counts from now.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// This long from now.
    package static func after(seconds: Double) -> Deadline {
        Deadline(nanoseconds: pty_nanoseconds() + Int64(seconds * 1_000_000_000))
    }

    /// The present moment: only look, do not wait.
    package static var now: Deadline { Deadline(nanoseconds: pty_nanoseconds()) }

    /// Whether it has passed.
    package var isOver: Bool { pty_nanoseconds() >= nanoseconds }

    /// What `poll` takes: the milliseconds left, rounded up.
    var pollMilliseconds: Int32 {
        Int32(clamping: max(0, (nanoseconds - pty_nanoseconds() + 999_999) / 1_000_000))
    }

    /// Whether the left one comes first.
    package static func < (left: Deadline, right: Deadline) -> Bool { left.nanoseconds < right.nanoseconds }
}
