import PulseModel

extension State {
    /// Takes what a commit of the store changed.
    mutating func apply(_ change: DeskChange, _ effects: inout [Effect]) {
        // The store works: it has what it tells.
        storeFailure = nil
        for removed in change.removedRows {
            if let survivor = removed.survivor {
                merge(removed.id, into: survivor, change.number, &effects)
            } else {
                remove([removed.id], change.number)
            }
        }
        applyToThread(change, &effects)
        if !change.rows.isEmpty { list.merge(change.rows, change.number, height: listRows) }
        widgets.merge(change.widgets) { _, new in new }
        appNames.merge(change.appNames) { _, new in new }
        announce(change, &effects)
    }

    private mutating func applyToThread(_ change: DeskChange, _ effects: inout [Effect]) {
        guard let thread else { return }
        let transcripts = change.transcripts.filter { $0.conversation == thread.conversation }
        guard !transcripts.isEmpty || !change.removedItems.isEmpty else { return }
        let part = ThreadState.NumberedChange(
            number: change.number,
            transcripts: transcripts,
            removed: change.removedItems
        )
        let arrived = self.thread?.apply(part) ?? []
        if thread.anchor != .end { self.thread?.newBelow.formUnion(arrived) }
        let changed = transcripts.flatMap(\.items)
        if changed.contains(where: \.endsSilence) { self.thread?.silence = nil }
        if self.thread?.isLoaded == true { showBeginning() }
        wasEnqueued(changed, &effects)
    }

    /// One bell a batch, only without focus and never in a catch-up.
    private mutating func announce(_ change: DeskChange, _ effects: inout [Effect]) {
        guard !change.arrived.isEmpty else { return }
        if change.cause == .poll(isCatchUp: true) {
            countCatchUp(change.arrived)
        } else if options.bell && !windowFocus.isFocused(at: clock) {
            effects.append(.terminal(.ring))
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
