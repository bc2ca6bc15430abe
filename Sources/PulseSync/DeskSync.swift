package import Logging
import PulseClient
package import PulseModel
package import PulseStore
import Synchronization

/// The desk's work in the background: polling, paging, delivering and streaming, a loop for each account over one store.
///
/// What comes of it is a change of the store, or a report where nothing of it is kept.
package final class DeskSync: Sendable {
    private let loops: [AccountSync]
    private let runtime: ClientRuntime
    private let tasks = Mutex<[Task<Void, Never>]>([])

    /// A desk that does nothing until `start()`.
    /// - Parameters:
    ///   - accounts: each with the way to its key; the store knows them already.
    ///   - store: everything is kept in it before it is reported.
    ///   - settings: how often what is asked.
    ///   - seed: for the jitter of the waits.
    ///   - log: gets what happened to calls; never a key, a text or an address of a person.
    ///   - report: called from any thread, in order for each account; must not block.
    package init(
        accounts: [SyncAccount],
        store: DeskStore,
        settings: SyncSettings = SyncSettings(),
        seed: UInt64 = .random(in: .min ... .max),
        log: Logger = Logger(label: "sync", factory: { _ in SwiftLogNoOpLogHandler() }),
        report: @escaping @Sendable (SyncReport) -> Void
    ) {
        let runtime = ClientRuntime(limits: settings.limits)
        self.runtime = runtime
        loops = accounts.enumerated().map { index, account in
            var log = log
            log[metadataKey: "account"] = "\(account.account.id.rawValue)"
            let context = SyncContext(store: store, settings: settings, log: log, report: report)
            return AccountSync(account, context: context, runtime: runtime, seed: seed &+ UInt64(index) &* 2)
        }
        store.follow { [loops] change in
            // What the person wrote, or decided on, may leave now.
            guard change.cause == .person, !change.transcripts.isEmpty || !change.removedItems.isEmpty else { return }
            let accounts = Set(change.rows.map(\.account))
            for loop in loops where accounts.contains(loop.id) { loop.post(.outboxChanged) }
        }
    }

    /// Begins; a second call does nothing.
    package func start() {
        tasks.withLock { tasks in
            guard tasks.isEmpty else { return }
            tasks = loops.map { loop in Task { await loop.run() } }
        }
    }

    /// Asks the loops for something; returns at once.
    package func request(_ request: SyncRequest) {
        post(.request(request))
    }

    /// Asks a conversation at once: the person opened it.
    package func opened(_ conversation: ConversationID) {
        post(.opened(conversation))
    }

    /// Ends everything.
    ///
    /// Growing answers are stopped on the server and read on, and messages that are leaving are waited for, for so long at
    /// most; then they are given up, which the store records. Returns when nothing runs any more.
    package func shutdown(limit: Duration) async {
        post(.shutdown(limit))
        for task in tasks.withLock({ $0 }) { await task.value }
        await runtime.shutdown()
    }

    private func post(_ event: SyncEvent) {
        for loop in loops { loop.post(event) }
    }
}
