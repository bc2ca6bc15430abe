import PulseModel
import ScreenKit

extension State {
    mutating func pressInComposer(_ key: Key, _ effects: inout [Effect]) {
        guard composer != nil else { return }
        // Also where the terminal marks pastes: another program may put unmarked ones through it, as tmux does.
        let isSendKey = keymap.command(for: key, in: .composer) == .send
        let marksPastes = options.hasBracketedPaste
        let decisions =
            composer?.burst.keyRead(key, isSendKey: isSendKey, marksPastes: marksPastes, at: clock) ?? []
        take(decisions, &effects)
    }

    /// Carries out what the guard against pasted send keys decided.
    mutating func take(_ decisions: [BurstGuard.Decision], _ effects: inout [Effect]) {
        for decision in decisions {
            switch decision {
            case .pass(let key): takeInComposer(key, &effects)
            case .lineBreak: edit { $0.newLine() }
            }
        }
    }

    private mutating func takeInComposer(_ key: Key, _ effects: inout [Effect]) {
        if let command = keymap.command(for: key, in: .composer) {
            run(command, &effects)
        } else if case .character(let character) = key.code, key.isText {
            edit { $0.insert(String(character)) }
        }
    }

    mutating func runInComposer(_ command: Command, _ effects: inout [Effect]) {
        switch command {
        case .send: send(&effects)
        case .newLine: edit { $0.newLine() }
        case .editor:
            guard let composer else { return }
            saveDraftNow(&effects)
            isLent = true
            effects.append(.terminal(.openEditor(composer.conversation, text: composer.editor.text)))
        case .toThread:
            saveDraftNow(&effects)
            focus = .thread
        case .pageUp, .pageDown: runInThread(command, &effects)
        case .details: layers.append(.details(Details(of: .open)))
        default:
            var outcome = EditOutcome.nothing
            let columns = Layout.composerColumns(size: size, isZoomed: isZoomed)
            let kept = composer?.keptLayout(columns: columns)
            changeEditor { editor, cutText in
                outcome = editor.run(command, columns: columns, kept: kept, cutText: &cutText)
            }
            if command == .undo, let text = composer?.editor.text { composer?.history.undone(to: text) }
            switch (command, outcome) {
            case (.lineUp, .atTopEdge): recall { $0.earlier(than: $1) }
            case (.lineDown, .atBottomEdge): recall { $0.later(than: $1) }
            default: break
            }
        }
    }

    /// Changes the text by other means than a command of text fields: two cuts with that between them are two.
    private mutating func edit(_ change: (inout TextEditor) -> Void) {
        cutText.endRun()
        changeEditor { editor, _ in change(&editor) }
    }

    /// Changes the text, and notes that it has to be saved.
    private mutating func changeEditor(_ change: (inout TextEditor, inout CutText) -> Void) {
        guard var composer else { return }
        // The state gives its copy up, so that a long text is changed in place.
        self.composer = nil
        let before = composer.editor.revision
        change(&composer.editor, &cutText)
        if composer.editor.revision != before, composer.unsavedSince == nil { composer.unsavedSince = clock }
        self.composer = composer
    }

    private mutating func recall(_ step: (inout SentHistory, String) -> String?) {
        guard var composer, let text = step(&composer.history, composer.editor.text) else { return }
        composer.editor.setText(text)
        // An edited text that was put aside is kept with what it was put aside for.
        composer.unsavedSince = composer.unsavedSince ?? clock
        self.composer = composer
    }

    private mutating func send(_ effects: inout [Effect]) {
        guard let composer, !composer.editor.isBlank, composer.conversation == thread?.conversation else { return }
        guard openRow?.presence != .deleted else { return notify(.conversationNotOnServer) }
        guard composer.isLoaded else {
            // The stored draft must not end with a text that does not hold it.
            self.composer?.sendsWhenLoaded = composer.editor.revision
            return
        }
        let rest = composer.history.putAside.map { Draft(text: $0, caret: $0.count) }
        send(leaving: rest, &effects)
    }

    /// Sends the text in the composer; `rest` is the draft from then on.
    mutating func send(leaving rest: Draft?, _ effects: inout [Effect]) {
        guard let composer else { return }
        let text = composer.editor.text
        self.composer?.replaceEditor(rest.map(TextEditor.init(draft:)) ?? TextEditor())
        self.composer?.history.sent(text)
        self.composer?.unsavedSince = nil
        self.composer?.sendsWhenLoaded = nil
        drafts[composer.conversation] = rest ?? Draft(text: "", caret: 0)
        // Its end is part of the same transaction.
        unsavedDrafts.remove(composer.conversation)
        draftWrites[composer.conversation] = nil
        thread?.anchor = .end
        thread?.newBelow = []
        thread?.marked = nil
        thread?.beforeSend = nil
        thread?.silence = nil
        thread?.isEnqueuing = true
        thread?.stopsWhenEnqueued = false
        effects.append(.store(.enqueue(composer.conversation, text: text, leaving: rest)))
    }

