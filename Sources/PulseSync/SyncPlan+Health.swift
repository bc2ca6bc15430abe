import PulseModel

extension SyncPlan {
    /// How the service answers, as the last answers showed it.
    func health(at now: DeskMoment) -> AccountState.Health {
        switch phase {
        case .idle: return .starting
        case .readingKey: return .starting
        case .keyless(_, let reason): return reason.isEmpty ? .starting : .noKey(reason)
        case .stopped(_, let failure): return .stopped(failure)
        case .running: break
        }
        let failing = entries.filter { $0.key.isEssential && !isOnHold($0.key) && $0.value.lastFailure != nil }
            .min { ($0.value.due, $0.key.rank) < ($1.value.due, $1.key.rank) }
        if let entry = failing?.value, let failure = entry.lastFailure {
            let next = max(entry.due, pausedUntil)
            return .failing(failure, nextTry: now.wall.adding(milliseconds: max(0, next - now.awake)))
        }
        return entries.contains { $0.key.isEssential && $0.value.lastSuccess != nil } ? .fine : .starting
    }

    /// When the lists were last read whole, on the awake clock; nil before the first whole round.
    ///
    /// The lists that are looked at most often decide: the others are older by design.
    var listsSeenAt: Int64? {
        let usual = service == .support ? settings.openList : settings.conversations
        let often = entries.filter { $0.key.isList && $0.value.interval == usual }
        guard !often.isEmpty else { return nil }
        var oldest = Int64.max
        for entry in often.values {
            guard let seen = entry.lastSuccess else { return nil }
            oldest = min(oldest, seen)
        }
        return oldest
    }
}
