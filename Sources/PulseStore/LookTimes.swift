import PulseModel
import Synchronization

/// When what is known of each support conversation was taken in, and when our messages left, in this run of the program.
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

    /// What is noted, until it orders nothing any more.
    private struct Notes {
        var taken = Recent<Taken>()
        var asked = Recent<ContinuousClock.Instant>()
        var left = Recent<ContinuousClock.Instant>()
    }

    private let notes = Mutex(Notes())

    /// The last look that changed what is known of a conversation; nil where there was none in this run.
    func taken(_ conversation: Int64) -> Taken? {
        notes.withLock { $0.taken[conversation] }
    }

    /// Notes that a look has just changed what is known of a conversation.
    func take(_ conversation: Int64, seenAt: Timestamp) {
        let now = ContinuousClock.now
        notes.withLock { $0.taken.note(Taken(at: now, seenAt: seenAt), of: conversation, now) }
    }

    /// When the last look that showed a conversation was asked for; nil where there was none in this run.
    func asked(_ conversation: Int64) -> ContinuousClock.Instant? {
        notes.withLock { $0.asked[conversation] }
    }

    /// Notes that a look that was asked for then showed a conversation, changed or not.
    func look(at conversation: Int64, asked: ContinuousClock.Instant) {
        notes.withLock { notes in
            if let last = notes.asked[conversation], last >= asked { return }
            notes.asked.note(asked, of: conversation, .now)
        }
    }

    /// When a message left for the last time; nil where it did not in this run.
    func left(_ item: Int64) -> ContinuousClock.Instant? {
        notes.withLock { $0.left[item] }
    }

    /// Notes that a message leaves now.
    func leaves(_ item: Int64) {
        let now = ContinuousClock.now
        notes.withLock { $0.left.note(now, of: item, now) }
    }
}

/// Values with the moment of their noting, of which old ones go when they become many.
private struct Recent<Value> {
    /// No call takes longer: an older value orders nothing any more.
    private static var span: Duration { .seconds(600) }

    private var values: [Int64: (value: Value, at: ContinuousClock.Instant)] = [:]
    private var room = 2_000

    subscript(_ number: Int64) -> Value? { values[number]?.value }

    mutating func note(_ value: Value, of number: Int64, _ now: ContinuousClock.Instant) {
        if values.count >= room {
            values = values.filter { now - $0.value.at < Self.span }
            // Where many are recent, the next sweep waits until there are twice as many.
            room = max(2_000, 2 * values.count)
        }
        values[number] = (value, now)
    }
}
