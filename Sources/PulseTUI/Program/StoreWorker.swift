import CursesKit
import PulseCore
import PulseModel
import PulseStore
import PulseSync

/// The effects that read or write the store, each ending in an action.
struct StoreWorker: Sendable {
    let store: DeskStore
    let sync: DeskSync
    let mailbox: Mailbox<Action>

    /// Items that are read to each side of where the person reads.
    static let windowReach = 200

    func run(_ effect: Effect) async {
        do throws(StoreFailure) {
            try await carryOut(effect)
        } catch {
            switch effect {
            case .enqueue(let id, let text, _): mailbox.post(.enqueueFailed(id, text: text, error))
            case .saveDraft(let id, _): mailbox.post(.draftNotSaved(id, error))
            default: mailbox.post(.storeFailed(effect, error))
            }
        }
    }

    private func carryOut(_ effect: Effect) async throws(StoreFailure) {
        switch effect {
        case .loadRows:
            mailbox.post(.rowsLoaded(try await store.rows()))
        case .loadThread(let id):
            let draft = try await store.draft(of: id)
            let window = try await store.window(of: id, around: .end, before: Self.windowReach, after: 0)
            mailbox.post(.threadLoaded(window, draft))
            sync.opened(id)
        case .loadWindow(let id, let around):
            let reach = Self.windowReach
            let window = try await store.window(of: id, around: around, before: reach, after: reach)
            mailbox.post(.windowLoaded(window, around: around))
        case .saveDraft(let id, let draft):
            let rows = try await store.saveDraft(draft, of: id)
            mailbox.post(.draftSaved(id, draft))
            post(rows)
        case .joinDraft(let id, let typed):
            let stored = try await store.draft(of: id)
            let joined = stored.map { Draft(text: $0.text + "\n" + typed.text, caret: $0.text.count + 1 + typed.caret) }
            post(try await store.saveDraft(joined ?? typed, of: id))
            mailbox.post(.draftSaved(id, typed))
        case .enqueue(let id, let text, let rest):
            let entered = try await store.enqueue(text: text, in: id, enteredAt: .now, leaving: rest)
            mailbox.post(.sync(.items(id, [entered.item])))
            post(entered.rows)
            sync.outboxChanged(entered.entry.account)
        case .decide(let item, let id, let decision):
            try await decide(decision, on: item, in: id)
        case .markRead(let id, let mark):
            post(try await store.markRead(id, through: mark))
        case .makeConversation(let account):
            mailbox.post(.conversationMade(try await store.newConversation(of: account, at: .now)))
        case .loadSentTexts(let account):
            mailbox.post(.sentTextsLoaded(account, try await store.sentTexts(of: account, limit: 200)))
        default: break
        }
    }

    private func decide(
        _ decision: UnsentDecision,
        on item: ItemID,
        in id: ConversationID
    ) async throws(StoreFailure) {
        let change: OutboxChange =
            switch decision {
            case .retry: try await store.retry(item, at: .now)
            case .markSent: try await store.markSent(item)
            case .backToDraft: try await store.backToDraft(item)
            }
        if change.mustWait { mailbox.post(.retryMustWait(id)) }
        for (conversation, items) in change.items { mailbox.post(.sync(.items(conversation, items))) }
        for (conversation, item) in change.removed { mailbox.post(.sync(.removedItems(conversation, [item]))) }
        if case .backToDraft(let text) = decision, let draft = change.draft {
            mailbox.post(.takenBack(id, text: text, stored: draft))
        }
        post(change.rows)
        if let account = try await store.rows(of: [id]).first?.account { sync.outboxChanged(account) }
    }

    private func post(_ rows: [ConversationRow]) {
        guard !rows.isEmpty else { return }
        mailbox.post(.sync(.rows(rows)))
    }
}
