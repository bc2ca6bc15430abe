import PulseClient
package import PulseModel
package import PulseStore

/// The sync loop: a task an account, all over one store. Every verb returns at once; what happens comes as reports.
package final class DeskSync: Sendable {
    private let loops: [AccountID: any AccountLoop]
    private let store: DeskStore
    private let runtime: ClientRuntime

    package init(
        accounts: [SyncAccount],
        store: DeskStore,
        settings: SyncSettings,
        report: @escaping @Sendable (SyncReport) -> Void
    ) {
        self.store = store
        let runtime = ClientRuntime(limits: settings.limits)
        self.runtime = runtime
        var loops: [AccountID: any AccountLoop] = [:]
        for account in accounts {
            switch account.account.service {
            case .support:
                loops[account.account.id] = SupportLoop(
                    account, store: store, runtime: runtime, settings: settings, report: report)
            case .assistant:
                loops[account.account.id] = AssistantLoop(
                    account, store: store, runtime: runtime, settings: settings, report: report)
            }
        }
        self.loops = loops
    }

    package func start() {
        each { loop in await loop.start() }
    }

    package func attend(_ attention: Attention) {
        each { loop in await loop.attend(attention) }
    }

    package func pollNow(_ account: AccountID?) {
        each { loop in await loop.pollNow() }
    }

    package func opened(_ id: ConversationID) {
        each(of: id) { loop in await loop.opened(id) }
    }

    package func loadOlder(_ id: ConversationID) {
        each(of: id) { loop in await loop.loadOlder(id) }
    }

    package func stopLoading(_ id: ConversationID) {
        each(of: id) { loop in await loop.stopLoading(id) }
    }

    package func outboxChanged(_ account: AccountID) {
        guard let loop = loops[account] else { return }
        Task { await loop.outboxChanged() }
    }

    package func outboxChanged(of id: ConversationID) {
        each(of: id) { loop in await loop.outboxChanged() }
    }

    package func stopAnswer(_ id: ConversationID) {
        each(of: id) { loop in await loop.stopAnswer(id) }
    }

    package func edit(_ id: ConversationID, _ edit: ConversationEdit) {
        each(of: id) { loop in await loop.edit(id, edit) }
    }

    /// Ends everything: answers are stopped on the server and read on for a while.
    package func shutdown(limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            for loop in loops.values { group.addTask { await loop.shutdown(limit: limit) } }
        }
        await runtime.shutdown()
    }

    private func each(_ body: @escaping @Sendable (any AccountLoop) async -> Void) {
        for loop in loops.values { Task { await body(loop) } }
    }

    private func each(of id: ConversationID, _ body: @escaping @Sendable (any AccountLoop) async -> Void) {
        Task {
            // A conversation that is gone needs nothing.
            guard let row = try? await store.rows(of: [id]).first, let loop = loops[row.account] else { return }
            await body(loop)
        }
    }
}

/// What one account's loop can be told.
protocol AccountLoop: Sendable {
    func start() async
    func attend(_ attention: Attention) async
    func pollNow() async
    func opened(_ id: ConversationID) async
    func loadOlder(_ id: ConversationID) async
    func stopLoading(_ id: ConversationID) async
    func outboxChanged() async
    func stopAnswer(_ id: ConversationID) async
    func edit(_ id: ConversationID, _ edit: ConversationEdit) async
    func shutdown(limit: Duration) async
}
