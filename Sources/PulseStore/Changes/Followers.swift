import PulseModel
import Synchronization

/// Whoever follows the store.
final class Followers: Sendable {
    private let all = Mutex<[@Sendable (DeskChange) -> Void]>([])

    func add(_ follower: @escaping @Sendable (DeskChange) -> Void) {
        all.withLock { $0.append(follower) }
    }

    func publish(_ change: DeskChange) {
        for follower in all.withLock({ $0 }) { follower(change) }
    }
}
