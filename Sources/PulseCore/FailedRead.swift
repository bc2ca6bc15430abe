/// A read of the store that failed and is tried again.
package struct FailedRead: Hashable, Sendable {
    /// What was asked for.
    package var request: StoreRequest
    /// How often it failed, one time after the other.
    package var failures = 1
    /// When it is asked for again, in milliseconds of the continuous clock; nil while it is under way.
    package var due: Int64?

    /// A read that failed once; `due` is for the caller to set.
    package init(_ request: StoreRequest) {
        self.request = request
    }

    /// Milliseconds until it is tried again: longer each time, half a minute at the most.
    package var delay: Int64 {
        min(30_000, 500 << Int64(min(failures, 10) - 1))
    }
}
