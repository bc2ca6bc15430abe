import PulseModel

extension SyncPlan {
    /// What to do at this moment; to be asked after every input and at every wake.
    mutating func actions(at now: DeskMoment) -> [Action] {
        var actions: [Action] = []
        if let since = sleepBegan(before: now) {
            wasAsleep(at: now)
            actions.append(.woke(since: since))
        }
        lastActions = now
        switch phase {
        case .idle: break
        case .readingKey(let until):
            if now.awake >= until {
                phase = .readingKey(until: now.awake + settings.keyLimit)
                keyWasMissing("the key's command gave no answer", at: now)
            }
        case .keyless(let until, _):
            if now.awake >= until {
                phase = .readingKey(until: now.awake + settings.keyLimit)
                actions.append(.readKey)
            }
        case .running, .keyRefused, .tryingKey: actions += asks(at: now)
        }
        promisedWake = nextWake(after: now)
        return actions
    }

    /// When to ask for actions again at the latest, on the awake clock; never later than in a minute.
    func nextWake(after now: DeskMoment) -> Int64 {
        let idle = now.awake + 60_000
        let wake: Int64
        switch phase {
        case .idle: return idle
        case .readingKey(let until), .keyless(let until, _): wake = until
        case .running, .keyRefused, .tryingKey:
            let gate = max(pausedUntil, nextStart)
            wake =
                entries.lazy.filter { !isOnHold($0.key) }.map { ask, entry in
                    entry.flight.map(\.deadline) ?? max(due(ask, entry), gate)
                }.min() ?? idle
        }
        return min(max(wake, now.awake + 1), idle)
    }

    /// The moment from which the rate allows another poll.
    var nextStart: Int64 {
        guard starts.count >= settings.pollsPerWindow else { return .min }
        return starts[starts.count - settings.pollsPerWindow] + settings.pollWindow
    }

    /// Notes that something is asked, by the plan or besides it, so that the next poll keeps its distance.
    mutating func noteStart(at now: DeskMoment) {
        starts.append(now.awake)
        if starts.count > settings.pollsPerWindow { starts.removeFirst() }
    }

    /// Whether something is not asked for now: since the key is refused, or since a stream says more.
    func isOnHold(_ ask: SyncAsk) -> Bool {
        guard isRunning || ask == mainList else { return true }
        return if case .thread(let conversation) = ask { answering.contains(conversation) } else { false }
    }

    private func due(_ ask: SyncAsk, _ entry: Entry) -> Int64 {
        guard ask == .conversationList, entry.failures == 0, let look = listLooks.first else { return entry.due }
        return min(entry.due, look)
    }

    private mutating func asks(at now: DeskMoment) -> [Action] {
        for (ask, entry) in entries {
            guard let flight = entry.flight, now.awake >= flight.deadline else { continue }
            failed(
                SyncTicket(number: flight.ticket, ask: ask),
                .timedOut(after: settings.askLimit),
                at: now
            )
        }
        guard now.awake >= pausedUntil else { return [] }
        var actions: [Action] = []
        var waiting = entries.filter { ask, entry in
            entry.flight == nil && !isOnHold(ask) && due(ask, entry) <= now.awake
        }.sorted { one, other in
            let (first, second) = (due(one.key, one.value), due(other.key, other.value))
            return first == second ? one.key < other.key : first < second
        }.map(\.key)
        while now.awake >= nextStart, let turn = turn(of: waiting) {
            let ask = waiting.remove(at: turn)
            if ask != .supportList(.open, widget: nil) { wasOthersTurn = !ask.isList(of: .open) }
            lastTicket += 1
            entries[ask]?.flight = Flight(ticket: lastTicket, deadline: now.awake + settings.askLimit)
            if ask == .conversationList { listLooks.removeAll { $0 <= now.awake } }
            noteStart(at: now)
            actions.append(.ask(SyncTicket(number: lastTicket, ask: ask)))
        }
        return actions
    }

    /// Whose turn it is of those that wait, the longest due first; nil where nothing waits.
    ///
    /// A look at the open list that is not taken loses texts for good; the others only come later. Split by widgets it may
    /// take longer than the rate allows, so that it leaves every other turn to them.
    private func turn(of waiting: [SyncAsk]) -> Int? {
        if let whole = waiting.firstIndex(of: .supportList(.open, widget: nil)) { return whole }
        guard let open = waiting.firstIndex(where: { $0.isList(of: .open) }) else { return waiting.indices.first }
        guard let other = waiting.firstIndex(where: { !$0.isList(of: .open) }) else { return open }
        return wasOthersTurn ? open : other
    }

    // MARK: - Sleep

    /// When nobody looked any more, if the machine slept or the program stood still until now.
    private func sleepBegan(before now: DeskMoment) -> Timestamp? {
        guard phase != .idle, let last = lastActions else { return nil }
        let asleep = (now.continuous - last.continuous) - (now.awake - last.awake)
        let late = now.awake - promisedWake
        return asleep > settings.sleepSlack || late > settings.sleepSlack ? last.wall : nil
    }

    /// The machine slept: nothing that was seen before counts as fresh, and answers to earlier askings are not waited for.
    mutating func wasAsleep(at now: DeskMoment) {
        isRoundComplete = false
        pausedUntil = 0
        for ask in entries.keys {
            entries[ask]?.isCaughtUp = false
            entries[ask]?.flight = nil
            makeDue(ask, at: now.awake, forgetting: false)
        }
    }
}
