import Foundation
import Synchronization

/// One value from a task to a thread that blocks until it is there.
final class BlockingResult<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    /// Hands the value over; once.
    func put(_ new: Value) {
        value.withLock { $0 = new }
        isThere.signal()
    }

    /// Waits for the value.
    func take() -> Value {
        isThere.wait()
        guard let value = value.withLock({ $0 }) else {
            preconditionFailure("The value is put before the signal.")
        }
        return value
    }
}
