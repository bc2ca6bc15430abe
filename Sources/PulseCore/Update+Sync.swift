import PulseModel

extension State {
    mutating func take(_ report: SyncReport, _ effects: inout [Effect]) {
        switch report {
        case .rows(let rows):
            // It is in the store before it is reported.
            storeFailure = nil
            list.merge(rows, height: listRows)
        case .mergedRow(let twin, let survivor): merge(twin, into: survivor, &effects)
        case .removedRows(let ids): remove(ids)
        case .items(let id, let items):
            storeFailure = nil
            take(items, of: id, &effects)
        case .removedItems(let id, let items):
            if thread?.conversation == id { thread?.remove(items) }
        case .answer(let id, let item):
            if thread?.conversation == id { thread?.silence = nil }
            take([item], of: id, &effects)
        case .stillWaiting(let id, let milliseconds):
            if thread?.conversation == id { thread?.silence = milliseconds }
        case .history(let id, let state): take(state, of: id, &effects)
        case .arrived(let ids, let isCatchUp): announce(ids, isCatchUp: isCatchUp, &effects)
        case .beforeSend(let id, let result):
            if thread?.conversation == id { thread?.beforeSend = result }
        case .account(let state): take(state)
        case .widgets(let account, let widgets): self.widgets[account] = widgets
        case .app(let account, let name): appNames[account] = name
        case .edit(_, let edit, let failure): conclude(edit, failure)
        case .store(let failure): couldNotWrite(failure)
        }
    }

    private mutating func take(_ items: [TranscriptItem], of id: ConversationID, _ effects: inout [Effect]) {
        guard thread?.conversation == id else { return }
        defer { wasEnqueued(items, &effects) }
        guard thread?.isLoaded == true else {
            // What is being read may have been read before this came.
            thread?.mustReadAgain = true
            return
        }
        if items.contains(where: \.endsSilence) { thread?.silence = nil }
        let follows = thread?.anchor == .end
        guard let merge = thread?.merge(items) else { return }
        if !follows { thread?.newBelow.formUnion(merge.arrived) }
        if merge.needsReading { readThreadAgain(&effects) }
    }

    private mutating func take(_ state: HistoryState, of id: ConversationID, _ effects: inout [Effect]) {
        guard let thread, thread.conversation == id else { return }
        // The page that was on its way when the person stopped.
        if thread.isLoadingStopped && state == .loading { return }
        self.thread?.history = state
        switch state {
        case .beginning, .more: readThreadAgain(&effects)
        case .failed, .noKey, .deleted: self.thread?.seeksBeginning = false
        case .loading: break
        }
    }

    /// One bell a batch, only without focus and never in a catch-up.
    private mutating func announce(_ ids: [ConversationID], isCatchUp: Bool, _ effects: inout [Effect]) {
        guard !ids.isEmpty else { return }
        if isCatchUp {
            countCatchUp(ids)
        } else if options.bell && !windowFocus.isFocused(at: clock) {
            effects.append(.ring)
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

extension TranscriptItem {
    /// Whether it is an answer that grows no more, or a question that leaves just now or did not get through.
    fileprivate var endsSilence: Bool {
        guard case .exchange(let exchange) = content else { return false }
        switch exchange.state {
        case .streaming: return false
        case .none: return exchange.delivery == .sending || exchange.delivery.needsAttention
        default: return true
        }
    }
}
