/// Which part of a transcript to read.
public enum WindowAnchor: Hashable, Sendable {
    /// Its newest end.
    case end
    /// Its oldest end, as far as the kept part is without holes from the newest end down.
    case start
    /// Around an item; the newest end if that item is gone.
    case item(ItemID)
}

/// A part of a transcript, without holes, oldest first.
public struct ItemWindow: Hashable, Sendable {
    /// Whose transcript.
    public var conversation: ConversationID
    /// Ascending by position.
    public var items: [TranscriptItem]
    /// Whether the kept part goes on above without a hole.
    public var hasOlder: Bool
    /// Whether the kept part goes on below.
    public var hasNewer: Bool
    /// Whether the first kept item, when it is reached, is the first there is: assistants only.
    public var reachesBeginning: Bool

    /// A window.
    public init(
        conversation: ConversationID,
        items: [TranscriptItem] = [],
        hasOlder: Bool = false,
        hasNewer: Bool = false,
        reachesBeginning: Bool = false
    ) {
        self.conversation = conversation
        self.items = items
        self.hasOlder = hasOlder
        self.hasNewer = hasNewer
        self.reachesBeginning = reachesBeginning
    }
}
