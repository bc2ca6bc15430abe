/// A conversation, by this desk's own number: it stays when the server's id is learnt later.
public struct ConversationID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
    /// The number in the desk's store.
    public var rawValue: Int64

    /// A conversation by its number.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// By number; it says nothing about time.
    public static func < (lhs: ConversationID, rhs: ConversationID) -> Bool {
        lhs.rawValue < rhs.rawValue
    }
}

/// How a conversation stands in the server's lists, as far as the last look showed.
public enum Presence: Hashable, Sendable {
    /// In a list of the last look.
    case listed
    /// Not among the newest rows of a list that the server cuts off.
    case beyondList
    /// In no list any more, though the lists were complete.
    case gone
    /// The server says that it does not exist; what is kept stays readable.
    case deleted
    /// Not on the server yet: its first question has not been taken.
    case local
}

/// How many of a conversation's own messages have not reached the server for certain.
public struct UnsentCounts: Hashable, Sendable {
    /// Waiting to leave, or leaving.
    public var underWay: Int
    /// Waiting for a key.
    public var held: Int
    /// Refused by the server.
    public var refused: Int
    /// Left, and no answer came.
    public var unknown: Int

    /// Counts, none by default.
    public init(underWay: Int = 0, held: Int = 0, refused: Int = 0, unknown: Int = 0) {
        self.underWay = underWay
        self.held = held
        self.refused = refused
        self.unknown = unknown
    }

    /// Whether nothing is unsent.
    public var isEmpty: Bool { underWay + held + refused + unknown == 0 }
    /// Whether something waits for the person.
    public var needsAttention: Bool { held + refused + unknown > 0 }
}

/// A row of the conversation list: everything it shows.
public struct ConversationRow: Identifiable, Hashable, Sendable {
    /// This desk's number of it.
    public var id: ConversationID
    /// Whose it is.
    public var account: AccountID
    /// The account's service.
    public var service: Service
    /// The server's id; nil until the first question of a new conversation was taken.
    public var remoteID: String?
    /// The visitor's name, or the title; empty for an anonymous visitor or a new conversation.
    public var name: String
    /// Support: the visitor's address.
    public var email: String?
    /// Support: where the visitor writes.
    public var widgetID: String?
    /// Support: the server's word; nil where it gave none.
    public var status: ConversationStatus?
    /// The last text, on one line and cut; from outside.
    public var snippet: String
    /// Whether the last text is ours: support only.
    public var snippetIsOurs: Bool
    /// The last activity, by the server's clock.
    public var lastActivity: Timestamp
    /// Whether something that is not ours has not been seen to its end.
    public var isUnread: Bool
    /// Support: whether the visitor seems to wait for us; inferred.
    public var isWaiting: Bool
    /// How the last look found it.
    public var presence: Presence
    /// Whether an unsent draft is kept.
    public var hasDraft: Bool
    /// What has not reached the server.
    public var unsent: UnsentCounts
    /// Assistant: whether an answer is streaming here.
    public var isAnswering: Bool

    /// A row.
    public init(
        id: ConversationID,
        account: AccountID,
        service: Service,
        remoteID: String? = nil,
        name: String = "",
        email: String? = nil,
        widgetID: String? = nil,
        status: ConversationStatus? = nil,
        snippet: String = "",
        snippetIsOurs: Bool = false,
        lastActivity: Timestamp,
        isUnread: Bool = false,
        isWaiting: Bool = false,
        presence: Presence = .listed,
        hasDraft: Bool = false,
        unsent: UnsentCounts = UnsentCounts(),
        isAnswering: Bool = false
    ) {
        self.id = id
        self.account = account
        self.service = service
        self.remoteID = remoteID
        self.name = name
        self.email = email
        self.widgetID = widgetID
        self.status = status
        self.snippet = snippet
        self.snippetIsOurs = snippetIsOurs
        self.lastActivity = lastActivity
        self.isUnread = isUnread
        self.isWaiting = isWaiting
        self.presence = presence
        self.hasDraft = hasDraft
        self.unsent = unsent
        self.isAnswering = isAnswering
    }
}
