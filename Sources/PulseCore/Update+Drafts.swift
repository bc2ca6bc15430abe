import PulseModel

extension State {
    /// Keeps the draft in memory and sends it to the disk, before another conversation takes the composer.
    mutating func stashDraft(_ effects: inout [Effect]) {
        guard let composer else { return }
        let id = composer.conversation
        if drafts.isLoading(id), composer.draft == nil { return drafts.forget(id) }
        drafts.keep(composer.kept, of: id)
        saveDraftNow(&effects)
    }

    /// Sends an unsaved draft to the disk now.
    ///
    /// Before the stored draft has been read, saving would put what was typed in its place.
    mutating func saveDraftNow(_ effects: inout [Effect]) {
        guard let composer, let entry = drafts[composer.conversation], entry.life != .loading else { return }
        drafts.keep(composer.kept, of: composer.conversation)
        guard case .dirty = entry.life else { return }
        effects.append(.store(drafts.write(composer.kept, of: composer.conversation)))
    }

    /// Takes a stored draft: what was typed before it came goes behind it.
    mutating func loadDraft(_ stored: Draft?, of id: ConversationID, _ effects: inout [Effect]) {
        guard drafts.isLoading(id) else { return }
        let typed = drafts.loaded(stored, of: id)
        guard let composer, composer.conversation == id else {
            guard let joined = Draft.joined(stored, typed), typed != nil else { return }
            effects.append(.store(drafts.write(joined, of: id)))
            return
        }
        if composer.sendsWhenLoaded == composer.editor.revision {
            // Enter came first: what it meant leaves, and what was kept is the draft again.
            return send(leaving: Draft.joined(stored, nil), &effects)
        }
        if typed != nil || composer.draft != nil { drafts.changed(id, at: clock) }
        if let known = Draft.joined(stored, typed) { self.composer?.putBefore(known) }
    }

    /// A text comes back before what was typed meanwhile, and is a draft again.
    ///
    /// `stored` is the draft with the text as the disk has it, which counts where it has not been read; nil where the disk
    /// does not have the text.
    mutating func putBack(_ text: String, of id: ConversationID, stored: Draft? = nil, _ effects: inout [Effect]) {
        let draft = Draft(text: text, caret: text.count)
        let isLoading = drafts.isLoading(id)
        if let composer, composer.conversation == id {
            if let stored, isLoading { _ = drafts.loaded(stored, of: id) }
            self.composer?.putBefore(isLoading ? stored ?? draft : draft)
            drafts.changed(id, at: clock)
            if stored != nil { saveDraftNow(&effects) }
        } else if stored == nil || drafts[id].map({ $0.life != .loading }) ?? false {
            // Enter may have come before the draft was written; where nothing can take it, the end of the program says it.
            guard let joined = Draft.joined(draft, drafts[id]?.draft) else { return }
            effects.append(.store(drafts.write(joined, of: id)))
        }
    }

    /// Text that could not be moved to the outbox comes back before what was typed meanwhile.
    mutating func enqueueFailed(
        _ text: String,
        of id: ConversationID,
        _ failure: StoreFailure,
        _ effects: inout [Effect]
    ) {
        if thread?.conversation == id {
            thread?.isEnqueuing = false
            thread?.stopsWhenEnqueued = false
        }
        putBack(text, of: id, &effects)
        notify(.enqueueFailed(failure))
    }

    /// Sends all drafts to the disk again that it did not take.
    mutating func saveAgain(_ effects: inout [Effect]) {
        if let composer, drafts[composer.conversation]?.life == .failed {
            drafts.keep(composer.kept, of: composer.conversation)
        }
        effects += drafts.writeAgain().map(Effect.store)
    }

    /// A draft is on the disk; a later one may still be on its way.
    mutating func draftSaved(_ id: ConversationID, _ draft: Draft?) {
        drafts.saved(draft, of: id)
        storeFailure = nil
    }

    /// Sends every draft to the disk that is not known to be there: the last chance.
    mutating func saveAllDrafts(_ effects: inout [Effect]) {
        if let composer { drafts.keep(composer.kept, of: composer.conversation) }
        saveDraftNow(&effects)
        saveAgain(&effects)
        for (id, typed) in drafts.typedBeforeLoading { effects.append(.store(.joinDraft(id, typed))) }
        let known = Set(effects)
        for (id, draft) in drafts.unwritten {
            let request = Effect.store(.saveDraft(id, draft.isBlank ? nil : draft))
            if !known.contains(request) { effects.append(request) }
        }
    }
}

extension ComposerState {
    /// Puts a draft before what was typed meanwhile.
    mutating func putBefore(_ draft: Draft) {
        let typed = kept
        history.leave()
        replaceEditor(TextEditor(draft: Draft.joined(draft, typed) ?? draft))
    }
}
