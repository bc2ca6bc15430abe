package import PulseModel
package import ScreenKit

/// Anything that happens: a fact in the past tense, or a command of the person.
package enum Action: Hashable, Sendable {
    /// A key in the place that has the focus; `at` is when it was read, in milliseconds of the continuous clock.
    case key(Key, at: Int64)
    /// Several keys that were read in one go where the terminal marks no pastes.
    case burst([Key], at: Int64)
    /// A bracketed paste.
    case pasted(String)
    /// The terminal's window has another size.
    case resized(Size)
    /// Whether the window has the focus, from a terminal that reports it.
    case focusChanged(Bool)
    /// Time went on: this machine's wall clock, and milliseconds of the continuous clock.
    case timePassed(now: Timestamp, at: Int64)
    /// What is on screen now was painted: questions take keys from here on.
    case painted
    /// The program goes on after it was stopped.
    case resumed
    /// A signal asks to end, or the terminal is gone (`SIGHUP`); its number.
    case terminated(Int32)

    /// The whole list.
    case rowsLoaded(DeskSnapshot)
    /// The newest window of a conversation that was opened, with its draft.
    case threadLoaded(ItemWindow, Draft?)
    /// A part of a transcript, as it was asked for; the person may have gone elsewhere meanwhile.
    case windowLoaded(ItemWindow, around: WindowAnchor)
    /// The text of an unsent message is the draft's again; that draft as it is on the disk.
    case takenBack(ConversationID, text: String, stored: Draft)
    /// A message was not queued again: another one may have begun the conversation and has to be decided on first.
    case retryMustWait(ConversationID)
    /// Texts that were sent from an account, newest first.
    case sentTextsLoaded(AccountID, [String])
    /// A new conversation with an assistant; the server hears of it with its first question.
    case conversationMade(ConversationRow)
    /// The editor ended; nil where it failed or left nothing, and the old text stays, as it does where the new one is longer
    /// than `ComposerState.textLimit`.
    case edited(ConversationID, text: String?)
    /// What a commit of the store changed.
    case changed(DeskChange)
    /// What the sync loop says beside that.
    case sync(SyncReport)
    /// A draft is on the disk, as it was written.
    case draftSaved(ConversationID, Draft?)
    /// The store could not do this.
    case storeFailed(StoreRequest, StoreFailure)
}
