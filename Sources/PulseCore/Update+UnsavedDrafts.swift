import PulseModel

extension State {
    /// Milliseconds after which drafts that the disk did not take are written again.
    package static let draftRetry: Int64 = 2_000

    /// Keeps a draft that could not be written for another try.
    mutating func saveLater(_ id: ConversationID, after failure: StoreFailure) {
        // A conversation that is gone from the desk has no place for a draft any more.
        guard failure != .notFound else { return }
        unsavedDrafts.insert(id)
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
                effects.append(.saveDraft(id, isBlank ? nil : draft))
            }
        }
    }
}
