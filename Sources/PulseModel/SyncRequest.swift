/// What the desk asks of the sync loop.
///
/// Requests are carried out in order; one for an account or a conversation that the desk does not have is ignored.
package enum SyncRequest: Hashable, Sendable {
    /// What the person looks at changed.
    case attend(Attention)
    /// Ask everything of all accounts now; a refused key is read and tried again.
    case pollNow
    /// The program stood still for a while, as after Ctrl-Z.
    case wokeUp
    /// Load older messages of an assistant's conversation: one page, or on to the beginning.
    case loadOlder(ConversationID, toBeginning: Bool)
    /// End the loading after the page that is on its way.
    case stopLoading(ConversationID)
    /// Stop the answer that streams in a conversation, here and on the server; what came is kept.
    case stopAnswer(ConversationID)
    /// Change an assistant's conversation on the server, then here.
    case edit(ConversationID, ConversationEdit)
}
