/// What the sync loop tells beside the changes of the store: what is not kept.
package enum SyncReport: Hashable, Sendable {
    /// A growing answer: the whole item, at most 30 times a second for each stream.
    case answer(ConversationID, TranscriptItem)
    /// How far a stream with nothing to show has come: milliseconds since the last text, pings alone.
    case stillWaiting(ConversationID, milliseconds: Int64)
    /// How the loading of older messages stands.
    case history(ConversationID, HistoryState)
    /// What the look before a send showed, for the composer's note.
    case beforeSend(ConversationID, BeforeSend)
    /// An account's state.
    case account(AccountState)
    /// A rename or deletion ended; nil when it succeeded.
    case edit(ConversationID, ConversationEdit, ServiceFailure?)
    /// The store failed; drafts and sends are not safe until it works again.
    case store(StoreFailure)
}

/// A change of a conversation that the person asked for.
package enum ConversationEdit: Hashable, Sendable {
    /// To this title.
    case rename(String)
    /// To a title that the service makes.
    case renameAutomatically
    /// Away from the server.
    case delete
}

/// What the look before a send showed.
package enum BeforeSend: Hashable, Sendable {
    /// Something new had come in; it stands before our message.
    case newText
    /// The look failed or took too long; the message was sent all the same.
    case notLooked
}

/// How the loading of older messages of a conversation stands.
package enum HistoryState: Hashable, Sendable {
    /// More is on the server, as far as is known.
    case more
    /// A page is on its way.
    case loading
    /// The oldest message is here.
    case beginning
    /// The last try failed; a further scroll or Ctrl-R tries again.
    case failed(ServiceFailure)
    /// Nothing could be asked, since no key could be had; the reason, never the key. Tried again like `failed`.
    case noKey(String)
    /// The server has no such conversation any more.
    case deleted

    /// Whether the last try did not succeed, so that a further scroll tries again.
    package var canBeTriedAgain: Bool {
        switch self {
        case .failed, .noKey: true
        case .more, .loading, .beginning, .deleted: false
        }
    }
}

/// How an account stands with its service.
package struct AccountState: Identifiable, Hashable, Sendable {
    /// Which account.
    package var id: AccountID
    /// What the last answers showed.
    package var health: Health
    /// Calls that fail while the list of all conversations does not, the most urgent first.
    package var failingCalls: [FailingCall]
    /// When the lists were last read whole, by this machine's clock; nil before the first time.
    package var listsSeenAt: Timestamp?
    /// When an earlier run last read the lists, by this machine's clock; nil where none did.
    ///
    /// It says how old what is kept is, and is no answer in this run.
    package var listsSeenBefore: Timestamp?
    /// Milliseconds between two looks at the lists as things stand now.
    package var listInterval: Int64
    /// When the loop is due next, by this machine's clock; the watchdog's yardstick.
    package var nextDue: Timestamp?
    /// Server time minus this machine's, in milliseconds; 0 until known.
    package var clockOffset: Int64
    /// Rows of the last look that could not be read.
    package var unreadableRows: Int
    /// Whether a list was cut off by the server, so that more exists than is shown.
    package var listIsCut: Bool

    /// How the service answers.
    package enum Health: Hashable, Sendable {
        /// Not asked yet.
        case starting
        /// It gives the list of all conversations: the open ones, or an assistant's.
        case fine
        /// It did not give that list; the next try is due then, by this machine's clock.
        case failing(ServiceFailure, nextTry: Timestamp)
        /// The service refuses the key: only that list is still asked for, every minute; Ctrl-R reads the key again.
        case keyRefused(ServerWords)
        /// No key could be had; the reason, never the key.
        case noKey(String)
    }

    /// A state; by default nothing is known.
    package init(
        id: AccountID,
        health: Health = .starting,
        failingCalls: [FailingCall] = [],
        listsSeenAt: Timestamp? = nil,
        listsSeenBefore: Timestamp? = nil,
        listInterval: Int64 = 4_000,
        nextDue: Timestamp? = nil,
        clockOffset: Int64 = 0,
        unreadableRows: Int = 0,
        listIsCut: Bool = false
    ) {
        self.id = id
        self.health = health
        self.failingCalls = failingCalls
        self.listsSeenAt = listsSeenAt
        self.listsSeenBefore = listsSeenBefore
        self.listInterval = listInterval
        self.nextDue = nextDue
        self.clockOffset = clockOffset
        self.unreadableRows = unreadableRows
        self.listIsCut = listIsCut
    }
}

/// What the person looks at; it decides how often what is asked.
package struct Attention: Hashable, Sendable {
    /// The conversation in the thread pane.
    package var conversation: ConversationID?
    /// Whether the window has the focus, as far as is known.
    package var isFocused: Bool

    /// What is on screen.
    package init(conversation: ConversationID? = nil, isFocused: Bool = true) {
        self.conversation = conversation
        self.isFocused = isFocused
    }
}
