import PulseClient
import PulseModel
import PulseStore

actor SupportLoop: AccountLoop {
    private let account: SyncAccount
    private let store: DeskStore
    private let runtime: ClientRuntime
    private let settings: SyncSettings
    private let report: @Sendable (SyncReport) -> Void
    private let alarm = Alarm()
    private var client: SupportClient?
    private var state: AccountState
    private var task: Task<Void, Never>?
    private var delivery: Task<Void, Never>?
    private var dueOpen: Int64 = 0
    private var dueOthers: Int64 = 0
    private var dueDescriptions: Int64 = 0
    private var failures = 0
    private var isFirst = true
    private var mustDeliver = true

    init(
        _ account: SyncAccount, store: DeskStore, runtime: ClientRuntime, settings: SyncSettings,
        report: @escaping @Sendable (SyncReport) -> Void
    ) {
        self.account = account
        self.store = store
        self.runtime = runtime
        self.settings = settings
        self.report = report
        state = AccountState(id: account.account.id, listInterval: settings.openList)
    }

    func start() {
        task = Task { await run() }
    }

    func attend(_ attention: Attention) {}
    func opened(_ id: ConversationID) {}
    func loadOlder(_ id: ConversationID) {}
    func stopLoading(_ id: ConversationID) {}
    func stopAnswer(_ id: ConversationID) {}
    func edit(_ id: ConversationID, _ edit: ConversationEdit) {}

    func pollNow() async {
        dueOpen = 0
        dueOthers = 0
        client = nil
        await alarm.ring()
    }

    func outboxChanged() async {
        deliver()
    }

    func shutdown(limit: Duration) async {
        task?.cancel()
        await alarm.ring()
        await task?.value
        delivery?.cancel()
        await delivery?.value
    }

    private func run() async {
        while !Task.isCancelled {
            await round()
            let now = wallNow().milliseconds
            let next = min(dueOpen, dueOthers, dueDescriptions)
            state.nextDue = Timestamp(milliseconds: next)
            report(.account(state))
            await alarm.wait(milliseconds: max(50, next - now))
        }
    }

    private func ready() async -> SupportClient? {
        if let client { return client }
        do throws(KeyFailure) {
            let key = try await account.key()
            // A wrong address is an error of the configuration, which has been checked.
            client = try? SupportClient(account: account.account, key: key, runtime: runtime)
        } catch {
            state.health = .noKey(error.reason)
        }
        return client
    }

    private func round() async {
        let now = wallNow().milliseconds
        guard let client = await ready() else {
            dueOpen = now + settings.longestBackoff
            dueOthers = dueOpen
            dueDescriptions = dueOpen
            return
        }
        do throws(ServiceFailure) {
            let isBase = ((try? await store.hasBase(account.account.id)) ?? false) == false  // unreadable: taken as new
            if dueDescriptions <= now {
                let reply = try await client.widgets()
                if (try? await store.save(widgets: reply.value.rows, of: account.account.id)) != nil {
                    report(.widgets(account.account.id, reply.value.rows))
                }
                dueDescriptions = now + settings.descriptions
            }
            var left: [ConversationID] = []
            if dueOpen <= now {
                left = try await look(.open, client, isBase: isBase)
                dueOpen = wallNow().milliseconds + settings.openList
                state.listsSeenAt = wallNow()
            }
            if dueOthers <= now || !left.isEmpty {
                _ = try await look(.snoozed, client, isBase: isBase)
                _ = try await look(.resolved, client, isBase: isBase)
                dueOthers = wallNow().milliseconds + settings.otherLists
                await settleLeavers(left)
            }
            failures = 0
            isFirst = false
            state.health = .fine
            deliver()
        } catch {
            failures += 1
            let wait = min(settings.longestBackoff, 1000 << min(failures, 6))
            let pause = error.stopsAccount ? settings.stoppedRetry : wait
            let until = wallNow().milliseconds + pause
            dueOpen = until
            dueOthers = max(dueOthers, until)
            dueDescriptions = max(dueDescriptions, until)
            state.health =
                error.stopsAccount ? .stopped(error) : .failing(error, nextTry: Timestamp(milliseconds: until))
        }
    }

    private func settleLeavers(_ left: [ConversationID]) async {
        guard !left.isEmpty, let rows = try? await store.rows(of: left) else { return }  // the next look finds them
        let gone = rows.filter { $0.status == .open && $0.presence == .listed }.map(\.id)
        if let changed = try? await store.setPresence(state.listIsCut ? .beyondList : .gone, of: gone),  // likewise
            !changed.isEmpty
        {
            report(.rows(changed))
        }
    }

    private func look(
        _ status: ConversationStatus, _ client: SupportClient, isBase: Bool
    ) async throws(ServiceFailure) -> [ConversationID] {
        let reply = try await client.conversations(status: status, limit: 100)
        let seenAt = reply.serverDate ?? wallNow()
        state.clockOffset = seenAt.milliseconds(since: wallNow())
        state.unreadableRows = reply.value.unreadable.count
        if status == .open { state.listIsCut = reply.value.hasMore }
        do throws(StoreFailure) {
            let listing = SupportListing(
                account: account.account.id, status: status, rows: reply.value.rows, hasMore: reply.value.hasMore,
                seenAt: seenAt, isBase: isBase)
            let result = try await store.observe(listing)
            publish(result)
            return result.left
        } catch {
            report(.store(error))
            return []
        }
    }

    private func publish(_ result: ObservationResult) {
        for (id, items) in result.items { report(.items(id, items)) }
        if !result.rows.isEmpty { report(.rows(result.rows)) }
        if !result.arrived.isEmpty { report(.arrived(result.arrived, isCatchUp: isFirst)) }
    }

    private func publish(_ change: OutboxChange) {
        for (id, items) in change.items { report(.items(id, items)) }
        for (id, item) in change.removed { report(.removedItems(id, [item])) }
        if !change.removedRows.isEmpty { report(.removedRows(change.removedRows)) }
        if !change.rows.isEmpty { report(.rows(change.rows)) }
    }

    private func deliver() {
        mustDeliver = true
        guard delivery == nil else { return }
        delivery = Task {
            while mustDeliver, !Task.isCancelled {
                mustDeliver = false
                await deliverAll()
            }
            delivery = nil
        }
    }

    private func deliverAll() async {
        do throws(StoreFailure) {
            publish(try await store.holdLate(now: wallNow(), limit: settings.lateLimit))
            guard let client = await ready() else { return }
            for entry in try await store.deliverable(account: account.account.id) {
                guard let remote = entry.remoteConversation else { continue }
                if await send(entry, to: remote, client) { mustDeliver = true }
            }
        } catch {
            report(.store(error))
        }
    }

    private func send(_ entry: OutboxEntry, to remote: String, _ client: SupportClient) async -> Bool {
        var isSettled = true
        do throws(StoreFailure) {
            publish(try await store.setSending(entry.id, leavesAt: wallNow().adding(milliseconds: state.clockOffset)))
            let outcome = await post(entry, to: remote, client)
            switch outcome {
            case .success(let message):
                publish(try await settled(entry, .sent, remoteID: message.id, at: message.createdAt))
            case .failure(let failure):
                switch failure.deliveryVerdict {
                case .retry:
                    publish(try await settled(entry, .queued))
                    isSettled = false
                case .refused: publish(try await settled(entry, .refused(.service(failure))))
                case .unknown: publish(try await settled(entry, .unknown(.service(failure))))
                }
            }
            if isSettled {
                dueOpen = 0
                await alarm.ring()
            }
        } catch {
            report(.store(error))
        }
        return isSettled
    }

    private func post(
        _ entry: OutboxEntry, to remote: String, _ client: SupportClient
    ) async -> Result<SupportMessage, ServiceFailure> {
        do throws(ServiceFailure) {
            return .success(try await client.sendMessage(conversationID: remote, content: entry.text).value)
        } catch {
            return .failure(error)
        }
    }

    private func settled(
        _ entry: OutboxEntry, _ delivery: Delivery, remoteID: String? = nil, at time: Timestamp? = nil
    ) async throws(StoreFailure) -> OutboxChange {
        try await store.settle(entry.id, as: delivery, remoteID: remoteID, serverTime: time)
    }
}
