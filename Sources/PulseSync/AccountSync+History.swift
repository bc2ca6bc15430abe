import PulseClient
import PulseModel
import PulseStore

/// The loading of older pages of one conversation.
struct HistoryLoad: Sendable {
    /// How far it goes.
    enum Goal: Hashable {
        /// Until something older is there.
        case onePage
        case beginning
        /// Until the newest page joins what was held before.
        case joint
    }

    /// What the next page waits for.
    enum Wait: Hashable {
        /// Nothing: it is on its way.
        case none
        case time
        /// The key is being read.
        case key
    }

    var walk: HistoryWalk
    var goal: Goal
    var isStopped = false
    var wait = Wait.none
    /// Pages that came.
    var pages = 0

    /// Whether no key asks for the next page, so that it keeps to the rate of the polls.
    ///
    /// Scrolling asks for the first page near the end of what is held; that one is wanted at once.
    var keepsToRate: Bool {
        switch goal {
        case .joint: true
        case .onePage: pages > 0
        case .beginning: false
        }
    }
}

extension AccountSync {
    /// Loads older messages for the person.
    func loadOlder(_ conversation: ConversationID, toBeginning: Bool) async {
        let goal = toBeginning ? HistoryLoad.Goal.beginning : .onePage
        if loads[conversation] != nil {
            if loads[conversation]?.goal != .beginning { loads[conversation]?.goal = goal }
            loads[conversation]?.isStopped = false
            return
        }
        guard let row = await ownRow(conversation), row.service == .assistant else { return }
        guard row.presence != .deleted else { return context.report(.history(conversation, .deleted)) }
        guard row.remoteID != nil else { return context.report(.history(conversation, .beginning)) }
        let limit = toBeginning ? HistoryWalk.mostRows : context.settings.historyPage
        loads[conversation] = HistoryLoad(walk: HistoryWalk(limit: limit), goal: goal)
        await stepLoad(conversation)
    }

    /// Takes the newest page of a conversation, as the plan asked for it.
    func threadCame(
        _ conversation: ConversationID,
        _ listing: Listing<ExchangeRecord>,
        limit: Int,
        isCatchUp: Bool
    ) async {
        let isFull = listing.sentRows >= limit
        let page = HistoryPage(
            conversation: conversation,
            records: listing.rows,
            request: .newest(limit),
            isFull: isFull
        )
        guard let merge = await context.kept(try await store.merge(page: page, isCatchUp: isCatchUp)) else { return }
        if let removed = merge.removed {
            plan.threadIsGone(removed)
            await refreshAttention()
        }
        let conversation = merge.conversation
        guard loads[conversation] == nil else { return }
        if merge.edge.hasOlderBeyondHole, !unjoinable.contains(conversation) {
            // Also where an earlier try was stopped or failed: nothing else would ever close the hole.
            loads[conversation] = HistoryLoad(walk: HistoryWalk(limit: HistoryWalk.mostRows), goal: .joint)
            return await stepLoad(conversation)
        }
        report(merge.edge, of: conversation)
    }

    /// Takes an older page.
    func pageCame(_ conversation: ConversationID, _ answer: HistoryAnswer) async {
        guard var load = loads[conversation] else { return }
        switch answer.result {
        case .failure(.notFound):
            guard case .older = answer.request else {
                loads[conversation] = nil
                return await isDeleted(conversation)
            }
            load.walk.cursorWasGone()
            loads[conversation] = load
            await stepLoad(conversation)
        case .failure(let failure):
            loads[conversation] = nil
            plan.serverRefused(failure, at: .now())
            context.report(.history(conversation, .failed(failure)))
        case .success(let listing):
            if answer.isPastGap { await context.kept(try await store.addGap(of: conversation)) }
            let isFull = listing.sentRows >= answer.request.limit
            let page = HistoryPage(
                conversation: conversation,
                records: listing.rows,
                request: answer.request,
                isFull: isFull
            )
            guard let merge = await context.kept(try await store.merge(page: page)) else {
                loads[conversation] = nil
                return context.report(.history(conversation, .more))
            }
            load.walk.pageCame(before: answer.before, after: merge.edge)
            load.pages += 1
            // The person may have changed the goal, or stopped, meanwhile.
            load.goal = loads[conversation]?.goal ?? load.goal
            load.isStopped = loads[conversation]?.isStopped ?? true
            let goesOn = load.goesOn(after: merge)
            loads[conversation] = goesOn ? load : nil
            if goesOn { return await stepLoad(conversation) }
            report(merge.edge, of: conversation)
        }
    }

