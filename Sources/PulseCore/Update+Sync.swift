import PulseModel

extension State {
    /// Takes what the sync loop says beside the changes of the store.
    mutating func apply(_ report: SyncReport, _ effects: inout [Effect]) {
        switch report {
        case .answer(let id, let item):
            guard thread?.conversation == id else { return }
            thread?.silence = nil
            grow(item)
        case .stillWaiting(let id, let milliseconds):
            if thread?.conversation == id { thread?.silence = milliseconds }
        case .history(let id, let state): setHistory(state, of: id)
        case .beforeSend(let id, let result):
            if thread?.conversation == id { thread?.beforeSend = result }
        case .account(let state): take(state)
        case .edit(_, let edit, let failure): conclude(edit, failure)
        case .store(let failure): couldNotWrite(failure)
        }
    }

    /// Shows how far an answer has come, which the store keeps later.
    private mutating func grow(_ item: TranscriptItem) {
        guard let thread, let index = thread.window.items.firstIndex(where: { $0.id == item.id }),
            item.revision >= thread.window.items[index].revision
        else { return }
        self.thread?.window.items[index] = item
    }

    private mutating func setHistory(_ state: HistoryState, of id: ConversationID) {
        guard let thread, thread.conversation == id else { return }
        // The page that was on its way when the person stopped.
        if thread.isLoadingStopped && state == .loading { return }
        self.thread?.history = state
        switch state {
        case .failed, .noKey, .deleted: self.thread?.seeksBeginning = false
        case .loading, .more, .beginning: break
        }
    }

    private mutating func conclude(_ edit: ConversationEdit, _ failure: ServiceFailure?) {
        if let failure { return notify(.editFailed(edit, failure)) }
        switch edit {
        case .rename, .renameAutomatically: notify(.renamed)
        case .delete: notify(.deleted)
        }
    }
}
