import PulseModel

/// Which messages of the outbox may leave when; a pure value.
///
/// The store gives, in order, at most one message of each conversation. What left and got no usable answer is never sent
/// again from here.
struct DeliveryRules: Hashable, Sendable {
    private let settings: SyncSettings
    private var jitter: Jitter
    private var running: [ItemID: ConversationID] = [:]
    private var failures = 0
    private var notBefore: Int64 = 0
    private var waitsForConnection = false
    private var ages: QueueAges

    /// Rules of which nothing has begun.
    init(settings: SyncSettings, seed: UInt64) {
        self.settings = settings
        jitter = Jitter(seed: seed)
        ages = QueueAges(limit: settings.lateLimit)
    }

    /// How many messages are leaving.
    var underWay: Int { running.count }

    /// Whether a message of this conversation is leaving.
    func isSending(in conversation: ConversationID) -> Bool {
        running.values.contains(conversation)
    }

    /// The messages that may leave now, of those waiting in the order of Enter; each is under way until `ended`.
    mutating func begin(_ waiting: [OutboxEntry], at now: DeskMoment) -> [OutboxEntry] {
        guard now.awake >= notBefore else { return [] }
        var chosen: [OutboxEntry] = []
        for entry in waiting where running.count < settings.parallelSends && !isSending(in: entry.conversation) {
            // After an error one goes ahead of the others to see whether the way is open.
            guard failures == 0 || running.isEmpty else { break }
            running[entry.id] = entry.conversation
            chosen.append(entry)
        }
        return chosen
    }

    /// The queued messages that have waited for too long by the clock that nobody sets; the store knows those by the wall.
    mutating func late(
        among entries: [OutboxEntry],
        answering: Set<ConversationID>,
        at now: DeskMoment
    ) -> [ItemID] {
        ages.late(among: entries, answering: answering, at: now)
    }

    /// When to look at the outbox again, on the awake clock, given what is queued; nil when nothing is.
    func nextWake(queued: [OutboxEntry], at now: DeskMoment) -> Int64? {
        guard let first = queued.map(\.enteredAt).min() else { return nil }
        let late = first.adding(milliseconds: settings.lateLimit).milliseconds(since: now.wall) + 1
        // One behind a stream, or retried by hand, counts from later than Enter: looked at now and then.
        var hold = now.awake + (late > 0 ? late : min(5_000, settings.lateLimit))
        if let end = ages.firstEnd(of: queued) { hold = min(hold, now.awake + max(1, end - now.continuous + 1)) }
        return notBefore > now.awake ? min(hold, notBefore) : hold
    }

    /// Notes that the server has a question whose answer now streams: it is no longer leaving, and others may leave.
    mutating func arrived(_ item: ItemID) {
        guard running.removeValue(forKey: item) != nil else { return }
        failures = 0
    }

    /// Notes what became of an attempt.
    mutating func ended(_ item: ItemID, _ outcome: SendOutcome, at now: DeskMoment) {
        switch outcome {
        case .sent: arrived(item)
        case .failed(let failure):
            running[item] = nil
            if case .retry(let after) = failure.deliveryVerdict { backOff(after: after, failure, at: now) }
        case .stopped: running[item] = nil
        case .notBegun(let failure?):
            running[item] = nil
            let pause: Int64? = if case .busy(_, let after, _) = failure { after } else { nil }
            backOff(after: pause, failure, at: now)
        case .notBegun(nil):
            running[item] = nil
            // The store may be unable to say that anything leaves, so nothing begins again at once.
            notBefore = max(notBefore, now.awake + settings.firstBackoff)
        }
    }

    private mutating func backOff(after pause: Int64?, _ failure: ServiceFailure, at now: DeskMoment) {
        failures += 1
        let backoff = min(settings.longestBackoff, settings.firstBackoff << Int64(min(failures - 1, 16)))
        let pause = pause.map { min(max($0, 0), settings.longestRetryAfter) } ?? 0
        notBefore = now.awake + max(pause, jitter.around(backoff, percent: settings.jitter))
        waitsForConnection = failure.saysNothingOfTheServer
    }

    /// A poll was answered: messages that could not reach the service need not wait any longer.
    /// - Returns: whether there were such messages: then begin again.
    mutating func connectionRecovered() -> Bool {
        guard waitsForConnection else { return false }
        resumed()
        return true
    }

    /// The person wants things to be tried now, or the machine woke.
    mutating func resumed() {
        waitsForConnection = false
        failures = 0
        notBefore = 0
    }
}
