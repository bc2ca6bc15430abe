import PulseClient
import PulseModel
import PulseStore

extension AccountSync {
    /// Takes what the app says of itself.
    func appCame(_ name: String) async {
        await context.kept(try await store.save(appName: name, of: id))
    }

    /// Notes that the whole list was read for the first time; a base that breaks off is read again at the next start.
    func recordBaseline(_ seenAt: Timestamp) async {
        await context.kept(try await store.recordBaseline(of: id, at: seenAt))
    }

    /// Takes a page of the conversation list.
    func listed(
        _ listing: Listing<AssistantConversation>,
        limit: Int,
        isFirstPage: Bool,
        _ seenAt: Timestamp,
        isCatchUp: Bool
    ) async {
        let base = isFirstSync
        let kept = await context.kept(
            try await store.merge(
                list: listing.rows,
                of: id,
                isFirstSync: base,
                isCatchUp: isCatchUp || !isFirstPage,
                seenAt: seenAt
            )
        )
        let isFull = listing.sentRows >= limit
        for row in kept?.maybeOurs ?? [] { plan.want(.thread(row), interval: nil, at: DeskMoment.now().awake) }
        if isFirstPage, !base { await askAbsent(listing, isFull: isFull) }
        // The list is by activity: below a row that did not change nothing did. Only the base is read to its end.
        let goesDeeper = isFirstSync || !listing.rows.isEmpty && kept?.changed == listing.rows.count
        if isFirstPage {
            // A walk under way goes on from its own pages: this one, asked for besides, is no part of it.
            guard listWalk == nil else { return }
            guard goesDeeper, isFull else { return listWasRead() }
            listWalk = ListWalk(limit: limit)
        } else if !goesDeeper {
            listWalk = nil
            return listWasRead()
        }
        listWalk?.pageCame(listing.rows, isFull: isFull)
        continueListWalk()
    }

    /// Asks about conversations that the first page should show and does not.
    ///
    /// The list is by activity, and activity only moves a row up: what was active after the oldest row of the page is on it,
    /// unless it is deleted.
    private func askAbsent(_ page: Listing<AssistantConversation>, isFull: Bool) async {
        // A row that cannot be read may be any conversation.
        guard page.unreadable.isEmpty else { return }
        let times = page.rows.compactMap { $0.updatedAt ?? $0.createdAt }
        let oldest = isFull ? times.min() : nil
        guard !isFull || times.count == page.rows.count && oldest != nil else { return }
        let shown = Set(page.rows.map(\.id))
        let missing = await context.kept(try await store.absent(from: shown, reachingBackTo: oldest, of: id))
        for row in absent.looked(missing: missing ?? []) {
            plan.want(.thread(row), interval: nil, at: DeskMoment.now().awake)
        }
    }

    /// Asks for the next page of the walk through all conversations, or ends it.
    func continueListWalk() {
        guard var walk = listWalk else { return }
        let goesOn = walk.next() != nil
        listWalk = walk
        if goesOn {
            plan.want(.listPage, interval: nil, at: DeskMoment.now().awake)
        } else {
            listWalkHasGap = walk.hasGap
            listWalk = nil
            listWasRead()
        }
    }

    /// Notes that the list was read as far as it has to be.
    private func listWasRead() {
        isFirstSync = false
    }

    // MARK: - Answers

    /// Starts to ask a question, beside the loop.
    func startAnswer(_ entry: OutboxEntry, _ client: AssistantClient) {
        let run = AnswerRun(entry, client: client, context: context, clock: clock)
        answers[entry.conversation] = run
        plan.answerBegan(in: entry.conversation)
        spawn { [self] in
            let attempt = await run.run { [self] in post(.answerBegan(entry)) }
            post(.questionEnded(entry, attempt))
            await run.readToClose()
        }
    }

    /// Takes that the server has a question and answers.
    func answerBegan(_ entry: OutboxEntry) async {
        rules.arrived(entry.id)
        if attention.conversation == entry.conversation { await refreshAttention() }
        // An answer can stream for minutes; what waits in other conversations need not.
        await deliver()
    }

    /// Takes that a question's way, and its answer if it got one, is over.
    func questionEnded(_ entry: OutboxEntry, _ attempt: SendAttempt) async {
        answers[entry.conversation] = nil
        sendEnded(entry, attempt)
        if attempt.outcome.delivery.mayHaveArrived {
            plan.answerEnded(in: entry.conversation, wantsTitle: entry.remoteConversation == nil, at: .now())
        } else {
            plan.questionWasNotTaken(in: entry.conversation)
        }
        if attention.conversation == entry.conversation { await refreshAttention() }
        await deliver()
    }
}
