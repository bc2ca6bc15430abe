import Logging
import PulseClient
import PulseModel
import PulseStore

/// One account's loop: it takes one event after the other, and all waiting is done by work that it starts beside itself.
///
/// Everything that it starts is a child of `run()` and ends with it.
actor AccountSync {
    /// A way to the account's service, once its key is known.
    enum Link: Sendable {
        case support(SupportClient)
        case assistant(AssistantClient)
    }

    nonisolated let id: AccountID
    nonisolated let account: SyncAccount
    nonisolated let context: SyncContext
    nonisolated var store: DeskStore { context.store }
    nonisolated let runtime: ClientRuntime
    private nonisolated let events: AsyncStream<SyncEvent>
    private nonisolated let eventInput: AsyncStream<SyncEvent>.Continuation

    var plan: SyncPlan
    var rules: DeliveryRules
    var clock = ServerClock()
    var link: Link?
    var attention = Attention()
    /// The row of the conversation on screen, if it is this account's.
    var shown: ConversationRow?
    /// Whether no sync of the account was ever stored: what comes now is read, and rings no bell.
    var isFirstSync = false
    /// When the list was seen last, the open one of a support account, by the server's clock; nil before anything was.
    var lastLook: Timestamp?
    /// What an earlier run kept of `lastLook`.
    private var keptLook: Timestamp?
    /// `lastLook` as last persisted.
    var writtenLook: Timestamp?
    var wasInterrupted = false
    var missing = VanishedVisitors()
    /// What the latest look at each list of one widget showed.
    var seenInSplit: [SyncAsk: Set<ConversationID>] = [:]
    var unreadable: [SyncAsk: Int] = [:]
    var listWalk: ListWalk?
    var listWalkHasGap = false
    /// Conversations that the list should show and does not.
    var absent = SuspectedDeletions()
    var loads: [ConversationID: HistoryLoad] = [:]
    /// Conversations with a hole for which the service gives nothing: not tried again in this run.
    var unjoinable: Set<ConversationID> = []
    var answers: [ConversationID: AnswerRun] = [:]
    /// Ends of messages that the store could not take yet, oldest first.
    var unsaved: [UnsavedOutcome] = []
    /// When the outbox is looked at next, on the awake clock.
    var outboxWake: Int64?
    private var listsSeen: (awake: Int64, wall: Timestamp)?
    private var dueShown: (wake: Int64, wall: Timestamp)?
    private var reported: AccountState?
    private var works: [@Sendable () async -> Void] = []
    private var timers = WakeTimers()
    private var isEnding = false
    private var isOver = false

    init(_ account: SyncAccount, context: SyncContext, runtime: ClientRuntime, seed: UInt64) {
        id = account.account.id
        self.account = account
        self.context = context
        self.runtime = runtime
        (events, eventInput) = AsyncStream.makeStream()
        plan = SyncPlan(service: account.account.service, settings: context.settings, seed: seed)
        rules = DeliveryRules(settings: context.settings, seed: seed &+ 1)
    }

    /// Tells the loop something; returns at once.
    nonisolated func post(_ event: SyncEvent) {
        eventInput.yield(event)
    }

    /// Runs until a shutdown; the caller's cancellation ends it as well, at once.
    func run() async {
        await withDiscardingTaskGroup { group in
            await begin()
            await proceed()
            start(&group)
            for await event in events {
                await take(event)
                await proceed()
                start(&group)
                if isOver { break }
            }
            group.cancelAll()
        }
        await keepLastLook()
        eventInput.finish()
    }

    /// Does something beside the loop; its end is told by an event.
    func spawn(_ work: @escaping @Sendable () async -> Void) {
        works.append(work)
    }

    private func start(_ group: inout DiscardingTaskGroup) {
        for work in works { group.addTask { await work() } }
        works = []
    }

    private func begin() async {
        isFirstSync = await context.kept(try await store.hasBaseline(id)) == false
        keptLook = await context.kept(try await store.lookedAt(id)) ?? nil
        lastLook = keptLook
        plan.started(at: .now())
        await deliver()
    }

    private func take(_ event: SyncEvent) async {
        switch event {
        case .timer(let wake): timers.fired(wake)
        case .request(let request): await carryOut(request)
        case .opened(let conversation): await wasOpened(conversation)
        case .loadIsDue(let conversation): await loadIsDue(conversation)
        case .outboxChanged: await deliver()
        case .key(let result): await keyCame(result)
        case .answered(let ticket, let answer): await answered(ticket, answer)
        case .pageCame(let conversation, let answer): await pageCame(conversation, answer)
        case .supportSendEnded(let entry, let attempt): await supportSendEnded(entry, attempt)
        case .answerBegan(let entry): await answerBegan(entry)
        case .questionEnded(let entry, let attempt): await questionEnded(entry, attempt)
        case .edited(let id, let edit, let result): await edited(id, edit, result)
        case .shutdown(let limit): end(within: limit)
        case .limitPassed: isOver = true
        }
        if isEnding, rules.underWay == 0, answers.isEmpty { isOver = true }
    }

    private func carryOut(_ request: SyncRequest) async {
        switch request {
        case .attend(let attention): await attend(attention)
        case .pollNow:
            plan.pollWasWanted(at: .now())
            rules.resumed()
            await deliver()
        case .wokeUp:
            plan.wasAsleep(at: .now())
            await woke(since: context.serverNow(clock))
        case .loadOlder(let conversation, let all): await loadOlder(conversation, toBeginning: all)
        case .stopLoading(let conversation): stopLoading(conversation)
        case .stopAnswer(let conversation):
            if let run = answers[conversation] { spawn { await run.stop() } }
        case .edit(let conversation, let edit): await self.edit(conversation, edit)
        }
    }

    // MARK: - The plan

    private func proceed() async {
        guard !isOver, !isEnding else { return }
        var now = DeskMoment.now()
        if let wake = outboxWake, now.awake >= wake {
            await deliver()
            now = .now()
        }
        for action in plan.actions(at: now) {
            switch action {
            case .readKey: readKey()
            case .ask(let ticket): await ask(ticket)
            case .woke(let since): await woke(since: clock.serverTime(since))
            }
        }
        await resumeLoads()
        publishState()
        arm(at: min(plan.promisedWake, outboxWake ?? .max))
    }

    /// Sees to it that the loop wakes then; one timer too many wakes it for nothing.
    private func arm(at wake: Int64) {
        guard timers.arm(at: wake) else { return }
        let wait = max(1, wake - DeskMoment.now().awake)
        spawn { [eventInput] in
            do {
                try await Task.sleep(for: .milliseconds(wait), clock: .continuous)
            } catch {
                return  // the loop is over
            }
            eventInput.yield(.timer(wake))
        }
    }

    /// Begins anew after a sleep, which the plan knows of: what it asks for from now on counts.
    private func woke(since: Timestamp) async {
        await runtime.dropConnections()
        rules.resumed()
        wasInterrupted = true
        // For the mark of a pause, which transcripts of support have.
        if lastLook == nil, !isFirstSync, account.account.service == .support { lastLook = since }
        await deliver()
    }

    private func readKey() {
        let key = account.key
        spawn { [eventInput] in
            let result: Result<APIKey, KeyFailure>
            do throws(KeyFailure) {
                result = .success(try await key())
            } catch {
                result = .failure(error)
            }
            eventInput.yield(.key(result))
        }
    }

    private func keyCame(_ result: Result<APIKey, KeyFailure>) async {
        let now = DeskMoment.now()
        switch result {
        case .failure(let failure): plan.keyWasMissing(failure.reason, at: now)
        case .success(let key):
            let link: Link
            do throws(ConfigurationFailure) {
                link =
                    switch account.account.service {
                    case .support:
                        .support(try SupportClient(account: account.account, key: key, runtime: runtime))
                    case .assistant:
                        .assistant(
                            try AssistantClient(
                                account: account.account,
                                key: key,
                                runtime: runtime,
                                signer: account.signer
                            )
                        )
                    }
            } catch {
                return plan.keyWasMissing(error.reason, at: now)
            }
            guard plan.keyCame(at: now) else { return }
            self.link = link
            rules.resumed()
            await deliver()
        }
    }

    // MARK: - The end

    private func end(within limit: Duration) {
        isEnding = true
        for run in answers.values { spawn { await run.stop() } }
        spawn { [eventInput] in
            do {
                try await Task.sleep(for: limit)
            } catch {
                return  // everything ended before
            }
            eventInput.yield(.limitPassed)
        }
    }

    /// Whether nothing new is begun.
    var isClosing: Bool { isEnding }

    // MARK: - The account's state

    private func publishState() {
        let now = DeskMoment.now()
        if let seen = plan.listsSeenAt, plan.isRoundComplete, seen != listsSeen?.awake {
            listsSeen = (seen, now.wall.adding(milliseconds: seen - now.awake))
        }
        if dueShown?.wake != plan.promisedWake {
            dueShown = (plan.promisedWake, now.wall.adding(milliseconds: plan.promisedWake - now.awake))
        }
        let state = AccountState(
            id: id,
            health: plan.health,
            failingCalls: plan.failingCalls,
            listsSeenAt: listsSeen?.wall,
            listsSeenBefore: keptLook.map { $0.adding(milliseconds: -clock.offset) },
            listInterval: plan.listInterval,
            nextDue: dueShown?.wall,
            clockOffset: clock.offset,
            unreadableRows: unreadable.values.reduce(0, +),
            listIsCut: plan.isCut || listWalkHasGap
        )
        guard state != reported else { return }
        reported = state
        context.report(.account(state))
    }
}

extension SyncContext {
    /// Now, by the server's clock.
    func serverNow(_ clock: ServerClock) -> Timestamp {
        clock.serverTime(DeskMoment.now().wall)
    }
}

extension ConfigurationFailure {
    /// What is wrong, for a person.
    var reason: String {
        switch self {
        case .invalidAddress(let address): "base_url is no address: \(address)"
        case .plainHTTP(let host): "plain http is allowed to this machine only, not to \(host)"
        case .wrongService: "the account belongs to the other service"
        case .missingUser: "the account names no user"
        case .unusableKey: "the key is empty or has characters that no key has"
        }
    }
}
