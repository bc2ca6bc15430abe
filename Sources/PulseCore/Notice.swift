package import PulseModel
package import ScreenKit

/// A sentence in the status line that goes away by itself.
package struct Notice: Hashable, Sendable {
    /// What is said; the words are elsewhere.
    package enum Content: Hashable, Sendable {
        case pasteNeedsConversation
        case pasteNeedsPanes
        case nothingUnsent
        case shownFirst
        case anotherComesFirst
        case nothingWaits
        case noMatch(String)
        case notOfThisService
        case noAssistant
        case conversationNotOnServer
        case polling
        case renamed
        case deleted
        case editFailed(ConversationEdit, ServiceFailure)
        case editorFailed
        case store(StoreFailure)
        case notRead(StoreFailure)
        case enqueueFailed(StoreFailure)
        case backInDraft
        case conversationMade
        case arrivedWhileAway(Int)
        case stopping
        case nothingUnderWay
        case viewIsNarrowed
        case worksIn(Place, Key)
    }

    package var content: Content
    /// When it was set, in milliseconds of the continuous clock.
    package var since: Int64

    package init(_ content: Content, since: Int64) {
        self.content = content
        self.since = since
    }

    /// Milliseconds that a notice stays.
    package static let duration: Int64 = 6_000
}

extension Notice.Content {
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
    package var notice: Notice.Content
    /// By this machine's clock.
    package var at: Timestamp
}
