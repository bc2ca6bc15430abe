import PulseClient
import PulseModel
import PulseStore

/// One message's way to a visitor: a look at the row, then onto the disk as leaving, then the call, then its end.
struct SupportSend: Sendable {
    let entry: OutboxEntry
    let client: SupportClient
    let context: SyncContext
    let clock: ServerClock
    /// Whether the row may be missing from the list of all widgets.
    let isListCut: Bool

    private var store: DeskStore { context.store }

    /// Goes the whole way.
    ///
    /// The store has the end when it returns, even if the task was cancelled; what it could not take is in the outcome.
    func run() async -> SendOutcome {
        guard let remote = entry.remoteConversation else { return SendOutcome(.notBegun) }
        let looked = await look()
        let (hasLooked, lookFailure) = (looked == .seen, looked.failure)
        // Ended while it looked: what has not left stays queued, and is not a message of which nobody knows.
        guard !Task.isCancelled else { return SendOutcome(.notBegun) }
        // What may have arrived leaves again only where a look, made since it was turned away, does not show it. A look
        // that shows it has settled it: then it cannot be marked as leaving below.
        if entry.needsLook, !hasLooked { return lookFailure.map(SendOutcome.waiting) ?? SendOutcome(.notBegun) }
        let item = entry.id
        if entry.needsLook {
            let isShown = await context.kept(try await store.markUnknownIfShown(item))
            guard isShown == false else { return SendOutcome(.notBegun) }
        }
        let leavesAt = context.serverNow(clock)
        let leaving: Void? = await context.kept(try await store.setSending(item, leavesAt: leavesAt))
        // Taken back meanwhile, or not on the disk: then not a byte leaves.
        guard leaving != nil else { return SendOutcome(.notBegun) }
        var outcome: SendOutcome
        do throws(ServiceFailure) {
            let reply = try await client.sendMessage(conversationID: remote, content: entry.text)
            let message = reply.value
            let answered = reply.serverDate ?? context.serverNow(clock)
            let serverTime = message.createdAt?.believed(near: answered) ?? reply.serverDate
            let end = UnsavedEnd.settled(
                item,
                .sent,
                wasReached: true,
                remoteID: message.id,
                serverTime: serverTime
            )
            outcome = SendOutcome(.sent, unsaved: await context.keep(end))
        } catch {
            let end = UnsavedEnd.settled(
                item,
                DeliveryRules.delivery(after: error),
                wasReached: error.wasReached,
                remoteID: nil,
                serverTime: nil
            )
            outcome = SendOutcome(.failed(error), unsaved: await context.keep(end))
            outcome.lookFailure = lookFailure
            if case .retry = error.deliveryVerdict { return outcome }
        }
        outcome.lookFailure = lookFailure
        if !hasLooked { context.report(.beforeSend(entry.conversation, .notLooked)) }
        return outcome
    }

    /// Reads the conversation's row once more; what it shows stands before our message.
    private func look() async -> Look {
        let conversation = entry.conversation
        let rows = await context.kept(try await store.rows(of: [conversation]))
        guard let row = rows?.first else { return .notSeen }
        let limit = Duration.milliseconds(context.settings.lookLimit)
        let (client, widget) = (client, isListCut ? row.widgetID : nil)
        let asked = ContinuousClock.now
        let result = await Deadline.within(limit) { () async throws(ServiceFailure) in
            try await client.conversations(status: row.status, widgetID: widget, timeLimit: limit)
        }
        let reply: Reply<Listing<SupportConversation>>
        switch result {
        case .failure(let failure): return .failed(failure)
        case .success(let value): reply = value
        }
        guard let seen = reply.value.rows.first(where: { $0.id == row.remoteID }) else { return .notSeen }
        let (account, seenAt) = (entry.account, reply.serverDate ?? context.serverNow(clock))
        let hasNewText = await context.kept(
            try await store.observe(row: seen, of: account, seenAt: seenAt, asked: asked)
        )
        guard let hasNewText else { return .notSeen }
        if hasNewText { context.report(.beforeSend(conversation, .newText)) }
        return .seen
    }

    /// What the look before a send came to.
    private enum Look: Equatable {
        case seen
        /// The list does not show the row, or the store could not take it.
        case notSeen
        case failed(ServiceFailure)

        var failure: ServiceFailure? {
            if case .failed(let failure) = self { failure } else { nil }
        }
    }
}
