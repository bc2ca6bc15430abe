import PulseModel

extension SyncPlan {
    /// How the service answers, as the main list shows it.
    var health: AccountState.Health {
        switch phase {
        case .idle, .readingKey: return .starting
        case .keyless(_, let reason): return reason.isEmpty ? .starting : .noKey(reason)
        case .keyRefused(let words): return .keyRefused(words)
        case .running, .tryingKey: break
        }
        guard let list = entries[mainList] else { return .starting }
        if let trouble = list.trouble { return .failing(trouble.failure, nextTry: nextTry(of: list, after: trouble)) }
        return list.lastSuccess == nil ? .starting : .fine
    }

    /// When what failed is asked again, by the wall clock as it was then: it must not differ from one moment to the next.
    private func nextTry(of entry: Entry, after trouble: Trouble) -> Timestamp {
        trouble.at.wall.adding(milliseconds: max(entry.due, pausedUntil) - trouble.at.awake)
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
