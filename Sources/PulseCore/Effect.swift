package import PulseModel

/// Work for the outside world, as a value: tests compare it with `==`.
package enum Effect: Hashable, Sendable {
    /// For the store.
    case store(StoreRequest)
    /// For the sync loop; what comes of it is a change of the store or a report.
    case sync(SyncRequest)
    /// For the terminal, done here and now.
    case terminal(TerminalRequest)
    /// The program ends; stands behind the writes of all drafts, and is itself no work for anyone.
    case quit
}

/// What the state asks of the store; what it cannot do is told by `.storeFailed`.
package enum StoreRequest: Hashable, Sendable {
    /// Read the whole list; answered by `.rowsLoaded`.
    case loadRows
    /// Read a conversation's newest window and its draft; answered by `.threadLoaded`.
    case loadThread(ConversationID)
    /// Read a window; answered by `.windowLoaded`.
    case loadWindow(ConversationID, around: WindowAnchor)
    /// Read what was sent from an account, newest first, for the composer's history; answered by `.sentTextsLoaded`.
    case loadSentTexts(AccountID)
    /// Keep a draft, or forget it when nil; answered by `.draftSaved`.
    case saveDraft(ConversationID, Draft?)
    /// Put text behind the stored draft, which has not been read; answered by `.draftSaved`.
    case joinDraft(ConversationID, Draft)
    /// Move text to the outbox, in one transaction with the draft's end; what it leaves is the draft then.
    case enqueue(ConversationID, text: String, leaving: Draft? = nil)
    /// The person's decision on an unsent message.
    case decide(ItemID, ConversationID, UnsentDecision)
    /// Its end has been seen, as far as this.
    case markRead(ConversationID, through: ReadMark)
    /// Make a conversation with an assistant; answered by `.conversationMade`.
    case makeConversation(AccountID)
}

/// What the state asks of the terminal.
package enum TerminalRequest: Hashable, Sendable {
    /// Open the draft in the person's editor; answered by `.edited`.
    case openEditor(ConversationID, text: String)
    /// Give the terminal to the shell until `fg`; the draft has a moment to reach the disk first.
    case suspend
    /// Draw every cell, whatever the terminal is thought to show.
    case repaint
    /// Sound the terminal's bell.
    case ring
}

/// What the person decides on a message that waits.
package enum UnsentDecision: Hashable, Sendable {
    /// Queue it again; answered by `.retryMustWait` where another one has to be decided on first.
    case retry
    /// Take the person's word that it has arrived.
    case markSent
    /// Its text, which goes before the draft; answered by `.takenBack`.
    case backToDraft(text: String)
}
