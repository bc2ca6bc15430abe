import Logging
import PulseClient
import PulseModel
import PulseStore

/// One question's way to an assistant, and the answer as it streams in.
actor AnswerRun {
    private var entry: OutboxEntry
    private let client: AssistantClient
    private let context: SyncContext
    private var store: DeskStore { context.store }
    private let clock: ServerClock
    private let reports = Pacemaker()
    private let saves = Pacemaker()
    private let stopRequests: AsyncStream<String>
    private let stopRequestInput: AsyncStream<String>.Continuation
    private let limits: AsyncStream<Void>
    private let limitInput: AsyncStream<Void>.Continuation
    private var assembler: AnswerAssembler
    private var savedGrowth = SavedGrowth()
    private var stopRequest = StopRequest()
    private var isStopWanted = false
    /// When the connection is closed after a stop; nil while none is wanted, or the question has not left.
    private var stopEnds: ContinuousClock.Instant?
    /// Whether the stream went on for too long after its stop, and was read no further.
    private var isGivenUp = false
    /// Whether the question is on its way, or has arrived.
    private var hasLeft = false
    /// Whether the latest stop did not get through.
    private var hasStopFailed = false
    /// Whether the stream named the question: the server has it.
    private var hasBegun = false
    /// The question's item since the store knows that the server has it; its revision runs ahead of the store's.
    private var item: TranscriptItem?
    /// Whether the store knows which conversation of the server it is.
    private var isNamed = false
    /// The stream behind the answer's end.
    private var rest: AnswerStream.Iterator?
    /// When the stream last said something that is not a ping.
    private var lastWord = DeskMoment.now().awake

    /// What is read behind an answer's end at most: the speech of a long answer has some thousand pieces.
    private static let mostRest = 20_000

    /// How one of the works beside each other ended.
    private enum WorkEnd {
        case read(ServiceFailure?)
        case stopLimitPassed
        case helped
    }

    /// A question that has not left.
    init(_ entry: OutboxEntry, client: AssistantClient, context: SyncContext, clock: ServerClock) {
        self.entry = entry
        self.client = client
        self.context = context
        self.clock = clock
        assembler = AnswerAssembler(mostBytes: context.settings.limits.answerBytes)
        (stopRequests, stopRequestInput) = AsyncStream.makeStream()
        (limits, limitInput) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
    }

    /// Goes the whole way.
    ///
    /// The store has the end when it returns, even if the task was cancelled; what it could not take is in the outcome.
    ///
    /// - Parameter began: called when the server has the question.
    /// - Returns: how the question's way ended, not the answer's; when the answer is whole, though the stream may go on.
    func run(_ began: @escaping @Sendable () -> Void) async -> SendAttempt {
        let search = ConversationSearch(entry: entry, client: client, context: context, clock: clock)
        do throws(ServiceFailure) {
            switch try await search.run() {
            case .found(let remote): entry.remoteConversation = remote
            case .new: break
            case .hidden: return await hold()
            }
        } catch {
            return SendAttempt(.notBegun(error), pollFailure: error)
        }
        let leavesAt = context.serverNow(clock)
        let leaving: Void? = await context.kept(try await store.setSending(entry.id, leavesAt: leavesAt))
        // Taken back meanwhile, or not on the disk: then not a byte leaves.
        guard leaving != nil else { return SendAttempt(.notBegun()) }
        lastWord = DeskMoment.now().awake
        hasLeft = true
        if isStopWanted { startStopLimit() }
        return await end(await work(began))
    }

    /// Holds the question, since it would begin one more conversation: the server has this one, and nothing names it.
    private func hold() async -> SendAttempt {
        await context.kept(try await store.settle(entry.id, as: .held(.behindAnother)))
        return SendAttempt(.notBegun())
    }

    /// Reads the stream, with all that goes on beside it.
    private func work(_ began: @escaping @Sendable () -> Void) async -> ServiceFailure? {
        await withTaskGroup(of: WorkEnd.self) { group in
            group.addTask { await self.helped { await $0.keepReporting() } }
            group.addTask { await self.helped { await $0.keepSaving() } }
            group.addTask { await self.helped { await $0.keepWaiting() } }
            group.addTask { await self.helped { await $0.keepStopping() } }
            group.addTask { await self.keepStopLimit() }
            group.addTask { .read(await self.read(began)) }
            var failure: ServiceFailure?
            var hasEnded = false
            for await end in group {
                switch end {
                case .read(let thrown): failure = thrown
                // What the stream said at its end counts, also where the limit passes in the same moment.
                case .stopLimitPassed: isGivenUp = !hasEnded
                case .helped: continue
                }
                hasEnded = true
                group.cancelAll()
            }
            return failure
        }
    }

    private nonisolated func helped(_ help: @Sendable (AnswerRun) async -> Void) async -> WorkEnd {
        await help(self)
        return .helped
    }

    /// Reads on after the answer's end, for a while, so that the server can end the stream itself.
    ///
    /// What comes there, a title in the making, speech or pings, is nothing of the answer.
    func readToClose() async {
        guard var events = rest else { return }
        rest = nil
        let end = ContinuousClock.now + context.settings.limits.silence
        var left = Self.mostRest
        do throws(ServiceFailure) {
            while left > 0, ContinuousClock.now < end, try await events.next(isolation: self) != nil { left -= 1 }
        } catch {
            return  // however the connection ends, the answer is whole
        }
    }

    /// Stops the answer on the server; what comes until its end is still read, for a while and up to an amount.
    ///
    /// Before the first frame, which tells what to stop, the wish is remembered for as long; without one the connection
    /// is closed then, and nobody knows what became of the question.
    func stop() {
        isStopWanted = true
        if hasLeft, stopEnds == nil { startStopLimit() }
        act(stopRequest.stopWasWanted())
    }

    // MARK: - Reading

    private func read(_ began: @Sendable () -> Void) async -> ServiceFailure? {
        do throws(ServiceFailure) {
            let stream = try await client.stream(query: entry.text, conversationID: entry.remoteConversation)
            var events = stream.makeAsyncIterator()
            while let event = try await events.next(isolation: self) {
                await receive(event, began)
                if assembler.isCut {
                    await stopOnServer()
                    // Only now: a connection that is dropped before the stop leaves an empty answer on the server.
                    withExtendedLifetime(events) {}
                    return nil
                }
                if assembler.end != nil {
                    rest = events
                    return nil
                }
            }
            return nil
        } catch {
            return error
        }
    }

    private func receive(_ event: AnswerEvent, _ began: @Sendable () -> Void) async {
        assembler.receive(event)
        if event != .ping { lastWord = DeskMoment.now().awake }
        if case .started = event, !hasBegun {
            hasBegun = true
            if isStopWanted { startStopLimit() }
            await storeStart()
            began()
        }
        act(stopRequest.received(event))
        guard hasBegun else { return }
        reports.beat()
        saves.beat()
    }

    /// Stores that the server has the question, unless that is done.
    ///
    /// Tried again with each saving and at the end: the store may have failed, or the conversation's id come late.
    private func storeStart() async {
        let now = context.serverNow(clock)
        guard let start = assembler.start else { return }
        let conversation = start.conversationID ?? entry.remoteConversation
        guard item == nil else { return await storeName(conversation) }
        let started = await context.kept(
            try await store.answerStarted(
                entry.id,
                conversationRemoteID: conversation,
                messageID: start.messageID,
                createdAt: start.createdAt?.clamped(around: now)
            )
        )
        // Another try may have been quicker.
        guard item == nil else { return }
        if started != nil { isNamed = conversation != nil }
        item = started
    }

    /// Stores which conversation it is, where a frame named it after the first one.
    private func storeName(_ conversation: String?) async {
        guard let conversation, !isNamed else { return }
        let named: Void? = await context.kept(
            try await store.answerNamed(entry.id, conversationRemoteID: conversation)
        )
        isNamed = named != nil
    }

    // MARK: - Stopping

    private func act(_ action: StopRequest.Action) {
        guard case .sendStop(let task) = action else { return }
        assembler.stopWasAsked()
        hasStopFailed = false
        stopRequestInput.yield(task)
    }

    /// Beside the reading, since the stream has to be read on until it ends by this.
    private func keepStopping() async {
        for await task in stopRequests {
            do throws(ServiceFailure) {
                _ = try await client.stop(taskID: task)
            } catch {
                guard error != .cancelled, !Task.isCancelled else { return }
                context.log.notice("stop failed", metadata: ["failure": "\(error.logged)"])
                hasStopFailed = true
                stopRequest.stopFailed()
            }
        }
    }

    /// Stops an answer that is too long, unless that was done.
    private func stopOnServer() async {
        guard case .sendStop(let task) = stopRequest.stopWasWanted() else { return }
        let client = client
        let result = await Deadline.within(.milliseconds(context.settings.stopLimit)) {
            () async throws(ServiceFailure) in try await client.stop(taskID: task)
        }
        if case .failure(let failure) = result {
            context.log.notice("stop failed", metadata: ["failure": "\(failure.logged)"])
        }
    }

    private func startStopLimit() {
        stopEnds = .now + .milliseconds(context.settings.stopLimit)
        limitInput.yield()
    }

    /// Waits until a stream that was to stop has gone on for too long; the first frame gives it its time anew.
    private func keepStopLimit() async -> WorkEnd {
        for await _ in limits {
            while let end = stopEnds {
                guard ContinuousClock.now < end else { return .stopLimitPassed }
                do {
                    try await Task.sleep(until: end, clock: .continuous)
                } catch {
                    return .helped  // the stream is over
                }
            }
        }
        return .helped
    }

    // MARK: - Showing and storing

    /// The item with what has come so far.
    private func grown(_ state: AnswerState) -> (TranscriptItem, Exchange)? {
        guard var grown = item, case .exchange(var exchange) = grown.content else { return nil }
        exchange.answer = assembler.text
        exchange.thoughts = assembler.thoughts
        exchange.sources = assembler.sources
        if !assembler.files.isEmpty { exchange.files = assembler.files }
        exchange.state = state
        grown.content = .exchange(exchange)
        return (grown, exchange)
    }

    private func keepReporting() async {
        await reports.run(every: context.settings.answerReport) { [self] in await showGrowth() }
    }

    private func showGrowth() {
        item?.revision += 1
        guard let (grown, _) = grown(.streaming) else { return }
        context.report(.answer(entry.conversation, grown))
    }

    private func keepSaving() async {
        await saves.run(every: context.settings.answerSave) { [self] in await saveGrowth() }
    }

    private func saveGrowth() async {
        await storeStart()
        guard let (grown, exchange) = grown(.streaming),
            savedGrowth.isDue(size: assembler.size, received: assembler.receivedBytes, at: DeskMoment.now().awake)
        else { return }
        await context.kept(try await store.saveAnswer(entry.id, exchange: exchange, revision: grown.revision))
    }

    private func keepWaiting() async {
        let settings = context.settings
        while !Task.isCancelled {
            let silence = DeskMoment.now().awake - lastWord
            if silence >= settings.stillWaiting {
                context.report(.stillWaiting(entry.conversation, milliseconds: silence))
            }
            let wait = silence >= settings.stillWaiting ? settings.stillWaitingStep : settings.stillWaiting - silence
            do {
                try await Task.sleep(for: .milliseconds(wait))
            } catch {
                return  // the stream is over
            }
        }
    }

    // MARK: - The end

    private func end(_ failure: ServiceFailure?) async -> SendAttempt {
        if isGivenUp { assembler.stopWasAsked() }
        assembler.streamEnded(by: isGivenUp ? nil : failure)
        stopRequest.streamEnded()
        await storeStart()
        // Ended here it is stopped, even if the server does not know.
        let hasGoneOn = hasStopFailed && !isGivenUp && !assembler.isCut
        guard let (grown, exchange) = grown(Self.state(assembler.end, hasStopFailed: hasGoneOn)) else {
            return await endUnanswered()
        }
        let now = DeskMoment.now().wall
        let answer = UnsavedOutcome.answer(entry.id, exchange, revision: grown.revision, endedAt: now)
        return SendAttempt(.sent(), unsaved: await context.keep(answer))
    }

    /// No frame came that the store could take.
    private func endUnanswered() async -> SendAttempt {
        let outcome: SendOutcome
        if let failure = assembler.questionFailure {
            outcome = isGivenUp ? .stopped : .failed(failure)
        } else {
            outcome = .sent(remoteID: assembler.start?.messageID)
        }
        return SendAttempt(outcome, unsaved: await context.keep(.message(entry.id, outcome)))
    }

    /// How an answer stands after its stream's end.
    static func state(_ end: StreamEnd?, hasStopFailed: Bool) -> AnswerState {
        switch end {
        case .finished: .complete
        case .stopped: hasStopFailed ? .complete : .stopped
        case .failed(_, let words): .failed(words)
        case .interrupted(.tooLong): .tooLong
        case .interrupted, nil: .interrupted
        }
    }
}
