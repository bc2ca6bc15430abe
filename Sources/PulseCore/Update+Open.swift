import PulseModel

extension State {
    /// Puts a conversation into the thread pane and its draft into the composer: both or neither.
    mutating func open(_ id: ConversationID, _ effects: inout [Effect]) {
        guard thread?.conversation != id else { return hastenReads(of: id) }
        guard let row = list.rows[id] else { return }
        stashDraft(&effects)
        notice = nil
        // The width depends on whether a thread is open at all.
        thread = ThreadState(conversation: id, columns: 1)
        let columns = threadColumns
        thread?.layout.setColumns(columns)
        if row.presence == .deleted { thread?.history = .deleted }
        composer = ComposerState(conversation: id, draft: drafts.open(id))
        effects.append(.store(.loadThread(id)))
        effects.append(.store(.loadSentTexts(row.account)))
    }

    mutating func loadThread(_ window: ItemWindow, _ draft: Draft?, _ effects: inout [Effect]) {
        if thread?.conversation == window.conversation { thread?.replaceWindow(window) }
        loadDraft(draft, of: window.conversation, &effects)
    }

    mutating func loadWindow(_ window: ItemWindow, around: WindowAnchor, _ effects: inout [Effect]) {
        guard let thread, thread.conversation == window.conversation else { return }
        // Read for a place that the person has left meanwhile: what is wanted now is asked for anew.
        guard around == thread.wantedWindow || thread.keepsPlace(in: window) else {
            self.thread?.dropWindow()
            return
        }
        self.thread?.replaceWindow(window)
        showBeginning()
    }

    /// Goes up with the view to what is loaded of the beginning, where the person wants to be there.
    mutating func showBeginning() {
        guard let thread, thread.seeksBeginning, let first = thread.window.items.first else { return }
        self.thread?.anchor = .above(first.id, lines: 2)
        if thread.window.reachesBeginning && !thread.window.hasOlder { self.thread?.seeksBeginning = false }
    }
}
