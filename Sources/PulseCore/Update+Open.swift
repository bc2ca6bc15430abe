import PulseModel

extension State {
    /// Puts a conversation into the thread pane and its draft into the composer: both or neither.
    mutating func open(_ id: ConversationID, _ effects: inout [Effect]) {
        guard thread?.conversation != id, let row = list.rows[id] else { return }
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

    mutating func openMade(_ row: ConversationRow, _ effects: inout [Effect]) {
        list.merge([row], height: listRows)
        if !list.shown.contains(row.id) {
            // What was just made must be seen, whatever the list was narrowed to.
            list.view = .all
            list.status = nil
            list.widget = nil
            list.arrange(height: listRows)
        }
        list.select(row.id, height: listRows)
        open(row.id, &effects)
        focus = .composer
    }

    /// Takes the thread and its composer off the screen.
    mutating func closeThread(_ effects: inout [Effect]) {
        stashDraft(&effects)
        thread = nil
        composer = nil
        isZoomed = false
        focus = .list
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

    mutating func loadWindow(_ window: ItemWindow, _ effects: inout [Effect]) {
        guard thread?.conversation == window.conversation else { return }
        thread?.replaceWindow(window)
        if thread?.seeksBeginning == true, let first = window.items.first {
            thread?.anchor = .item(first.id, line: -2)
            if window.reachesBeginning && !window.hasOlder { thread?.seeksBeginning = false }
        }
        if thread?.mustReadAgain == true {
            thread?.mustReadAgain = false
            readThreadAgain(&effects)
        }
    }

    /// Reads the part in view from the store anew; if that is under way already, once more after it.
    mutating func readThreadAgain(_ effects: inout [Effect]) {
        guard let thread else { return }
        guard !thread.isReading else {
            self.thread?.mustReadAgain = true
            return
        }
        self.thread?.isReading = true
        let around: WindowAnchor =
            if thread.seeksBeginning {
                .start
            } else if case .item(let id, _) = thread.anchor {
                .item(id)
            } else {
                .end
            }
        effects.append(.loadWindow(thread.conversation, around: around))
    }
}
