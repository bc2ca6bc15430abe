import PulseModel

extension SyncPlan {
    /// Notes that an asking succeeded.
    /// - Returns: whether what it brought belongs to the first look after a start or a wake; nil when the asking had been
    ///   given up, also because another key is to be used.
    @discardableResult
    mutating func succeeded(_ ticket: SyncTicket, at now: DeskMoment) -> Bool? {
        guard var entry = entries[ticket.ask], entry.flight?.ticket == ticket.number else { return nil }
        wasAnswered(ticket)
        // The first look at a list, also at one that joins later, shows what came while nobody looked at it.
        let isCatchUp = !entry.isCaughtUp && (ticket.ask.isList || !isRoundComplete)
        let wayWasClosed = entry.trouble?.failure.saysNothingOfTheServer == true
        entry.flight = nil
        entry.failures = 0
        entry.trouble = nil
        entry.lastSuccess = now.awake
        entry.isCaughtUp = true
        rearm(ticket.ask, entry, at: now)
        if ticket.ask == mainList { keyWasTaken(at: now) }
        if !isRoundComplete { isRoundComplete = hasReadLists }
        if wayWasClosed { resumeOthers(at: now) }
        return isCatchUp
    }

    /// Whether the main list was read, and each other one was or has a trouble of its own, for which the rest does not wait.
    private var hasReadLists: Bool {
        entries.allSatisfy { ask, entry in
            guard ask.isList, !entry.isCaughtUp else { return true }
            return ask != mainList && entry.trouble?.failure.saysNothingOfTheServer == false
        }
    }

    /// Notes that an asking failed: it is tried again, later each time.
    mutating func failed(_ ticket: SyncTicket, _ failure: ServiceFailure, at now: DeskMoment) {
        guard var entry = entries[ticket.ask], entry.flight?.ticket == ticket.number else { return }
        wasAnswered(ticket)
        guard !entry.isRetired else {
            entries[ticket.ask] = nil
            return serverRefused(failure, at: now)
        }
        entry.flight = nil
        entry.isWantedAgain = false
        entry.failures += 1
        let former = entry.trouble?.failure
        entry.trouble = Trouble(failure: failure, at: now)
        let doublings = min(entry.failures - 1, 16)
        let backoff = min(settings.longestBackoff, settings.firstBackoff << Int64(doublings))
        entry.due = now.awake + wait(backoff)
        entries[ticket.ask] = entry
        serverRefused(failure, at: now)
        guard ticket.ask == mainList else { return }
        mainListFailed(failure, after: former, at: now)
        guard case .keyRefused = phase else { return }
        let wait = wait(settings.refusedKeyList)
        entries[mainList]?.due = now.awake + wait
    }

    /// Notes that a call failed, a poll's or another: the server may have asked to be left alone for a while.
    mutating func serverRefused(_ failure: ServiceFailure, at now: DeskMoment) {
        guard case .busy(_, let retryAfter?, _) = failure else { return }
        let pause = min(max(retryAfter, 0), settings.longestRetryAfter)
        pausedUntil = max(pausedUntil, now.awake + pause)
    }

    /// Support: whether the list of a status is cut off, and then each widget is asked for as well.
    /// - Parameters:
    ///   - status: whose list was looked at.
    ///   - widget: the widget whose rows were asked for; nil for those of all.
    ///   - rows: the ids that it showed.
    ///   - total: how many there are in all, where the service says so.
    ///   - hasMore: whether there are more than it showed.
    ///   - now: when it came.
    mutating func listCame(
        _ status: ConversationStatus,
        widget: String?,
        rows: Set<String> = [],
        total: Int? = nil,
        hasMore: Bool,
        at now: DeskMoment
    ) {
        let ask = SyncAsk.supportList(status, widget: widget)
        if widget != nil {
            if hasMore { cutWidgetLists.insert(ask) } else { cutWidgetLists.remove(ask) }
        } else if hasMore {
            cutLists.insert(status)
        } else {
            cutLists.remove(status)
        }
        if widget == nil { totals[status] = total }
        seenRows[ask] = cutLists.contains(status) ? rows : nil
        splitLists(at: now)
        countRows(of: status)
    }

    /// Holds the number of rows that the service names against what all looks show, once every widget was looked at.
    private mutating func countRows(of status: ConversationStatus) {
        listsWithMore.remove(status)
        guard cutLists.contains(status), let total = totals[status] else { return }
        let lists = [nil] + widgets.map(Optional.some)
        var seen: Set<String> = []
        for list in lists {
            guard let rows = seenRows[.supportList(status, widget: list)] else { return }
            seen.formUnion(rows)
        }
        if total > seen.count { listsWithMore.insert(status) }
    }

    /// Support: the widgets of the account.
    mutating func widgetsCame(_ ids: [String], at now: DeskMoment) {
        widgets = ids
        splitLists(at: now)
    }

    /// Support: rows left a list; the others are read at once to find them.
    mutating func rowsLeft(_ status: ConversationStatus, at now: DeskMoment) {
        for other in [ConversationStatus.open, .snoozed, .resolved] where other != status {
            makeDue(.supportList(other, widget: nil), at: now.awake, forgetting: false)
            for widget in widgets {
                makeDue(.supportList(other, widget: widget), at: now.awake, forgetting: false)
            }
        }
    }

    /// Whether more exists in the lists than is read.
    var isCut: Bool {
        cutLists.contains { status in
            widgets.isEmpty || listsWithMore.contains(status) || cutWidgetLists.contains { $0.isList(of: status) }
        }
    }

    /// Milliseconds between two looks at the lists that are looked at most often, as things stand.
    var listInterval: Int64 {
        let usual = service == .support ? settings.openList : settings.conversations * focusFactor
        let asks = entries.count { $0.key.isList && $0.value.interval == usual }
        return max(usual, Int64(asks) * settings.pollWindow / Int64(max(1, settings.pollsPerWindow)))
    }

    private var focusFactor: Int64 {
        service == .assistant && !isFocused ? settings.unfocusedFactor : 1
    }

    private mutating func rearm(_ ask: SyncAsk, _ entry: Entry, at now: DeskMoment) {
        guard let interval = entry.interval else {
            entries[ask] = nil
            return
        }
        var entry = entry
        // Descriptions do not age faster for being looked at.
        let factor = ask == .app ? 1 : focusFactor
        entry.due = entry.isWantedAgain ? now.awake : now.awake + wait(interval * factor)
        entry.isWantedAgain = false
        entries[ask] = entry
    }

    /// The way to the service is open again: what waited because it was not is tried now.
    private mutating func resumeOthers(at now: DeskMoment) {
        for (ask, entry) in entries where entry.trouble?.failure.saysNothingOfTheServer == true {
            entries[ask]?.due = min(entry.due, now.awake)
        }
    }

    private mutating func splitLists(at now: DeskMoment) {
        for (status, interval) in [
            (ConversationStatus.open, settings.openList), (.snoozed, settings.otherLists),
            (.resolved, settings.otherLists),
        ] {
            let wanted = cutLists.contains(status) ? Set(widgets) : []
            for ask in entries.keys {
                guard case .supportList(status, let widget?) = ask, !wanted.contains(widget) else { continue }
                retire(ask)
                cutWidgetLists.remove(ask)
                seenRows[ask] = nil
            }
            for widget in wanted where entries[.supportList(status, widget: widget)] == nil {
                want(.supportList(status, widget: widget), interval: interval, at: now.awake)
            }
        }
    }
}
