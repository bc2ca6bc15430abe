import CursesKit
import PulseCore
import PulseModel
import PulseStore

/// Carries out what the state asks of the store; each request has an answer, or shows in what the store changes.
struct StoreWorker: Sendable {
    let store: DeskStore
    let mailbox: Mailbox<Action>

    /// Items that are read to each side of where the person reads.
    static let windowReach = 200
    /// Sent texts that the composer goes back through.
    private static let sentTexts = 200

    func run(_ request: StoreRequest) async {
        do throws(StoreFailure) {
            try await carryOut(request)
        } catch {
            mailbox.post(.storeFailed(request, error))
        }
    }

    private func carryOut(_ request: StoreRequest) async throws(StoreFailure) {
        let reach = Self.windowReach
        switch request {
        case .loadRows: mailbox.post(.rowsLoaded(try await store.rows()))
        case .loadThread(let id):
            let draft = try await store.draft(of: id)
            let window = try await store.window(of: id, around: .end, before: reach, after: 0)
            mailbox.post(.threadLoaded(window, draft))
        case .loadWindow(let id, let around):
            let window = try await store.window(of: id, around: around, before: reach, after: reach)
            mailbox.post(.windowLoaded(window, around: around))
        case .loadSentTexts(let account):
            let texts = try await store.sentTexts(of: account, limit: Self.sentTexts)
            mailbox.post(.sentTextsLoaded(account, texts))
        case .saveDraft(let id, let draft):
            try await store.saveDraft(draft, of: id)
            mailbox.post(.draftSaved(id, draft))
        case .joinDraft(let id, let typed):
            try await store.append(typed, toDraftOf: id)
            mailbox.post(.draftSaved(id, typed))
        case .enqueue(let id, let text, let rest):
            try await store.enqueue(text: text, in: id, enteredAt: .now, leaving: rest)
        case .decide(let item, let id, let decision): try await decide(decision, on: item, in: id)
        case .markRead(let id, let mark): try await store.markRead(id, through: mark)
        case .makeConversation(let account):
            mailbox.post(.conversationMade(try await store.newConversation(of: account, at: .now)))
        }
    }

    private func decide(
        _ decision: UnsentDecision,
        on item: ItemID,
        in id: ConversationID
    ) async throws(StoreFailure) {
        switch decision {
        case .retry:
            guard try await store.retry(item, at: .now) else { return mailbox.post(.retryMustWait(id)) }
        case .markSent: try await store.markSent(item)
        case .backToDraft(let text):
            guard let draft = try await store.backToDraft(item) else { return }
            mailbox.post(.takenBack(id, text: text, stored: draft))
        }
    }
}
