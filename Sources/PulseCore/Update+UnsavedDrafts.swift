import PulseModel

extension State {
    /// Milliseconds after which drafts that the disk did not take are written again.
    package static let draftRetry: Int64 = 2_000

    /// Keeps a draft that could not be written for another try.
    mutating func saveLater(_ id: ConversationID, after failure: StoreFailure) {
        // A conversation that is gone from the desk has no place for a draft any more.
        guard failure != .notFound else { return }
        unsavedDrafts.insert(id)
        draftWrites[id] = nil
        retryDraftsAt = clock + Self.draftRetry
    }

    /// Sends all drafts to the disk again that it did not take.
    mutating func saveAgain(_ effects: inout [Effect]) {
        retryDraftsAt = nil
        let ids = unsavedDrafts.sorted { $0.rawValue < $1.rawValue }
        unsavedDrafts = []
        for id in ids {
            if let composer, composer.conversation == id, composer.isLoaded {
                self.composer?.unsavedSince = composer.unsavedSince ?? clock
                saveDraftNow(&effects)
            } else {
                let draft = drafts[id]
                let isBlank = draft?.text.allSatisfy(\.isWhitespace) ?? true
                write(isBlank ? nil : draft, of: id, &effects)
            }
        }
    }

    /// Sends a draft to the disk, and remembers it until the store says how that ended.
    mutating func write(_ draft: Draft?, of id: ConversationID, _ effects: inout [Effect]) {
        let request = StoreRequest.saveDraft(id, draft)
        draftWrites[id] = request
        unsavedDrafts.remove(id)
        effects.append(.store(request))
    }

    /// A draft is on the disk; a later one may still be on its way.
    mutating func draftSaved(_ id: ConversationID, _ draft: Draft?) {
        if draftWrites[id] == .saveDraft(id, draft) { draftWrites[id] = nil }
        storeFailure = nil
    }

    /// Sends every draft to the disk that is not known to be there: the last chance.
    mutating func saveAllDrafts(_ effects: inout [Effect]) {
        saveDraftNow(&effects)
        saveAgain(&effects)
        if let composer, !composer.isLoaded, let typed = composer.draft {
            typedBeforeLoading[composer.conversation] = typed
        }
        for (id, typed) in typedBeforeLoading.sorted(by: { $0.key < $1.key }) {
            effects.append(.store(.joinDraft(id, typed)))
        }
        let known = Set(effects)
        for (_, request) in draftWrites.sorted(by: { $0.key < $1.key }) where !known.contains(.store(request)) {
            effects.append(.store(request))
        }
    }
}
