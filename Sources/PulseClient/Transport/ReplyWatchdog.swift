import PulseModel
import Synchronization

/// How far a reply has come, and when the client gives up waiting for more of it.
struct WaitPlan: Sendable {
    private enum Stage {
        /// The request's body is leaving: the server is not waited for before it has all of it.
        case sending(last: ContinuousClock.Instant)
        case forFirstByte(since: ContinuousClock.Instant)
        case forNextByte(first: ContinuousClock.Instant, last: ContinuousClock.Instant)
        /// Nobody takes what came: the server is not waited for.
        case paused
    }

    private var stage: Stage
    private let firstByte: Duration
    private let silence: Duration
    /// Nil for a stream, which may go on for as long as it says something.
    var whole: Duration?

    init(startingAt start: ContinuousClock.Instant, firstByte: Duration, silence: Duration, whole: Duration?) {
        stage = .forFirstByte(since: start)
        self.firstByte = firstByte
        self.silence = silence
        self.whole = whole
    }

    mutating func bytesCame(at now: ContinuousClock.Instant) {
        switch stage {
        case .sending, .forFirstByte: stage = .forNextByte(first: now, last: now)
        case .forNextByte(let first, _): stage = .forNextByte(first: first, last: now)
        case .paused: stage = .forNextByte(first: now, last: now)
        }
    }

    /// A piece of the request's body is leaving.
    mutating func bytesLeft(at now: ContinuousClock.Instant) {
        switch stage {
        case .sending, .forFirstByte: stage = .sending(last: now)
        case .forNextByte, .paused: break
        }
    }

    /// The whole body has left: from now on the server is waited for.
    mutating func bodyLeft(at now: ContinuousClock.Instant) {
        if case .sending = stage { stage = .forFirstByte(since: now) }
    }

    /// Stops the wait until the next `bytesCame`.
    mutating func paused() {
        stage = .paused
    }

    /// The longest that a watchdog may sleep between two looks.
    ///
    /// The first byte may bring the deadline nearer, which a watchdog asleep until the old one would miss.
    var step: Duration { min(firstByte, silence, whole ?? silence) / 10 }

    /// When to give up unless something comes before, and how long that is since the last step.
    var deadline: (at: ContinuousClock.Instant, waited: Duration)? {
        switch stage {
        case .paused: return nil
        case .sending(let last): return (last + silence, silence)
        case .forFirstByte(let since): return (since + firstByte, firstByte)
        case .forNextByte(let first, let last):
            let silent = (last + silence, silence)
            guard let whole, first + whole < silent.0 else { return silent }
            return (first + whole, whole)
        }
    }
}

/// A wait plan that the reader moves on and the watchdog looks at.
final class ReplyWatchdog: Sendable {
    private let plan: Mutex<WaitPlan>

    init(_ plan: WaitPlan) {
        self.plan = Mutex(plan)
    }

    func bytesCame() {
        plan.withLock { $0.bytesCame(at: .now) }
    }

    /// Bounds the whole reply, which has turned out to be neither a stream nor a download.
    func bound(by whole: Duration) {
        plan.withLock { $0.whole = whole }
    }

    func bytesLeft() {
        plan.withLock { $0.bytesLeft(at: .now) }
    }

    func bodyLeft() {
        plan.withLock { $0.bodyLeft(at: .now) }
    }

    func paused() {
        plan.withLock { $0.paused() }
    }

    /// Returns how long was waited once the plan's deadline has passed; nil when cancelled.
    func expiry() async -> Duration? {
        while !Task.isCancelled {
            let (deadline, step) = plan.withLock { ($0.deadline, $0.step) }
            let now = ContinuousClock.now
            if let deadline, deadline.at <= now { return deadline.waited }
            do {
                try await Task.sleep(until: min(deadline?.at ?? now + step, now + step), clock: .continuous)
            } catch {
                return nil  // cancelled: the other side of the race is done
            }
        }
        return nil
    }

    /// Runs work until it ends or the plan's deadline passes, which cancels it; returns when both are over.
    func race<Value: Sendable>(
        _ work: @escaping @Sendable () async -> Result<Value, ServiceFailure>
    ) async -> Result<Value, ServiceFailure> {
        await withTaskGroup(of: Result<Value, ServiceFailure>.self) { group in
            group.addTask { await work() }
            group.addTask {
                guard let waited = await self.expiry() else { return .failure(.cancelled) }
                return .failure(.timedOut(after: waited.wholeMilliseconds))
            }
            let first = await group.next() ?? .failure(.cancelled)
            group.cancelAll()
            // Cancelled from outside, the watchdog may come first; what the work says then counts for nothing more.
            return first
        }
    }
}
