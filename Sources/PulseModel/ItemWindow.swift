/// Which part of a transcript to read.
package enum WindowAnchor: Hashable, Sendable {
    /// Its newest end.
    case end
    /// Its oldest end, as far as the kept part is without holes from the newest end down.
    case start
    /// Around an item; the newest end if that item is gone.
    case item(ItemID)
}

/// A part of a transcript, without holes, oldest first.
package struct ItemWindow: Hashable, Sendable {
    /// Whose transcript.
    package var conversation: ConversationID
    /// Ascending by position.
    package var items: [TranscriptItem]
    /// Whether the kept part goes on above without a hole.
    package var hasOlder: Bool
    /// Whether the kept part goes on below without a hole.
    package var hasNewer: Bool
    /// Whether newer messages are kept below a hole, where this part ends.
    package var endsAtHole: Bool
    /// Whether the first kept item, when it is reached, is the first there is: assistants only.
    package var reachesBeginning: Bool
    /// The number of the last change of the store that it shows.
    package var lastChange: Int64

    /// A window.
    package init(
        conversation: ConversationID,
        items: [TranscriptItem] = [],
        hasOlder: Bool = false,
        hasNewer: Bool = false,
        endsAtHole: Bool = false,
        reachesBeginning: Bool = false,
        lastChange: Int64 = 0
    ) {
        self.conversation = conversation
        self.items = items
        self.hasOlder = hasOlder
        self.hasNewer = hasNewer
        self.endsAtHole = endsAtHole
        self.reachesBeginning = reachesBeginning
        self.lastChange = lastChange
    }

    /// Whether its last item is the newest one that is kept.
    package var reachesEnd: Bool { !hasNewer && !endsAtHole }
}
