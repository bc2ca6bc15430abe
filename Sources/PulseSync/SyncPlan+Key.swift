import PulseModel

/// Reading the key, and what the service says of it.
///
/// The key counts as refused when the service itself says so, twice in a row, on the main list. Any other call that is refused
/// backs off alone.
extension SyncPlan {
    /// Whether the key is being read, or is about to be, or was not tried yet.
    var awaitsKey: Bool {
        switch phase {
        case .idle, .readingKey: true
        case .keyless(_, let reason): reason.isEmpty
        case .tryingKey: entries[mainList]?.trouble == nil
        case .running, .keyRefused: false
        }
    }

    /// Begins: the key is read first.
    mutating func started(at now: DeskMoment) {
        guard phase == .idle else { return }
        phase = .keyless(until: now.awake, reason: "")
    }

    /// The key is there: everything is due, but after a refused key only the main list until it is answered.
    /// - Returns: whether it is wanted; one that comes late must not take the place of a later one.
    @discardableResult
    mutating func keyCame(at now: DeskMoment) -> Bool {
        switch phase {
        // A key that arrives after its time-out is still valid.
        case .readingKey, .keyless: phase = isKeyInDoubt ? .tryingKey : .running
        case .idle, .running, .keyRefused, .tryingKey: return false
        }
        wishedAfter = nil
        pausedUntil = 0
        makeEntries(at: now)
        for ask in entries.keys { makeDue(ask, at: now.awake, forgetting: true) }
        return true
    }

    /// There is no key.
    mutating func keyWasMissing(_ reason: String, at now: DeskMoment) {
        guard case .readingKey = phase else { return }
        phase = .keyless(until: now.awake + wait(settings.missingKeyRetry), reason: reason)
    }

    /// The person wants the key to be read again.
    mutating func keyWasWanted(at now: DeskMoment) {
        guard phase != .idle else { return }
        if isMainListRefused { isKeyInDoubt = true }
        phase = .keyless(until: now.awake, reason: "")
        for ask in entries.keys { entries[ask]?.flight = nil }
    }

    /// Whether the latest answer of the main list was that the key is refused.
    var isMainListRefused: Bool {
        if case .unauthorized? = entries[mainList]?.trouble?.failure { true } else { false }
    }

    /// The main list was read: the key is good, and whatever else waited for that is due.
    mutating func keyWasTaken(at now: DeskMoment) {
        isKeyInDoubt = false
        guard !isRunning else { return }
        phase = .running
        for ask in entries.keys where ask != mainList { makeDue(ask, at: now.awake, forgetting: true) }
    }

    /// The main list was not read: draws what that says of the key.
    ///
    /// - Parameters:
    ///   - failure: what it ended with.
    ///   - former: what it ended with the time before; nil where it was read, or the key is new.
    ///   - now: when it came.
    mutating func mainListFailed(_ failure: ServiceFailure, after former: ServiceFailure?, at now: DeskMoment) {
        guard case .unauthorized(let words) = failure else {
            // Whatever it is, the service no longer says that it is the key.
            if phase == .tryingKey { keyWasTaken(at: now) }
            return
        }
        if wishedAfter != nil { return keyWasWanted(at: now) }
        // One alone may be a slip of the service.
        guard case .unauthorized? = former else { return }
        isKeyInDoubt = true
        phase = .keyRefused(words)
        for ask in entries.keys { entries[ask]?.flight = nil }
    }
}
