import PulseModel
import PulseStore

/// What a message's way to the server came to, for the loop.
struct SendOutcome: Sendable {
    /// How the way ended.
    var end: SendEnd
    /// What the store could not take of it: the loop tries again.
    var unsaved: UnsavedEnd?

    /// What the look before it ended with, where it failed.
    var lookFailure: ServiceFailure?

    /// A way that ended so.
    init(_ end: SendEnd, unsaved: UnsavedEnd? = nil) {
        self.end = end
        self.unsaved = unsaved
    }

    /// A message that waits for a look, which failed: not a byte left, and it is tried again.
    static func waiting(_ failure: ServiceFailure) -> SendOutcome {
        var outcome = SendOutcome(.waits(failure))
        outcome.lookFailure = failure
        return outcome
    }
}

/// What becomes of a message, as it has to be stored: until then it counts as leaving and holds up its conversation.
enum UnsavedEnd: Sendable {
    /// Where the message stands, whether the service was asked, and the service's id and time of it where known.
    case settled(ItemID, Delivery, wasReached: Bool, remoteID: String?, serverTime: Timestamp?)
    /// The whole answer to a question.
    case answered(ItemID, Exchange, revision: Int, endedAt: Timestamp)
}

extension SyncContext {
    /// Stores what became of a message.
    /// - Returns: what could not be stored and has to be tried again; nil once it is stored, or is not needed any more.
    func keep(_ end: UnsavedEnd) async -> UnsavedEnd? {
        do throws(StoreFailure) {
            switch end {
            case .settled(let item, let delivery, let wasReached, let remoteID, let serverTime):
                try await store.settle(
                    item,
                    as: delivery,
                    wasReached: wasReached,
                    remoteID: remoteID,
                    serverTime: serverTime
                )
            case .answered(let item, let exchange, let revision, let endedAt):
                try await store.finishAnswer(item, exchange: exchange, revision: revision, endedAt: endedAt)
            }
            return nil
        } catch {
            guard error != .notFound else { return nil }
            storeFailed(error)
            return end
        }
    }
}
