package import PulseModel

/// The drafts of conversations that were touched, each with its life between the screen and the disk.
///
/// The composer's text is ahead of its draft here until that is kept.
package struct DraftBook: Hashable, Sendable {
    /// A draft and where it is.
    package struct Entry: Hashable, Sendable {
        /// As it was last kept; blank where there is none.
        package var draft: Draft
        /// Where it is between the screen and the disk.
        package var life: Life
    }

    /// Where a draft is between the screen and the disk.
    package enum Life: Hashable, Sendable {
        /// The stored draft has not been read: what was typed goes behind it.
        case loading
        /// The disk has it.
        case clean
        /// It was changed since this moment of the continuous clock.
        case dirty(since: Int64)
        /// It is on its way to the disk.
        case writing
        /// The disk did not take it.
        case failed
    }

    private var entries: [ConversationID: Entry] = [:]
    /// When what the disk did not take is written again, in milliseconds of the continuous clock.
    package private(set) var retryAt: Int64?

    /// Milliseconds after which drafts that the disk did not take are written again.
    package static let retry: Int64 = 2_000

    /// No draft was touched.
    package init() {}

    /// A conversation's draft; nil where it was not touched in this run.
    package subscript(_ id: ConversationID) -> Entry? { entries[id] }

    /// Whether a conversation's stored draft has still to be read.
    package func isLoading(_ id: ConversationID) -> Bool { entries[id]?.life == .loading }

    /// What was typed into conversations whose stored draft has not been read, in their order.
    package var typedBeforeLoading: [(id: ConversationID, draft: Draft)] {
        all { $0 == .loading }.filter { !$0.draft.isBlank }
    }

    /// Drafts that the disk is not known to have, in the order of their conversations.
    package var unwritten: [(id: ConversationID, draft: Draft)] {
        all { $0 == .writing || $0 == .failed }
    }

    /// How many drafts the disk did not take.
    package var failures: Int { all { $0 == .failed }.count }

    private func all(_ fits: (Life) -> Bool) -> [(id: ConversationID, draft: Draft)] {
        entries.filter { fits($0.value.life) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value.draft) }
    }
}

extension DraftBook {
    /// Notes that a conversation was opened.
    /// - Returns: its draft as far as it is known, for the composer.
    mutating func open(_ id: ConversationID) -> Draft? {
        let known = entries[id]
        guard known == nil || known?.life == .loading else { return known?.draft }
        // What was typed is the composer's again.
        entries[id] = Entry(draft: Draft(text: "", caret: 0), life: .loading)
        return known.flatMap { $0.draft.isBlank ? nil : $0.draft }
    }

    /// Takes the text of a composer over, and keeps where it is.
    mutating func keep(_ draft: Draft, of id: ConversationID) {
        entries[id]?.draft = draft
    }

    /// Takes the stored draft.
    /// - Returns: what was typed before it came, where that is to go behind it.
    mutating func loaded(_ stored: Draft?, of id: ConversationID) -> Draft? {
        guard let entry = entries[id], entry.life == .loading else { return nil }
        entries[id] = Entry(draft: stored ?? Draft(text: "", caret: 0), life: .clean)
        return entry.draft.isBlank ? nil : entry.draft
    }

    /// Notes that the composer's text is another than the draft.
    mutating func changed(_ id: ConversationID, at clock: Int64) {
        guard let life = entries[id]?.life, life != .loading else { return }
        if case .dirty = life { return }
        entries[id]?.life = .dirty(since: clock)
    }

    /// A draft goes to the disk; blank text removes the one there.
    mutating func write(_ draft: Draft, of id: ConversationID) -> StoreRequest {
        entries[id] = Entry(draft: draft, life: .writing)
        return .saveDraft(id, draft.isBlank ? nil : draft)
    }

    /// A text left for the outbox, and took its draft with it; what is left is written in the same transaction.
    mutating func left(_ id: ConversationID, leaving rest: Draft?) {
        entries[id] = Entry(draft: rest ?? Draft(text: "", caret: 0), life: .clean)
    }

    /// A draft is on the disk; a later one may still be on its way.
    mutating func saved(_ draft: Draft?, of id: ConversationID) {
        guard let entry = entries[id], entry.life == .writing else { return }
        if (entry.draft.isBlank ? nil : entry.draft) == draft { entries[id]?.life = .clean }
    }

    /// The disk did not take a draft; it is tried again, unless its conversation is gone from the desk.
    mutating func notSaved(_ id: ConversationID, _ failure: StoreFailure, at clock: Int64) {
        guard failure != .notFound, let life = entries[id]?.life, life != .loading else { return }
        if life == .writing { entries[id]?.life = .failed }
        retryAt = clock + Self.retry
    }

    /// Everything that the disk did not take goes there again.
    mutating func writeAgain() -> [StoreRequest] {
        retryAt = nil
        return all { $0 == .failed }.map { write($0.draft, of: $0.id) }
    }

    /// Forgets a conversation's draft.
    mutating func forget(_ id: ConversationID) {
        entries[id] = nil
    }

    /// Forgets the drafts of two conversations that turned out to be one; the store has joined what is stored of them.
    /// - Returns: what the store does not have of them.
    mutating func join(_ twin: ConversationID, into survivor: ConversationID) -> Draft? {
        let unsaved = [survivor, twin].map { id -> Draft? in
            defer { entries[id] = nil }
            return entries[id].flatMap { $0.life == .clean ? nil : $0.draft }
        }
        return Draft.joined(unsaved[0], unsaved[1])
    }
}
