import PulseModel

/// When an account's service is asked for what: a pure value.
///
/// Inputs say what happened; `actions(at:)` says what to do about it, and `nextWake(after:)` when to come again even if
/// nothing happens. There is always a next wake: every asking has a deadline, and every end of one sets the next.
struct SyncPlan: Hashable, Sendable {
    /// What the loop is to do.
    enum Action: Hashable {
        /// Read the key, then say `keyCame` or `keyWasMissing`.
        case readKey
        /// Ask, then say `succeeded` or `failed` with this ticket.
        case ask(SyncTicket)
        /// The machine slept, or the program stood still: drop pooled connections. Nobody looked since then.
        case woke(since: Timestamp)
    }

    /// How it stands with the key.
    enum Phase: Hashable {
        case idle
        /// The key is being read, until this moment at most.
        case readingKey(until: Int64)
        case running
        /// There is no key; tried again then.
        case keyless(until: Int64, reason: String)
        /// The service refuses the key: nothing but the main list is asked.
        case keyRefused(ServerWords)
        /// The key was read again after the service had refused it: the main list is asked first.
        case tryingKey
    }

    /// One thing that is asked for.
    struct Entry: Hashable {
        /// Between two askings; nil for one that is asked once.
        var interval: Int64?
        /// When it is asked next, on the awake clock.
        var due: Int64
        /// The asking under way.
        var flight: Flight?
        /// How often it failed since it last succeeded.
        var failures = 0
        /// What it last ended with, where that was a failure.
        var trouble: Trouble?
        /// On the awake clock.
        var lastSuccess: Int64?
        /// Whether it succeeded since the start, or since the machine woke.
        var isCaughtUp = false
        /// Whether the asking under way is the last one, however it ends.
        var isRetired = false
        /// Whether it was wanted while it was under way, so that what comes may be older than the wish.
        var isWantedAgain = false
    }

    /// How an asking failed, and when.
    struct Trouble: Hashable {
        var failure: ServiceFailure
        var at: DeskMoment
    }

    /// An asking under way.
    struct Flight: Hashable {
        var ticket: Int
        var deadline: Int64
    }

    let service: Service
    let settings: SyncSettings
    var jitter: Jitter
    var phase = Phase.idle
    /// Whether the service refused the latest key that was tried, so that the next one has to prove itself.
    var isKeyInDoubt = false
    /// The latest ticket when the person wanted everything to be asked; nil once a later one was answered.
    ///
    /// What was under way then is from before the wish: after a refusal of it the key is read again, since the person may
    /// have changed it.
    var wishedAfter: Int?
    var entries: [SyncAsk: Entry] = [:]
    /// No poll before this moment: the server asked for it.
    var pausedUntil: Int64 = 0
    /// When the latest polls began, oldest first.
    var starts: [Int64] = []
    var lastTicket = 0
    /// Whether the latest poll, the whole open list aside, was none of an open list.
    var wasOthersTurn = true
    var isFocused = true
    var thread: ConversationID?
    /// Conversations in which an answer streams: the stream says more than a page.
    var answering: Set<ConversationID> = []
    /// When the conversation list is wanted besides its interval, earliest first.
    var listLooks: [Int64] = []
    var cutLists: Set<ConversationStatus> = []
    /// Lists of one widget that are cut off themselves.
    var cutWidgetLists: Set<SyncAsk> = []
    var widgets: [String] = []
    /// The rows that the latest look at each list showed; of cut lists and those of their widgets only.
    var seenRows: [SyncAsk: Set<String>] = [:]
    /// How many rows each cut list has in all, where the service says so.
    var totals: [ConversationStatus: Int] = [:]
    /// Cut lists that have more rows than all looks show, as those of a widget that is not listed.
    var listsWithMore: Set<ConversationStatus> = []
    /// Whether every list was read since the start, or since the machine woke, but for those with a trouble of their own.
    var isRoundComplete = false
    var lastActions: DeskMoment?
    /// When the loop was to come again, on the awake clock.
    var promisedWake: Int64 = .max

    /// A plan of which nothing has begun.
    init(service: Service, settings: SyncSettings, seed: UInt64) {
        self.service = service
        self.settings = settings
        jitter = Jitter(seed: seed)
    }

    /// Whether everything is asked for, and messages may leave.
    var isRunning: Bool { phase == .running }

    /// See `SyncAsk.mainList(of:)`.
    var mainList: SyncAsk { .mainList(of: service) }

    // MARK: - The person

    /// The person wants everything to be asked now.
    mutating func pollWasWanted(at now: DeskMoment) {
        switch phase {
        case .idle, .readingKey: return
        case .keyless, .keyRefused, .tryingKey: keyWasWanted(at: now)
        case .running where isMainListRefused: keyWasWanted(at: now)
        case .running:
            wishedAfter = lastTicket
            pausedUntil = 0
            for ask in entries.keys { makeDue(ask, at: now.awake, forgetting: false) }
        }
    }

