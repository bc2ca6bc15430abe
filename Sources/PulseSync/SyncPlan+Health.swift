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

    /// The other calls that have a trouble of their own, the most urgent first.
    ///
    /// None while the main list fails as well: then it is more than theirs.
    var failingCalls: [FailingCall] {
        guard isRunning, entries[mainList]?.trouble == nil else { return [] }
        var calls: [FailingCall] = []
        for (ask, entry) in entries.sorted(by: { $0.key < $1.key }) where !isOnHold(ask) && !entry.isRetired {
            guard let call = ask.call, let trouble = entry.trouble else { continue }
            let failing = FailingCall(call, trouble.failure, nextTry: nextTry(of: entry, after: trouble))
            // The lists of many widgets are one call to a person.
            if let same = calls.firstIndex(where: { $0.call == call && $0.failure == trouble.failure }) {
                calls[same].nextTry = min(calls[same].nextTry, failing.nextTry)
            } else {
                calls.append(failing)
            }
        }
        return calls
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

extension SyncAsk {
    /// What it is to a person; nil for the main list, whose failures are the account's.
    fileprivate var call: PolledCall? {
        switch self {
        case .supportList(.open, widget: nil), .conversationList: nil
        case .supportList(let status, widget: nil): .conversations(status)
        case .supportList(let status, widget: _?): .conversationsByWidget(status)
        case .widgets: .widgets
        case .app: .app
        case .listPage: .olderConversations
        case .thread(let conversation): .messages(conversation)
        }
    }
}
