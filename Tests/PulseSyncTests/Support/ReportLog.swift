import PulseModel
import Synchronization

@testable import PulseSync

/// Everything that a desk told, and what it adds up to.
final class ReportLog: Sendable {
    private enum Entry {
        case report(SyncReport)
        case change(DeskChange)
    }

    private let log = Mutex<[Entry]>([])

    func add(_ report: SyncReport) {
        log.withLock { $0.append(.report(report)) }
    }

    func add(_ change: DeskChange) {
        log.withLock { $0.append(.change(change)) }
    }

    var all: [SyncReport] {
        log.withLock { $0 }.compactMap { if case .report(let report) = $0 { report } else { nil } }
    }

    var changes: [DeskChange] {
        log.withLock { $0 }.compactMap { if case .change(let change) = $0 { change } else { nil } }
    }

    func clear() {
        log.withLock { $0 = [] }
    }

    /// Whether something arrived in a conversation: with a bell, or only counted.
    func hasArrived(in conversation: ConversationID, isCatchUp: Bool = false) -> Bool {
        changes.contains { $0.cause == .poll(isCatchUp: isCatchUp) && $0.arrived == [conversation] }
    }

    /// The newest state of an account.
    func state(_ account: AccountID) -> AccountState? {
        for case .account(let state) in all.reversed() where state.id == account { return state }
        return nil
    }

    func health(_ account: AccountID) -> AccountState.Health? {
        state(account)?.health
    }

    /// The items of a conversation as what was told left them, by id.
    func items(_ conversation: ConversationID) -> [ItemID: TranscriptItem] {
        var items: [ItemID: TranscriptItem] = [:]
        for entry in log.withLock({ $0 }) {
            switch entry {
            case .report(.answer(conversation, let item)): items[item.id] = item
            case .report: continue
            case .change(let change):
                for id in change.removedItems { items[id] = nil }
                for transcript in change.transcripts where transcript.conversation == conversation {
                    for item in transcript.items { items[item.id] = item }
                }
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
