package import PulseModel

/// The conversation on screen: its part of the transcript, what of it is wrapped, and where the person reads.
package struct ThreadState: Hashable, Sendable {
    /// Whose transcript it is; the composer's text goes to the same one.
    package var conversation: ConversationID
    /// The loaded part, without holes.
    package var window: ItemWindow
    /// Whether the first window has come.
    package var isLoaded = false
    /// How the loading of older messages stands: assistants only.
    package var history: HistoryState = .more
    /// Wrapped lines.
    package var layout: TranscriptLayout
    /// Where the view stands.
    package var anchor: ThreadAnchor = .end {
        didSet { beforeFilling = nil }
    }
    /// Where the view stood before a larger window made it show more above; it stands there again in a smaller one.
    var beforeFilling: ThreadAnchor?
    /// The marked item.
    package var marked: ItemID?
    /// Items that arrived below the view since the person left the end.
    package var newBelow: Set<ItemID> = []
    /// The last place that was known to be taken, for what counts as new.
    package var newest: TranscriptPosition?
    /// The lines in view, made anew whenever something of the above changed.
    package var visible: [ThreadLine] = []
    /// Whether the end of the transcript is in view.
    package var showsEnd = true
    /// A window is being read from the store.
    package var isReading = false
    /// Changes since that read was asked for: what it gives may be older than they are.
    var changesWhileReading: [NumberedChange] = []
    /// `g` was pressed: older pages are loaded until the beginning, or any key.
    package var seeksBeginning = false
    /// The person stopped the loading of older messages; a further scroll or `g` goes on with it.
    package var isLoadingStopped = false
    /// Which end has been in view with the window focused, and since when; nil while none is.
    package var endSeen: EndSeen?
    /// A stream that sends nothing but pings: milliseconds since its last text.
    package var silence: Int64?
    /// A text was entered that the outbox has not confirmed.
    package var isEnqueuing = false
    /// The person stopped that text's question already.
    package var stopsWhenEnqueued = false
    /// When a question was last under way here, in milliseconds of the continuous clock.
    package var underWayAt: Int64?
    /// What the look before the last send showed.
    package var beforeSend: BeforeSend?

    /// Nothing was read yet; the view follows the end.
    package init(conversation: ConversationID, columns: Int) {
        self.conversation = conversation
        window = ItemWindow(conversation: conversation)
        layout = TranscriptLayout(columns: columns)
    }
}

/// The end of a transcript that stands on screen.
package struct EndSeen: Hashable, Sendable {
    /// The last item and what of it is shown, and the newest one: it may come in above a message of ours that waits.
    package var mark: ReadMark
    /// Since when, in milliseconds of the continuous clock.
    package var since: Int64
    /// Whether the store was asked to mark it as read.
    package var isAsked = false

    /// An end that came into view then; the store was not asked yet.
    package init(_ mark: ReadMark, since: Int64) {
        self.mark = mark
        self.since = since
    }
}

/// One line in view.
package struct ThreadLine: Hashable, Sendable {
    /// What it shows.
    package enum Content: Hashable, Sendable {
        /// A line of an item, by the item's place in the window.
        case item(Int, TranscriptLine)
        /// The day of what follows.
        case day(Timestamp)
        /// Nothing is older.
        case beginning
        /// Older messages exist or may exist; how their loading stands.
        case older(HistoryState)
    }

    /// What the pane draws in the row.
    package var content: Content
    /// The item it belongs to, or stands above.
    package var item: ItemID

    /// A line that belongs to an item, or stands above it.
    package init(_ content: Content, item: ItemID) {
        self.content = content
        self.item = item
    }
}