    /// Goes on when it may.
    ///
    /// A page that the person asked for with a key waits only as long as the server said: somebody sits there, loading
    /// stops by any key, and at two a second the beginning of a long conversation would be minutes away. What is loaded
    /// unasked keeps to the rate of the polls as well.
    private func stepLoad(_ conversation: ConversationID) async {
        guard let load = loads[conversation] else { return }
        let now = DeskMoment.now()
        guard !plan.awaitsKey else {
            loads[conversation]?.wait = .key
            return context.report(.history(conversation, .loading))
        }
        var start = plan.pausedUntil
        if load.keepsToRate { start = max(start, plan.nextStart) }
        guard plan.isRunning, start > now.awake else { return await askPage(of: conversation) }
        loads[conversation]?.wait = .time
        context.report(.history(conversation, .loading))
        let wait = start - now.awake
        spawn { [self] in
            do {
                try await Task.sleep(for: .milliseconds(wait))
            } catch {
                return  // everything ends
            }
            post(.loadIsDue(conversation))
        }
    }

    /// Goes on with a loading that waited, unless it was stopped meanwhile.
    func loadIsDue(_ conversation: ConversationID) async {
        guard loads[conversation]?.wait == .time else { return }
        loads[conversation]?.wait = .none
        await stepLoad(conversation)
    }

    /// Goes on with what waited for the key, once that is there or cannot be had.
    func resumeLoads() async {
        guard !plan.awaitsKey else { return }
        for conversation in loads.filter({ $0.value.wait == .key }).keys {
            loads[conversation]?.wait = .none
            await stepLoad(conversation)
        }
    }

    /// Ends the loading after the page that is on its way; at once where it waits.
    func stopLoading(_ conversation: ConversationID) {
        loads[conversation]?.isStopped = true
        guard let wait = loads[conversation]?.wait, wait != .none else { return }
        loads[conversation] = nil
        context.report(.history(conversation, .more))
    }

    private func askPage(of conversation: ConversationID) async {
        guard let load = loads[conversation] else { return }
        guard case .assistant(let client)? = link, plan.isRunning,
            let edge = await context.kept(try await store.historyEdge(of: conversation)),
            let remote = await ownRow(conversation)?.remoteID
        else {
            loads[conversation] = nil
            return context.report(.history(conversation, refusal))
        }
        let (cursor, limit, isPastGap): (String?, Int, Bool)
        switch load.walk.next(from: edge) {
        case .beginning:
            loads[conversation] = nil
            return context.report(.history(conversation, .beginning))
        case .stuck:
            if load.goal == .joint { unjoinable.insert(conversation) }
            loads[conversation] = nil
            let words = ServerWords(message: "the service gives nothing older")
            return context.report(.history(conversation, .failed(.notFound(words))))
        case .ask(let after, let rows): (cursor, limit, isPastGap) = (after, rows, false)
        case .askPastGap(let after, let rows): (cursor, limit, isPastGap) = (after, rows, true)
        }
        context.report(.history(conversation, .loading))
        if load.goal != .beginning { plan.noteStart(at: .now()) }
        let request = HistoryPage.Request(after: cursor, limit: limit, edge)
        let patience = Duration.milliseconds(context.settings.askLimit)
        spawn { [self] in
            let result = await Deadline.within(patience) { () async throws(ServiceFailure) in
                try await client.messages(conversationID: remote, firstID: cursor, limit: limit).value
            }
            post(
                .pageCame(
                    conversation,
                    HistoryAnswer(request: request, isPastGap: isPastGap, before: edge, result: result)
                )
            )
        }
    }

    /// Why nothing can be loaded now.
    private var refusal: HistoryState {
        switch plan.health {
        case .keyRefused(let words): .failed(.unauthorized(words))
        case .failing(let failure, _): .failed(failure)
        case .noKey(let reason): .noKey(reason)
        case .starting, .fine: .failed(.notReached(.unreachable, detail: "not connected yet"))
        }
    }

    private func report(_ edge: HistoryEdge, of conversation: ConversationID) {
        context.report(.history(conversation, edge.isBeginning ? .beginning : .more))
    }

    /// Notes that the service has a conversation no more; what is kept stays readable.
    func isDeleted(_ conversation: ConversationID) async {
        plan.threadIsGone(conversation)
        await context.kept(try await store.deletedOnServer(conversation))
        context.report(.history(conversation, .deleted))
        if shown?.id == conversation { await refreshAttention() }
    }
}

extension HistoryLoad {
    /// Whether another page is wanted after this one.
    fileprivate func goesOn(after merge: HistoryMerge) -> Bool {
        guard !isStopped, !merge.edge.isBeginning else { return false }
        switch goal {
        case .onePage: return merge.added == 0
        case .beginning: return true
        case .joint: return merge.edge.hasOlderBeyondHole
        }
    }
}

extension HistoryPage.Request {
    /// What a walk asks for: without a cursor the newest page, which is a wider one where something is held already.
    fileprivate init(after cursor: String?, limit: Int, _ edge: HistoryEdge) {
        if let cursor {
            self = .older(cursor, limit)
        } else {
            self = edge.oldestID == nil ? .newest(limit) : .wider(limit)
        }
    }

    /// The rows that were asked for.
    var limit: Int {
        switch self {
        case .newest(let limit), .wider(let limit), .older(_, let limit): limit
        }
    }
}
