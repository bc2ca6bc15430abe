package import PulseModel

/// Work for the outside world, as a value: tests compare it with `==`.
package enum Effect: Hashable, Sendable {
    // The store
    /// Read all rows of the list.
    case loadRows
    /// Read a conversation's newest window and its draft; answered by `.threadLoaded`.
    case loadThread(ConversationID)
    /// Read a window; answered by `.windowLoaded`.
    case loadWindow(ConversationID, around: WindowAnchor)
    /// Keep a draft, or forget it when nil.
    case saveDraft(ConversationID, Draft?)
    /// Move text to the outbox, in one transaction with the draft's end; what it leaves is the draft then.
    case enqueue(ConversationID, text: String, leaving: Draft? = nil)
    /// Put text behind the stored draft, which has not been read.
    case joinDraft(ConversationID, Draft)
    /// The person's decision on an unsent message.
    case decide(ItemID, ConversationID, UnsentDecision)
    /// Its end has been seen, as far as this.
    case markRead(ConversationID, through: ReadMark)
    /// Read what was sent from an account, newest first, for the composer's history.
    case loadSentTexts(AccountID)
    /// Make a conversation with an assistant; answered by `.conversationMade`.
    case makeConversation(AccountID)

    // The sync loop
    /// What the person looks at changed.
    case attend(Attention)
    /// Ask all servers now and read stopped accounts' keys again.
    case pollNow
    /// The program stood still for a while.
    case wokeUp
    /// Load an older page of an assistant's history, or page after page to the beginning.
    case loadOlder(ConversationID, toBeginning: Bool)
    /// Stop loading older pages.
    case stopLoading(ConversationID)
    /// Stop the answer that streams in a conversation, here and on the server.
    case stopAnswer(ConversationID)
    /// Rename or delete on the server.
    case edit(ConversationID, ConversationEdit)

    // The terminal
    /// Open the draft in the person's editor; answered by `.edited`.
    case openEditor(ConversationID, text: String)
    /// Give the terminal to the shell until `fg`; the draft has a moment to reach the disk first.
    case suspend
    /// Draw every cell, whatever the terminal is thought to show.
    case repaint
    /// Sound the terminal's bell.
    case ring
    /// The program ends; stands behind the writes of all drafts, and is itself no work for anyone.
    case quit
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