    /// An asking was answered, well or badly.
    mutating func wasAnswered(_ ticket: SyncTicket) {
        if let wished = wishedAfter, ticket.number > wished { wishedAfter = nil }
    }

    /// Another conversation is on screen, or the focus changed.
    ///
    /// The thread is nil where it has no page to ask for.
    mutating func attentionChanged(thread new: ConversationID?, isFocused: Bool, at now: DeskMoment) {
        if new != thread {
            if let old = thread { retire(.thread(old)) }
            thread = new
            if let new { want(.thread(new), interval: settings.openConversation, at: now.awake) }
        }
        guard isFocused != self.isFocused else { return }
        self.isFocused = isFocused
        guard isFocused, service == .assistant else { return }
        for (ask, entry) in entries where entry.failures == 0 {
            guard let last = entry.lastSuccess, let interval = entry.interval else { continue }
            entries[ask]?.due = min(entry.due, last + interval)
        }
    }

    /// The person opened a conversation: it is asked at once.
    mutating func conversationWasOpened(_ conversation: ConversationID, at now: DeskMoment) {
        switch service {
        case .assistant: want(.thread(conversation), interval: nil, at: now.awake)
        case .support: makeDue(.supportList(.open, widget: nil), at: now.awake, forgetting: false)
        }
    }

    /// A message of ours left: what the list shows now stands before it or is it.
    mutating func sendEnded(status: ConversationStatus?, at now: DeskMoment) {
        makeDue(.supportList(.open, widget: nil), at: now.awake, forgetting: false)
        if let status, status != .open { makeDue(.supportList(status, widget: nil), at: now.awake, forgetting: false) }
    }

    // MARK: - Answers

    /// An answer begins to stream.
    mutating func answerBegan(in conversation: ConversationID) {
        answering.insert(conversation)
    }

    /// A stream ended: its page and its row are read again.
    mutating func answerEnded(in conversation: ConversationID, wantsTitle: Bool, at now: DeskMoment) {
        answering.remove(conversation)
        want(.thread(conversation), interval: nil, at: now.awake)
        makeDue(.conversationList, at: now.awake, forgetting: false)
        if wantsTitle { listLooks = (listLooks + settings.titleLooks.map { now.awake + $0 }).sorted() }
    }

    /// A question did not reach the server, so that no answer comes.
    mutating func questionWasNotTaken(in conversation: ConversationID) {
        answering.remove(conversation)
    }

    /// The service has no such conversation.
    mutating func threadIsGone(_ conversation: ConversationID) {
        entries[.thread(conversation)] = nil
        if thread == conversation { thread = nil }
    }

    /// A conversation was deleted: list pages that are on their way are nobody's, and are asked for again.
    mutating func listsAreOutdated(at now: DeskMoment) {
        for ask in [SyncAsk.conversationList, .listPage] where entries[ask]?.flight != nil {
            entries[ask]?.flight = nil
            makeDue(ask, at: now.awake, forgetting: false)
        }
    }

    // MARK: - Entries

    /// Asks for something now, besides its interval or once.
    mutating func want(_ ask: SyncAsk, interval: Int64?, at awake: Int64) {
        var entry = entries[ask] ?? Entry(interval: interval, due: awake)
        entry.interval = interval ?? entry.interval
        entry.isRetired = false
        entry.due = min(entry.due, awake)
        entries[ask] = entry
    }

    /// Asks for something no more; an asking under way ends it.
    mutating func retire(_ ask: SyncAsk) {
        if entries[ask]?.flight == nil {
            entries[ask] = nil
        } else {
            entries[ask]?.interval = nil
            entries[ask]?.isRetired = true
        }
    }

    mutating func makeDue(_ ask: SyncAsk, at awake: Int64, forgetting: Bool) {
        guard var entry = entries[ask] else { return }
        // While the key is refused the list keeps to its minute, and all else is due when the key is taken.
        if case .keyRefused = phase, !forgetting { return }
        entry.due = min(entry.due, awake)
        entry.isWantedAgain = entry.flight != nil && !forgetting
        if forgetting {
            entry.due = awake
            entry.flight = nil
            entry.failures = 0
            entry.trouble = nil
        }
        entries[ask] = entry
    }

    mutating func makeEntries(at now: DeskMoment) {
        switch service {
        case .support:
            want(.supportList(.open, widget: nil), interval: settings.openList, at: now.awake)
            want(.supportList(.snoozed, widget: nil), interval: settings.otherLists, at: now.awake)
            want(.supportList(.resolved, widget: nil), interval: settings.otherLists, at: now.awake)
            want(.widgets, interval: settings.descriptions, at: now.awake)
        case .assistant:
            want(.conversationList, interval: settings.conversations, at: now.awake)
            want(.app, interval: settings.descriptions, at: now.awake)
            if let thread { want(.thread(thread), interval: settings.openConversation, at: now.awake) }
        }
    }

    mutating func wait(_ milliseconds: Int64) -> Int64 {
        max(1, jitter.around(milliseconds, percent: settings.jitter))
    }
}
