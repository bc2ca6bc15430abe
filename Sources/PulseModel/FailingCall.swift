/// A call that a desk makes again and again beside the list of all conversations.
public enum PolledCall: Hashable, Sendable {
    /// Support: the conversations of one status, of all widgets.
    case conversations(ConversationStatus)
    /// Support: the conversations of one status, widget by widget, since there are too many for one list.
    case conversationsByWidget(ConversationStatus)
    /// Support: the widgets.
    case widgets
    /// Assistant: what its app says of itself.
    case app
    /// Assistant: the conversations beyond the newest.
    case olderConversations
    /// Assistant: the newest messages of a conversation.
    case messages(ConversationID)
}

/// A call that fails while the list of all conversations is read: only what it would bring is missing.
public struct FailingCall: Hashable, Sendable {
    /// What was asked for.
    public var call: PolledCall
    /// What it ended with the last time.
    public var failure: ServiceFailure
    /// When it is tried again, by this machine's clock.
    public var nextTry: Timestamp

    /// A call and what it ended with.
    public init(_ call: PolledCall, _ failure: ServiceFailure, nextTry: Timestamp) {
        self.call = call
        self.failure = failure
        self.nextTry = nextTry
    }
}
