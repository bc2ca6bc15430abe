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
        effects.append(.loadThread(id))
        effects.append(.loadSentTexts(row.account))
    }

    mutating func loadThread(_ window: ItemWindow, _ draft: Draft?, _ effects: inout [Effect]) {
        guard thread?.conversation == window.conversation else {
            return joinTyped(with: draft, of: window.conversation, &effects)
        }
        thread?.replaceWindow(window)
        readAgainIfOutdated(&effects)
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
        self.thread?.isReading = false
        // Read for a place that the person has left meanwhile: what is wanted now is asked for anew.
        guard around == thread.wantedWindow || thread.keepsPlace(in: window) else { return }
        self.thread?.replaceWindow(window)
        if thread.seeksBeginning, let first = window.items.first {
            self.thread?.anchor = .above(first.id, lines: 2)
            if window.reachesBeginning && !window.hasOlder { self.thread?.seeksBeginning = false }
        }
        readAgainIfOutdated(&effects)
    }

    /// Reads the part in view once more where something came in while it was read.
    private mutating func readAgainIfOutdated(_ effects: inout [Effect]) {
        guard thread?.mustReadAgain == true else { return }
        thread?.mustReadAgain = false
        readThreadAgain(&effects)
    }

    /// Reads the part in view from the store anew; if that is under way already, once more after it.
    mutating func readThreadAgain(_ effects: inout [Effect]) {
        guard let thread else { return }
        guard !thread.isReading else {
            self.thread?.mustReadAgain = true
            return
        }
        self.thread?.isReading = true
        effects.append(.loadWindow(thread.conversation, around: thread.wantedWindow))
    }
}
