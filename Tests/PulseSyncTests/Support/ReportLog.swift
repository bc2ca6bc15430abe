import PulseModel
import Synchronization

@testable import PulseSync

/// Everything that a desk reported, and what it adds up to.
final class ReportLog: Sendable {
    private let log = Mutex<[SyncReport]>([])

    func add(_ report: SyncReport) {
        log.withLock { $0.append(report) }
    }

    var all: [SyncReport] { log.withLock { $0 } }

    func clear() {
        log.withLock { $0 = [] }
    }

    /// The newest state of an account.
    func state(_ account: AccountID) -> AccountState? {
        for case .account(let state) in all.reversed() where state.id == account { return state }
        return nil
    }

    func health(_ account: AccountID) -> AccountState.Health? {
        state(account)?.health
    }

    /// The items of a conversation as the reports left them, by id.
    func items(_ conversation: ConversationID) -> [ItemID: TranscriptItem] {
        var items: [ItemID: TranscriptItem] = [:]
        for report in all {
            switch report {
            case .items(conversation, let new): for item in new { items[item.id] = item }
            case .answer(conversation, let item): items[item.id] = item
            case .removedItems(conversation, let gone): for id in gone { items[id] = nil }
            default: break
            }
        }
        return items
    }

    func answers(_ conversation: ConversationID) -> [TranscriptItem] {
        all.compactMap { if case .answer(conversation, let item) = $0 { item } else { nil } }
    }

    func history(_ conversation: ConversationID) -> HistoryState? {
        for case .history(conversation, let state) in all.reversed() { return state }
        return nil
    }

    var storeFailures: [StoreFailure] {
        all.compactMap { if case .store(let failure) = $0 { failure } else { nil } }
    }
}
