import PulseModel
import PulseStore

/// One attempt to send a message, when it is over, for the loop.
struct SendAttempt: Sendable {
    var outcome: SendOutcome
    /// What the store could not take of it: the loop tries again.
    var unsaved: UnsavedOutcome?
    /// What the poll before it ended with, where it failed.
    var pollFailure: ServiceFailure?

    init(_ outcome: SendOutcome, unsaved: UnsavedOutcome? = nil, pollFailure: ServiceFailure? = nil) {
        self.outcome = outcome
        self.unsaved = unsaved
        self.pollFailure = pollFailure
    }
}

/// What became of a message, as it has to be stored: until then it counts as leaving and holds up its conversation.
enum UnsavedOutcome: Sendable {
    case message(ItemID, SendOutcome)
    /// The whole answer to a question.
    case answer(ItemID, Exchange, revision: Int, endedAt: Timestamp)
}

extension SyncContext {
    /// Stores what became of a message.
    /// - Returns: what could not be stored and has to be tried again; nil once it is stored, or is not needed any more.
    func keep(_ outcome: UnsavedOutcome) async -> UnsavedOutcome? {
        do throws(StoreFailure) {
            switch outcome {
            case .message(let item, let outcome): try await store.settle(item, outcome)
            case .answer(let item, let exchange, let revision, let endedAt):
                try await store.finishAnswer(item, exchange: exchange, revision: revision, endedAt: endedAt)
            }
            return nil
        } catch {
            guard error != .notFound else { return nil }
            storeFailed(error)
            return outcome
        }
    }
}
