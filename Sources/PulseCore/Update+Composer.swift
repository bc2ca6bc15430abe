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
        // Moved out to avoid a copy-on-write.
        self.composer = nil
        let before = composer.editor.revision
        change(&composer.editor, &cutText)
        if composer.editor.revision != before { drafts.changed(composer.conversation, at: clock) }
        self.composer = composer
    }

    private mutating func recall(_ step: (inout SentHistory, String) -> String?) {
        guard var composer, let text = step(&composer.history, composer.editor.text) else { return }
        composer.editor.setText(text)
        // An edited text that was put aside is kept with what it was put aside for.
        drafts.changed(composer.conversation, at: clock)
        self.composer = composer
    }

    private mutating func send(_ effects: inout [Effect]) {
        guard let composer, !composer.editor.isBlank, composer.conversation == thread?.conversation else { return }
        guard openRow?.presence != .deleted else { return notify(.conversationNotOnServer) }
        guard !drafts.isLoading(composer.conversation) else {
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
        self.composer?.sendsWhenLoaded = nil
        drafts.left(composer.conversation, leaving: rest)
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

    mutating func takeEdited(_ text: String?, of id: ConversationID, _ effects: inout [Effect]) {
        guard let text else { return notify(.editorFailed) }
        guard text.utf8.count <= ComposerState.textLimit else { return notify(.editedTooLong) }
        guard composer?.conversation == id else {
            effects.append(.store(drafts.write(Draft(text: text, caret: text.count), of: id)))
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
