import PulseModel

extension State {
    /// What the store could not do; reads are tried again by themselves.
    mutating func requestFailed(_ request: StoreRequest, _ failure: StoreFailure, _ effects: inout [Effect]) {
        switch request {
        case .loadRows, .loadThread, .loadWindow, .loadSentTexts:
            readLater(request)
            guard failure != readFailure else { return }
            readFailure = failure
            notify(.notRead(failure))
        case .markRead(let id, _):
            if thread?.conversation == id { thread?.endSeen?.askAgain(at: clock) }
            couldNotWrite(failure)
        case .enqueue(let id, let text, _): enqueueFailed(text, of: id, failure, &effects)
        case .saveDraft(let id, _):
            drafts.notSaved(id, failure, at: clock)
            couldNotWrite(failure)
        case .joinDraft, .decide, .makeConversation:
            couldNotWrite(failure)
            notify(.store(failure))
        }
    }

    /// Says that the store could not be written, once for each reason.
    mutating func couldNotWrite(_ failure: StoreFailure) {
        // A conversation that is gone is no trouble of the store.
        guard failure != .notFound, failure != storeFailure else { return }
        storeFailure = failure
        notify(.store(failure))
    }

    private mutating func readLater(_ request: StoreRequest) {
        let index: Int
        if let known = failedReads.firstIndex(where: { $0.request == request }) {
            failedReads[known].failures += 1
            index = known
        } else {
            failedReads.append(FailedRead(request))
            index = failedReads.count - 1
        }
        failedReads[index].due = clock + failedReads[index].delay
    }

    /// The store gave what was asked for.
    mutating func wasRead(_ request: StoreRequest) {
        readFailure = nil
        failedReads.removeAll { $0.request == request }
    }

    /// Asks again for what is due and still wanted.
    mutating func readAgain(_ effects: inout [Effect]) {
        guard !failedReads.isEmpty else { return }
        var reads = failedReads.filter { isWanted($0.request) }
        for index in reads.indices {
            guard let due = reads[index].due, due <= clock else { continue }
            reads[index].due = nil
            effects.append(.store(reads[index].request))
        }
        failedReads = reads
    }

    /// Reads again at once what is being waited for in the open conversation: a key asked for it.
    mutating func hastenReads(of id: ConversationID) {
        for index in failedReads.indices where failedReads[index].due != nil {
            if failedReads[index].request.conversationRead == id { failedReads[index].due = clock }
        }
    }

    private func isWanted(_ request: StoreRequest) -> Bool {
        switch request {
        case .loadThread(let id): thread?.conversation == id || drafts.isLoading(id)
        case .loadWindow(let id, _): thread?.conversation == id && thread?.isReading == true
        case .loadSentTexts(let account): openRow?.account == account
        case .loadRows: true
        case .saveDraft, .joinDraft, .enqueue, .decide, .markRead, .makeConversation: false
        }
    }
}

extension EndSeen {
    /// Milliseconds until the store is asked again to mark a row as read.
    static let retry: Int64 = 5_000

    /// The store could not be asked: the next time comes later.
    mutating func askAgain(at clock: Int64) {
        isAsked = false
        since = clock + Self.retry - State.readDwell
    }
}

extension StoreRequest {
    /// The conversation whose transcript it reads; nil for all else.
    fileprivate var conversationRead: ConversationID? {
        switch self {
        case .loadThread(let id), .loadWindow(let id, _): id
        case .loadRows, .loadSentTexts, .saveDraft, .joinDraft, .enqueue, .decide, .markRead, .makeConversation: nil
        }
    }
}
