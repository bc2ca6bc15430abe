import Logging
import PulseClient
import PulseModel
import PulseStore

extension AccountSync {
    /// Holds what waits for too long, and lets leave what may.
    func deliver() async {
        let now = DeskMoment.now()
        let settings = context.settings
        outboxWake = nil
        guard await keepUnsaved() else {
            outboxWake = now.awake + settings.firstBackoff
            return
        }
        var unsettled = await context.kept(try await store.unsettled(account: id))
        let late = unsettled.map { rules.late(among: $0, answering: Set(answers.keys), at: now) } ?? []
        let held = await context.kept(
            try await store.holdLate(now: now.wall, limit: settings.lateLimit, known: late)
        )
        if held == true {
            unsettled = await context.kept(try await store.unsettled(account: id))
        }
        guard let queued = unsettled?.filter({ $0.delivery == .queued }) else {
            // The store failed; it is tried again, so that nothing stays behind for good.
            outboxWake = now.awake + settings.firstBackoff
            return
        }
        guard !queued.isEmpty else { return }
        if let link, plan.isRunning, !isClosing {
            let waiting = await context.kept(try await store.deliverable(account: id))
            for entry in rules.begin(waiting ?? [], at: now) {
                switch link {
                case .support(let client): startSend(entry, client)
                case .assistant(let client): startAnswer(entry, client)
                }
            }
        }
        outboxWake = rules.nextWake(queued: queued, at: now)
    }

    /// Stores what could not be stored before: until then nothing else is begun.
    /// - Returns: whether the store has everything.
    private func keepUnsaved() async -> Bool {
        while let end = unsaved.first {
            guard await context.keep(end) == nil else { return false }
            unsaved.removeFirst()
        }
        return true
    }

    private func startSend(_ entry: OutboxEntry, _ client: SupportClient) {
        let send = SupportSend(
            entry: entry,
            client: client,
            context: context,
            clock: clock,
            isListCut: !plan.cutLists.isEmpty
        )
        // The look before it; it waits for nothing, but the next poll does.
        plan.noteStart(at: .now())
        spawn { [self] in
            post(.supportSendEnded(entry, await send.run()))
        }
    }

    /// Takes that a message's way to a visitor is over.
    func supportSendEnded(_ entry: OutboxEntry, _ attempt: SendAttempt) async {
        sendEnded(entry, attempt)
        if attempt.outcome.delivery.mayHaveArrived {
            plan.sendEnded(status: await ownRow(entry.conversation)?.status, at: .now())
        }
        await deliver()
    }

    /// Lets the rules know.
    func sendEnded(_ entry: OutboxEntry, _ attempt: SendAttempt) {
        let now = DeskMoment.now()
        if let outcome = attempt.unsaved { unsaved.append(outcome) }
        if let failure = attempt.pollFailure { plan.serverRefused(failure, at: now) }
        switch attempt.outcome {
        case .failed(let failure): log("send failed", entry, failure)
        case .notBegun(let failure?): log("send waits", entry, failure)
        case .sent, .stopped, .notBegun(nil): break
        }
        rules.ended(entry.id, attempt.outcome, at: now)
    }

    private func log(_ what: Logger.Message, _ entry: OutboxEntry, _ failure: ServiceFailure) {
        context.log.notice(what, metadata: ["item": "\(entry.id.rawValue)", "failure": "\(failure.logged)"])
    }
}
