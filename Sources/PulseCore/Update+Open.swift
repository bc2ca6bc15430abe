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
        let known = drafts[id]
        composer = ComposerState(conversation: id, draft: known)
        composer?.isLoaded = known != nil
        effects.append(.store(.loadThread(id)))
        effects.append(.store(.loadSentTexts(row.account)))
    }

    mutating func loadThread(_ window: ItemWindow, _ draft: Draft?, _ effects: inout [Effect]) {
        guard thread?.conversation == window.conversation else {
            return joinTyped(with: draft, of: window.conversation, &effects)
        }
        thread?.replaceWindow(window)
        joinTyped(with: draft, of: window.conversation, &effects)
        guard composer?.conversation == window.conversation, composer?.isLoaded == false else { return }
        composer?.isLoaded = true
        let stored = drafts[window.conversation] ?? draft
        if let composer, composer.sendsWhenLoaded == composer.editor.revision {
            // Enter came first: what it meant leaves, and what was kept is the draft again.
            return send(leaving: stored.flatMap { $0.text.allSatisfy(\.isWhitespace) ? nil : $0 }, &effects)
        }
        if let stored { composer?.putBefore(stored, at: clock) }
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
