import Synchronization

final class HandoverBox<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func set(_ new: Value) {
        value.withLock { $0 = new }
    }

    func get() -> Value? {
        value.withLock { $0 }
    }
}
