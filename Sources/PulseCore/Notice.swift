package import PulseModel
package import ScreenKit

/// A sentence in the status line that goes away by itself.
package struct Notice: Hashable, Sendable {
    /// What is said; the words are elsewhere.
    package enum Content: Hashable, Sendable {
        /// A paste came while no conversation was open.
        case pasteNeedsConversation
        /// A paste came while a layer was in front that takes no text.
        case pasteNeedsPanes
        /// With the paste the draft would be longer than `ComposerState.textLimit`.
        case pasteTooLong
        /// A key for unsent messages found none that waits for the person.
        case nothingUnsent
        /// What a key for unsent messages means was out of view; it is in view and marked now.
        case shownFirst
        /// A question was not queued again: one before it may have begun the conversation.
        case anotherComesFirst
        /// A key for the selected conversation came while the list was empty.
        case nothingSelected
        /// No conversation but the open one waits or is unread.
        case nothingWaits
        /// No row that the list shows has what was looked for.
        case noMatch(String)
        /// Renaming and deleting are for conversations with assistants.
        case notOfThisService
        /// A new conversation was wanted, and no account is an assistant's.
        case noAssistant
        /// To be renamed, or written to, it would have to be on the server.
        case conversationNotOnServer
        /// A key asked the servers; goes when all have answered.
        case polling
        /// The server has taken the new title.
        case renamed
        /// A deletion is done.
        case deleted
        /// The server did not do what was asked of it, and why.
        case editFailed(ConversationEdit, ServiceFailure)
        /// The editor failed or left nothing; the draft is as it was.
        case editorFailed
        /// The editor left more than `ComposerState.textLimit`; the draft is as it was.
        case editedTooLong
        /// The store could not be written.
        case store(StoreFailure)
        /// The store could not be read; it is asked again by itself.
        case notRead(StoreFailure)
        /// A text could not be moved to the outbox; it is in the draft again.
        case enqueueFailed(StoreFailure)
        /// The store took a message out of the outbox and its text into the draft.
        case backInDraft
        /// It was not opened, since the person went elsewhere before it was made.
        case conversationMade
        /// So many conversations have new texts since the last look: after a start or a wake.
        case arrivedWhileAway(Int)
        /// An answer is to be stopped; goes when nothing is under way any more.
        case stopping
        /// The key came within `State.stopGrace` of the end of what it was to stop.
        case nothingUnderWay
        /// A filter was wanted in a view of one status or one widget.
        case viewIsNarrowed
        /// The key does nothing here, but something in that pane.
        case worksIn(Place, Key)
    }

    /// Decides when it goes before its time; a count in it may grow.
    package var content: Content
    /// When it was set, in milliseconds of the continuous clock.
    package var since: Int64

    /// A notice that was set at this time.
    package init(_ content: Content, since: Int64) {
        self.content = content
        self.since = since
    }

    /// Milliseconds that a notice stays.
    package static let duration: Int64 = 6_000
}

extension Notice.Content {
    /// Whether it says why a key did nothing, which the next key makes old.
    var answersKey: Bool {
        switch self {
        case .nothingUnsent, .anotherComesFirst, .nothingSelected, .nothingWaits, .noMatch, .notOfThisService,
            .noAssistant, .conversationNotOnServer, .nothingUnderWay, .viewIsNarrowed, .worksIn:
            true
        default: false
        }
    }

    /// Whether it says why something failed.
    package var isFailure: Bool {
        switch self {
        case .editFailed, .store, .notRead, .enqueueFailed: true
        default: false
        }
    }
}

/// What a notice said that failed.
package struct LastFailure: Hashable, Sendable {
    /// One whose `isFailure` holds.
    package var notice: Notice.Content
    /// By this machine's clock.
    package var at: Timestamp
}
