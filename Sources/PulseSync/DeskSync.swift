package import Logging
import PulseClient
package import PulseModel
package import PulseStore
import Synchronization

/// The desk's work in the background: polling, paging, delivering and streaming, a loop for each account over one store.
///
/// Every verb returns at once and is done in order; what happens comes as reports, after the store has it. Verbs for
/// accounts or conversations that this desk does not have are ignored.
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
    }

    /// Begins; a second call does nothing.
    package func start() {
        tasks.withLock { tasks in
            guard tasks.isEmpty else { return }
            tasks = loops.map { loop in Task { await loop.run() } }
        }
    }

    /// Says what the person looks at.
    package func attend(_ attention: Attention) {
        post(.attend(attention))
    }

    /// Asks everything of an account now, of all where nil; a refused key is read and tried again.
    package func pollNow(_ account: AccountID?) {
        post(.pollNow, to: account)
    }

    /// Asks a conversation at once: the person opened it.
    package func opened(_ conversation: ConversationID) {
        post(.opened(conversation))
    }

    /// Loads older messages of an assistant's conversation: one page, or on to the beginning until `stopLoading`.
    package func loadOlder(_ conversation: ConversationID, toBeginning: Bool = false) {
        post(.loadOlder(conversation, toBeginning: toBeginning))
    }

    /// Ends the loading after the page that is on its way.
    package func stopLoading(_ conversation: ConversationID) {
        post(.stopLoading(conversation))
    }

    /// Says that the outbox of an account may have something to send.
    package func outboxChanged(_ account: AccountID) {
        post(.outboxChanged, to: account)
    }

    /// Stops the answer that streams in a conversation, here and on the server; what came is kept.
    package func stopAnswer(_ conversation: ConversationID) {
        post(.stopAnswer(conversation))
    }

    /// Changes an assistant's conversation on the server, then here.
    package func edit(_ conversation: ConversationID, _ edit: ConversationEdit) {
        post(.edit(conversation, edit))
    }

    /// Says that the program stood still for a while, as after Ctrl-Z.
    package func wokeUp() {
        post(.wokeUp)
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

    private func post(_ event: SyncEvent, to account: AccountID? = nil) {
        for loop in loops where account == nil || loop.id == account { loop.post(event) }
    }
}
