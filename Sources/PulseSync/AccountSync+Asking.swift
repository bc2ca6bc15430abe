import Logging
import PulseClient
import PulseModel
import PulseStore

extension AccountSync {
    /// Asks what the plan wants, beside the loop.
    func ask(_ ticket: SyncTicket) async {
        let settings = context.settings
        switch (ticket.ask, link) {
        case (.supportList(let status, let widget), .support(let client)):
            call(ticket) { () async throws(ServiceFailure) in
                let reply = try await client.conversations(status: status, widgetID: widget)
                return Reply(value: .supportRows(reply.value, status, widget: widget), serverDate: reply.serverDate)
            }
        case (.widgets, .support(let client)):
            call(ticket) { () async throws(ServiceFailure) in
                let reply = try await client.widgets()
                return Reply(value: .widgets(reply.value.rows), serverDate: reply.serverDate)
            }
        case (.app, .assistant(let client)):
            call(ticket) { () async throws(ServiceFailure) in
                let reply = try await client.info()
                return Reply(value: .app(name: reply.value.name), serverDate: reply.serverDate)
            }
        case (.conversationList, .assistant(let client)):
            let limit = settings.listPage
            call(ticket) { () async throws(ServiceFailure) in
                let reply = try await client.conversations(limit: limit)
                return Reply(
                    value: .conversations(reply.value, limit: limit, isFirstPage: true),
                    serverDate: reply.serverDate
                )
            }
        case (.listPage, .assistant(let client)):
            guard let page = listWalk?.next() else { return nothing(ticket) }
            call(ticket) { () async throws(ServiceFailure) in
                let reply = try await client.conversations(lastID: page.after, limit: page.limit)
                return Reply(
                    value: .conversations(reply.value, limit: page.limit, isFirstPage: false),
                    serverDate: reply.serverDate
                )
            }
        case (.thread(let conversation), .assistant(let client)):
            guard let row = await ownRow(conversation), let remote = row.remoteID else { return nothing(ticket) }
            let limit = settings.historyPage
            call(ticket) { () async throws(ServiceFailure) in
                let reply = try await client.messages(conversationID: remote, limit: limit)
                return Reply(
                    value: .page(reply.value, limit: limit, of: conversation),
                    serverDate: reply.serverDate
                )
            }
        // The key is not there, or the plan is of the other service.
        case (.supportList, _), (.widgets, _), (.app, _), (.conversationList, _), (.listPage, _), (.thread, _):
            nothing(ticket)
        }
    }

    private func nothing(_ ticket: SyncTicket) {
        call(ticket) { () async throws(ServiceFailure) in Reply(value: .nothing) }
    }

    private func call(
        _ ticket: SyncTicket,
        _ body: @escaping @Sendable () async throws(ServiceFailure) -> Reply<SyncAnswer.Content>
    ) {
        let limit = Duration.milliseconds(context.settings.askLimit)
        spawn { [self] in
            let (asked, askedAt) = (DeskMoment.now().wall, ContinuousClock.now)
            let result = await Deadline.within(limit, body)
            post(.answered(ticket, SyncAnswer(result: result, asked: asked, askedAt: askedAt)))
        }
    }

    /// Takes the end of an asking.
    func answered(_ ticket: SyncTicket, _ answer: SyncAnswer) async {
        switch answer.result {
        case .failure(let failure): await askFailed(ticket, failure)
        case .success(let reply):
            if let date = reply.serverDate {
                clock.dateCame(date, asked: answer.asked, answered: DeskMoment.now().wall)
            }
            let seenAt = reply.serverDate ?? context.serverNow(clock)
            let wasRunning = plan.isRunning
            guard let isCatchUp = plan.succeeded(ticket, at: .now()) else { return }
            await stored(ticket, reply.value, seenAt: seenAt, asked: answer.askedAt, isCatchUp: isCatchUp)
            if rules.connectionRecovered() || !wasRunning { await deliver() }
        }
    }

    private func stored(
        _ ticket: SyncTicket,
        _ content: SyncAnswer.Content,
        seenAt: Timestamp,
        asked: ContinuousClock.Instant,
        isCatchUp: Bool
    ) async {
        switch content {
        case .supportRows(let listing, let status, let widget):
            await looked(ticket, status, widget, listing, seenAt: seenAt, asked: asked, isCatchUp: isCatchUp)
        case .widgets(let widgets): await widgetsCame(widgets)
        case .app(let name): if let name { await appCame(name) }
        case .conversations(let listing, let limit, let isFirstPage):
            unreadable[ticket.ask] = listing.unreadableCount
            let wasFirstSync = isFirstSync
            await listed(listing, limit: limit, isFirstPage: isFirstPage, seenAt, isCatchUp: isCatchUp)
            if wasFirstSync, !isFirstSync { await recordBaseline(seenAt) }
            if !isFirstSync {
                lastLook = seenAt
                // A look that shows nothing new writes nothing, but for once a minute.
                let isOld = writtenLook.map { $0.adding(milliseconds: 60_000) < seenAt } ?? true
                if isOld { await keepLastLook() }
            }
        case .page(let listing, let limit, let conversation):
            unreadable[ticket.ask] = listing.unreadable.isEmpty ? nil : listing.unreadableCount
            await threadCame(conversation, listing, limit: limit, isCatchUp: isCatchUp)
        case .nothing: break
        }
    }

    private func askFailed(_ ticket: SyncTicket, _ failure: ServiceFailure) async {
        context.log.info("poll failed", metadata: ["ask": "\(ticket.ask.logged)", "failure": "\(failure.logged)"])
        switch (failure, ticket.ask) {
        case (.notFound, .thread(let conversation)):
            guard plan.succeeded(ticket, at: .now()) != nil else { return }
            await isDeleted(conversation)
        case (.notFound, .listPage):
            guard plan.succeeded(ticket, at: .now()) != nil else { return }
            listWalk?.cursorWasGone()
            continueListWalk()
        default:
            let wasRunning = plan.isRunning
            plan.failed(ticket, failure, at: .now())
            if plan.isRunning, !wasRunning { await deliver() }
        }
    }

    /// Keeps when the list was seen last, for the next start.
    func keepLastLook() async {
        guard let lastLook else { return }
        writtenLook = lastLook
        await context.kept(try await store.save(lookedAt: lastLook, of: id))
    }

    /// The row of a conversation, if it is this account's.
    func ownRow(_ conversation: ConversationID) async -> ConversationRow? {
        let rows = await context.kept(try await store.rows(of: [conversation]))
        guard let row = rows?.first, row.account == id else { return nil }
        return row
    }

    // MARK: - Attention

    /// Takes what the person looks at.
    func attend(_ attention: Attention) async {
        self.attention = attention
        await refreshAttention()
    }

    /// Looks up again what is on screen: a new conversation may have learnt its id.
    func refreshAttention() async {
        if let conversation = attention.conversation {
            shown = await ownRow(conversation)
        } else {
            shown = nil
        }
        let hasThread = shown.map { $0.service == .assistant && $0.remoteID != nil && $0.presence != .deleted } ?? false
        plan.attentionChanged(thread: hasThread ? shown?.id : nil, isFocused: attention.isFocused, at: .now())
    }

    /// Asks a conversation at once.
    func wasOpened(_ conversation: ConversationID) async {
        guard let row = await ownRow(conversation), row.remoteID != nil, row.presence != .deleted else { return }
        plan.conversationWasOpened(conversation, at: .now())
    }
}
