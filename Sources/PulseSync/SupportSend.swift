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
    func run() async -> SendAttempt {
        guard let remote = entry.remoteConversation else { return SendAttempt(.notBegun()) }
        let look = await look()
        // Ended while it looked: what has not left stays queued, and is not a message of which nobody knows.
        guard !Task.isCancelled else { return SendAttempt(.notBegun()) }
        // What may have arrived leaves again only where a look, made since it was turned away, does not show it. A look
        // that shows it has settled it: then it cannot be marked as leaving below.
        if entry.needsLook {
            guard look == .seen else { return SendAttempt(.notBegun(look.failure), pollFailure: look.failure) }
            let isShown = await context.kept(try await store.markUnknownIfShown(entry.id))
            guard isShown == false else { return SendAttempt(.notBegun()) }
        }
        let leavesAt = context.serverNow(clock)
        let leaving: Void? = await context.kept(try await store.setSending(entry.id, leavesAt: leavesAt))
        // Taken back meanwhile, or not on the disk: then not a byte leaves.
        guard leaving != nil else { return SendAttempt(.notBegun()) }
        let outcome = await send(to: remote)
        let unsaved = await context.keep(.message(entry.id, outcome))
        if look != .seen, outcome.delivery != .queued { context.report(.beforeSend(entry.conversation, .notLooked)) }
        return SendAttempt(outcome, unsaved: unsaved, pollFailure: look.failure)
    }

    private func send(to remote: String) async -> SendOutcome {
        do throws(ServiceFailure) {
            let reply = try await client.sendMessage(conversationID: remote, content: entry.text)
            let answered = reply.serverDate ?? context.serverNow(clock)
            let storedAt = reply.value.createdAt?.clamped(around: answered) ?? reply.serverDate
            return .sent(remoteID: reply.value.id, at: storedAt)
        } catch {
            return .failed(error)
        }
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
