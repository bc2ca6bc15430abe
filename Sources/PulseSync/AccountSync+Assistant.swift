import PulseClient
import PulseModel
import PulseStore

extension AccountSync {
    /// Takes what the app says of itself.
    func appCame(_ name: String) async {
        let store = context.store
        let account = id
        let kept: Void? = await context.kept { () async throws(StoreFailure) in
            try await store.save(appName: name, of: account)
        }
        if kept != nil { context.report(.app(id, name: name)) }
    }

    /// Takes a page of the conversation list.
    func listed(
        _ listing: Listing<AssistantConversation>,
        limit: Int,
        isFirstPage: Bool,
        _ seenAt: Timestamp,
        isCatchUp: Bool
    ) async {
        let store = context.store
        let (account, base) = (id, isBase)
        let kept = await context.kept { () async throws(StoreFailure) in
            try await store.merge(list: listing.rows, of: account, isBase: base, seenAt: seenAt)
        }
        let isFull = listing.sentRows >= limit
        if let merge = kept {
            if !merge.rows.isEmpty { context.report(.rows(merge.rows)) }
            if !merge.arrived.isEmpty { context.report(.arrived(merge.arrived, isCatchUp: isCatchUp || !isFirstPage)) }
        }
        if isFirstPage {
            // A page in which everything changed may not have been the last such page.
            let mayGoOn = isFirstListing || !listing.rows.isEmpty && kept?.rows.count == listing.rows.count
            if listWalk == nil, mayGoOn, isFull { listWalk = ListWalk(limit: limit) }
            if listWalk == nil || !isFirstListing && !mayGoOn { return endFirstListing() }
        }
        listWalk?.pageCame(listing.rows, isFull: isFull)
        continueListWalk()
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
            endFirstListing()
        }
    }

    private func endFirstListing() {
        guard listWalk == nil else { return }
        isFirstListing = false
        isBase = false
    }

    // MARK: - Answers

    /// Starts to ask a question, beside the loop.
    func startAnswer(_ entry: OutboxEntry, _ client: AssistantClient) {
        let run = AnswerRun(entry, client: client, context: context, clock: clock)
        answers[entry.conversation] = run
        plan.answerBegan(in: entry.conversation)
        let key = plan.keyNumber
        spawn { [self] in
            let end = await run.run { [self] in post(.answerBegan(entry.conversation)) }
            post(.questionEnded(entry, end, key: key))
        }
    }

    /// Takes that the server has a question and answers.
    func answerBegan(in conversation: ConversationID) async {
        if attention.conversation == conversation { await refreshAttention() }
    }

    /// Takes that a question's way, and its answer if it got one, is over.
    func questionEnded(_ entry: OutboxEntry, _ end: SendEnd, key: Int) async {
        answers[entry.conversation] = nil
        let delivery = sendEnded(entry, end, key: key)
        switch delivery {
        case .sent, .unknown:
            plan.answerEnded(in: entry.conversation, wantsTitle: entry.remoteConversation == nil, at: .now())
        default: plan.questionWasNotTaken(in: entry.conversation)
        }
        if attention.conversation == entry.conversation { await refreshAttention() }
        await deliver()
    }
}
