import PulseClient
import PulseModel
import PulseStore

actor AssistantLoop: AccountLoop {
    private let account: SyncAccount
    private let store: DeskStore
    private let runtime: ClientRuntime
    private let settings: SyncSettings
    private let report: @Sendable (SyncReport) -> Void
    private let alarm = Alarm()
    private var client: AssistantClient?
    private var state: AccountState
    private var task: Task<Void, Never>?
    private var attention = Attention()
    private var dueList: Int64 = 0
    private var dueThread: Int64 = 0
    private var dueDescriptions: Int64 = 0
    private var failures = 0
    private var loading: [ConversationID: Task<Void, Never>] = [:]
    private var answers: [ConversationID: (stop: StopRequest, task: Task<Void, Never>)] = [:]

    init(
        _ account: SyncAccount, store: DeskStore, runtime: ClientRuntime, settings: SyncSettings,
        report: @escaping @Sendable (SyncReport) -> Void
    ) {
        self.account = account
        self.store = store
        self.runtime = runtime
        self.settings = settings
        self.report = report
        state = AccountState(id: account.account.id, listInterval: settings.conversations)
    }

    func start() {
        task = Task { await run() }
    }

    func attend(_ attention: Attention) async {
        self.attention = attention
    }

    func pollNow() async {
        dueList = 0
        dueThread = 0
        client = nil
        await alarm.ring()
    }

    func opened(_ id: ConversationID) async {
        attention.conversation = id
        dueThread = 0
        await alarm.ring()
    }

    func stopLoading(_ id: ConversationID) {
        loading[id]?.cancel()
    }

    func outboxChanged() async {
        await deliver()
    }

    func shutdown(limit: Duration) async {
        task?.cancel()
        await alarm.ring()
        await task?.value
        for id in Array(answers.keys) { await stopAnswer(id) }
        let running = answers.values.map(\.task)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for task in running { await task.value } }
            group.addTask {
                // The limit is over either way.
                try? await Task.sleep(for: limit)
            }
            _ = await group.next()
            group.cancelAll()
        }
        for task in running { task.cancel() }
        for task in running { await task.value }
    }

    private func run() async {
        while !Task.isCancelled {
            await round()
            let now = wallNow().milliseconds
            let next = min(dueList, dueDescriptions, attention.conversation == nil ? .max : dueThread)
            state.nextDue = Timestamp(milliseconds: next)
            report(.account(state))
            await alarm.wait(milliseconds: max(50, next - now))
        }
    }

    private func ready() async -> AssistantClient? {
        if let client { return client }
        do throws(KeyFailure) {
            let key = try await account.key()
            // A wrong address is an error of the configuration, which has been checked.
            client = try? AssistantClient(account: account.account, key: key, runtime: runtime)
        } catch {
            state.health = .noKey(error.reason)
        }
        return client
    }

    private func round() async {
        let now = wallNow().milliseconds
        guard let client = await ready() else {
            dueList = now + settings.longestBackoff
            dueThread = dueList
            dueDescriptions = dueList
            return
        }
        do throws(ServiceFailure) {
            if dueDescriptions <= now {
                let reply = try await client.info()
                report(.app(account.account.id, name: reply.value.name ?? account.account.id.rawValue))
                dueDescriptions = now + settings.descriptions
            }
            if dueList <= now {
                try await readList(client)
                dueList = wallNow().milliseconds + settings.conversations
                state.listsSeenAt = wallNow()
            }
            if let id = attention.conversation, dueThread <= now {
                dueThread = wallNow().milliseconds + settings.openConversation
                try await readNewest(id, client)
            }
            failures = 0
            state.health = .fine
            await deliver()
        } catch {
            failures += 1
            let wait = min(settings.longestBackoff, 1000 << min(failures, 6))
            let until = wallNow().milliseconds + (error.stopsAccount ? settings.stoppedRetry : wait)
            dueList = until
            dueThread = until
            dueDescriptions = max(dueDescriptions, until)
            state.health =
                error.stopsAccount ? .stopped(error) : .failing(error, nextTry: Timestamp(milliseconds: until))
        }
    }

    private func readList(_ client: AssistantClient) async throws(ServiceFailure) {
        let isBase = ((try? await store.hasBase(account.account.id)) ?? false) == false  // unreadable: taken as new
        var lastID: String?
        for _ in 0..<(isBase ? 50 : 1) {
            let reply = try await client.conversations(lastID: lastID, limit: 100)
            if let date = reply.serverDate { state.clockOffset = date.milliseconds(since: wallNow()) }
            state.unreadableRows = reply.value.unreadable.count
            do throws(StoreFailure) {
                let merge = try await store.merge(list: reply.value.rows, of: account.account.id, isBase: isBase, seenAt: reply.serverDate ?? wallNow())
                if !merge.rows.isEmpty { report(.rows(merge.rows)) }
            } catch {
                report(.store(error))
            }
            guard reply.value.sentRows == 100, let last = reply.value.rows.last?.id, last != lastID else { break }
            lastID = last
        }
    }

    private func readNewest(_ id: ConversationID, _ client: AssistantClient) async throws(ServiceFailure) {
        guard let row = try? await store.rows(of: [id]).first,  // gone: nothing to read
            row.account == account.account.id, let remote = row.remoteID, answers[id] == nil
        else { return }
        do throws(ServiceFailure) {
            let reply = try await client.messages(conversationID: remote, limit: 20)
            await merge(reply.value, id, .newest(20), limit: 20)
            state.threadSeenAt = wallNow()
        } catch {
            guard case .notFound = error else { throw error }
            await deleted(id)
        }
    }

    @discardableResult
    private func merge(
        _ listing: Listing<ExchangeRecord>, _ id: ConversationID, _ request: HistoryPage.Request, limit: Int
    ) async -> HistoryMerge? {
        do throws(StoreFailure) {
            let page = HistoryPage(
                conversation: id, records: listing.rows, request: request, isFull: listing.sentRows >= limit)
            let merge = try await store.merge(page: page)
            if !merge.items.isEmpty { report(.items(id, merge.items)) }
            if !merge.rows.isEmpty && !merge.items.isEmpty { report(.rows(merge.rows)) }
            return merge
        } catch {
            report(.store(error))
            return nil
        }
    }

    private func deleted(_ id: ConversationID) async {
        if let rows = try? await store.deletedOnServer(id) { report(.rows(rows)) }  // told again at the next look
        report(.history(id, .deleted))
    }

    func loadOlder(_ id: ConversationID) {
        guard loading[id] == nil else { return }
        loading[id] = Task {
            await loadPage(id)
            loading[id] = nil
        }
    }

    private func loadPage(_ id: ConversationID) async {
        guard let client = await ready(), let row = try? await store.rows(of: [id]).first,  // gone: nothing to load
            let remote = row.remoteID, let edge = try? await store.historyEdge(of: id)
        else { return report(.history(id, .more)) }
        guard !edge.isBeginning else { return report(.history(id, .beginning)) }
        do throws(ServiceFailure) {
            var limit = 20
            var cursor = edge.cursorID ?? (edge.oldestID == nil ? nil : "")
            if cursor == "" { limit = 100; cursor = nil }
            for attempt in 0..<3 {
                let reply = try await client.messages(conversationID: remote, firstID: cursor, limit: limit)
                let before = try? await store.historyEdge(of: id)
                guard let merge = await merge(reply.value, id, .older(cursor ?? "", limit), limit: limit) else { break }
                if merge.edge.isBeginning { return report(.history(id, .beginning)) }
                if merge.edge.oldestSecond != before?.oldestSecond { break }
                if attempt == 0 { limit = 100 } else {
                    cursor = edge.oldestID
                    if let items = try? await store.addGap(of: id), !items.isEmpty { report(.items(id, items)) }
                }
            }
            report(.history(id, .more))
        } catch {
            report(.history(id, error == .cancelled ? .more : .failed(error)))
        }
    }

    func edit(_ id: ConversationID, _ edit: ConversationEdit) async {
        guard let client = await ready(), let remote = try? await store.rows(of: [id]).first?.remoteID else { return }
        do throws(ServiceFailure) {
            switch edit {
            case .rename(let name):
                let reply = try await client.rename(conversationID: remote, name: name)
                await renamed(id, reply.value.name ?? name)
            case .renameAutomatically:
                let reply = try await client.renameAutomatically(conversationID: remote)
                await renamed(id, reply.value.name ?? "")
            case .delete:
                do throws(ServiceFailure) {
                    _ = try await client.delete(conversationID: remote)
                } catch {
                    guard case .notFound = error else { throw error }
                }
                if (try? await store.remove(id)) != nil { report(.removedRows([id])) }
            }
            report(.edit(id, edit, nil))
        } catch {
            report(.edit(id, edit, error))
        }
    }

    private func renamed(_ id: ConversationID, _ name: String) async {
        if let rows = try? await store.rename(id, to: name) { report(.rows(rows)) }  // the list brings it again
    }

    // MARK: Asking

    private func deliver() async {
        do throws(StoreFailure) {
            publish(try await store.holdLate(now: wallNow(), limit: settings.lateLimit))
            guard let client = await ready() else { return }
            for entry in try await store.deliverable(account: account.account.id) where answers[entry.conversation] == nil {
                let task = Task { await ask(entry, client) }
                answers[entry.conversation] = (StopRequest(), task)
            }
        } catch {
            report(.store(error))
        }
    }

    private func publish(_ change: OutboxChange) {
        for (id, items) in change.items { report(.items(id, items)) }
        for (id, item) in change.removed { report(.removedItems(id, [item])) }
        if !change.removedRows.isEmpty { report(.removedRows(change.removedRows)) }
        if !change.rows.isEmpty { report(.rows(change.rows)) }
    }

    private func ask(_ entry: OutboxEntry, _ client: AssistantClient) async {
        let id = entry.conversation
        var isSettled = true
        do throws(StoreFailure) {
            publish(try await store.setSending(entry.id, leavesAt: wallNow().adding(milliseconds: state.clockOffset)))
            var assembler = AnswerAssembler()
            var shown: TranscriptItem?
            var lastReport: Int64 = 0
            var lastSave = wallNow().milliseconds
            let failure = await stream(entry, client) { event in
                assembler.receive(event)
                if answers[id]?.stop.isPending == true { assembler.stopWasAsked() }
                if let action = answers[id]?.stop.received(event) { perform(action, id, client) }
                if case .started(let start) = event {
                    if let change = try? await store.answerStarted(
                        entry.id, conversationRemoteID: start.conversationID ?? "", messageID: start.messageID,
                        createdAt: start.createdAt)
                    {
                        publish(change)
                        shown = change.items.first { $0.0 == id }?.1.first
                    }
                }
                guard var item = shown, case .exchange(var exchange) = item.content else { return }
                fill(&exchange, from: assembler)
                exchange.state = .streaming
                item.content = .exchange(exchange)
                item.revision += 1
                shown = item
                let now = wallNow().milliseconds
                if now - lastReport >= 33 {
                    lastReport = now
                    report(.answer(id, item))
                }
                if now - lastSave >= 1000 {
                    lastSave = now
                    try? await store.saveAnswer(entry.id, exchange: exchange)  // the next second tries again
                }
            }
            assembler.streamEnded(by: failure)
            if case .exchange(var exchange)? = shown?.content {
                fill(&exchange, from: assembler)
                exchange.state = Self.answerState(assembler.end)
                publish(try await store.finishAnswer(entry.id, exchange: exchange, endedAt: wallNow()))
            } else if case .notSent(let why)? = assembler.delivery {
                let failure = failure ?? why
                switch failure.deliveryVerdict {
                case .retry:
                    publish(try await store.settle(entry.id, as: .queued))
                    isSettled = false
                case .refused: publish(try await store.settle(entry.id, as: .refused(.service(failure))))
                case .unknown: publish(try await store.settle(entry.id, as: .unknown(.service(failure))))
                }
            }
        } catch {
            report(.store(error))
        }
        answers[id] = nil
        if isSettled {
            dueThread = 0
            dueList = 0
            await alarm.ring()
        }
    }

    private func stream(
        _ entry: OutboxEntry, _ client: AssistantClient, _ take: (AnswerEvent) async -> Void
    ) async -> ServiceFailure? {
        do throws(ServiceFailure) {
            let stream = try await client.stream(query: entry.text, conversationID: entry.remoteConversation)
            var events = stream.makeAsyncIterator()
            while let event = try await events.next(isolation: #isolation) { await take(event) }
            return nil
        } catch {
            return error
        }
    }

    private func fill(_ exchange: inout Exchange, from assembler: AnswerAssembler) {
        exchange.answer = assembler.text
        exchange.thoughts = assembler.thoughts
        exchange.files = assembler.files
        exchange.sources = assembler.sources
    }

    private static func answerState(_ end: StreamEnd?) -> AnswerState {
        switch end {
        case .finished?: .complete
        case .stopped?: .stopped
        case .failed(_, let words)?: .failed(words)
        case .interrupted?, nil: .interrupted
        }
    }

    func stopAnswer(_ id: ConversationID) async {
        guard let client = await ready(), let action = answers[id]?.stop.stopWasWanted() else { return }
        perform(action, id, client)
    }

    private func perform(_ action: StopRequest.Action, _ id: ConversationID, _ client: AssistantClient) {
        guard case .sendStop(let taskID) = action else { return }
        Task {
            if (try? await client.stop(taskID: taskID)) == nil { answers[id]?.stop.stopFailed() }  // asked again by key
        }
    }
}