    mutating func paste(_ text: String, _ effects: inout [Effect]) {
        // Whoever pastes is at the keyboard.
        windowFocus.lastKey = clock
        switch layers.last {
        case .prompt(var prompt):
            cutText.endRun()
            prompt.field.insert(text)
            layers[layers.count - 1] = .prompt(prompt)
        case .some: notify(.pasteNeedsPanes)
        case nil:
            guard let composer else { return notify(.pasteNeedsConversation) }
            guard composer.editor.text.utf8.count + text.utf8.count <= ComposerState.textLimit else {
                return notify(.pasteTooLong)
            }
            edit { $0.insert(text) }
            focus = .composer
        }
    }

    /// Keeps the draft in memory and sends it to the disk, before another conversation takes the composer.
    mutating func stashDraft(_ effects: inout [Effect]) {
        guard let composer else { return }
        if composer.isLoaded {
            saveDraftNow(&effects)
        } else if !composer.editor.isBlank {
            typedBeforeLoading[composer.conversation] = composer.kept
        }
    }

    /// Joins what was typed before the stored draft came with that draft, for a conversation that was left meanwhile.
    mutating func joinTyped(with stored: Draft?, of id: ConversationID, _ effects: inout [Effect]) {
        guard let typed = typedBeforeLoading.removeValue(forKey: id) else { return }
        var composer = ComposerState(conversation: id, draft: typed)
        if let stored { composer.putBefore(stored, at: clock) }
        drafts[id] = composer.kept
        write(composer.draft, of: id, &effects)
    }

    /// Sends an unsaved draft to the disk now.
    ///
    /// Before the stored draft has been read, saving would put what was typed in its place.
    mutating func saveDraftNow(_ effects: inout [Effect]) {
        guard let composer, composer.isLoaded else { return }
        drafts[composer.conversation] = composer.kept
        guard composer.unsavedSince != nil else { return }
        self.composer?.unsavedSince = nil
        write(composer.draft, of: composer.conversation, &effects)
    }

    /// Text that could not be moved to the outbox comes back before what was typed meanwhile.
    mutating func takeBack(
        _ text: String,
        of id: ConversationID,
        _ failure: StoreFailure,
        _ effects: inout [Effect]
    ) {
        let draft = Draft(text: text, caret: text.count)
        if thread?.conversation == id {
            thread?.isEnqueuing = false
            thread?.stopsWhenEnqueued = false
        }
        if composer?.conversation == id {
            composer?.putBefore(draft, at: clock)
            composer?.unsavedSince = clock
        } else {
            let joined = Draft(text, before: drafts[id])
            drafts[id] = joined
            // Enter may have come before the draft was written; where nothing can take it, the end of the program says it.
            write(joined, of: id, &effects)
        }
        notify(.enqueueFailed(failure))
    }

    mutating func takeEdited(_ text: String?, of id: ConversationID, _ effects: inout [Effect]) {
        guard let text else { return notify(.editorFailed) }
        guard text.utf8.count <= ComposerState.textLimit else { return notify(.editedTooLong) }
        guard composer?.conversation == id else {
            let draft = Draft(text: text, caret: text.count)
            drafts[id] = draft
            write(draft, of: id, &effects)
            return
        }
        edit { $0.setText(text) }
        focus = .composer
        saveDraftNow(&effects)
    }

    mutating func setSentTexts(_ texts: [String], of account: AccountID) {
        guard openRow?.account == account else { return }
        composer?.history.setTexts(texts)
    }
}

extension Draft {
    /// A text that comes back before what was kept, the caret between them.
    init(_ text: String, before kept: Draft?) {
        let rest = kept?.text ?? ""
        self.init(text: rest.isEmpty ? text : text + "\n" + rest, caret: text.count)
    }
}

extension ComposerState {
    /// Puts a draft before what was typed meanwhile.
    mutating func putBefore(_ draft: Draft, at clock: Int64) {
        let typed = kept
        history.leave()
        if typed.text.allSatisfy(\.isWhitespace) {
            replaceEditor(TextEditor(draft: draft))
        } else {
            let text = draft.text + "\n" + typed.text
            replaceEditor(TextEditor(draft: Draft(text: text, caret: draft.text.count + 1 + typed.caret)))
            unsavedSince = unsavedSince ?? clock
        }
    }
}
