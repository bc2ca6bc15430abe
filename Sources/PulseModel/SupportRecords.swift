/// A status of a support conversation, in the server's words.
///
/// Source: Pulse Developer API, "List Conversations".
public enum ConversationStatus: Hashable, Sendable {
    /// Somebody should look at it.
    case open
    /// Put off until later.
    case snoozed
    /// Done.
    case resolved
    /// A word this version does not know, kept as it came.
    case other(String)

    /// The server's word.
    public var rawValue: String {
        switch self {
        case .open: "open"
        case .snoozed: "snoozed"
        case .resolved: "resolved"
        case .other(let word): word
        }
    }

    /// A status from the server's word.
    public init(rawValue: String) {
        switch rawValue {
        case "open": self = .open
        case "snoozed": self = .snoozed
        case "resolved": self = .resolved
        default: self = .other(rawValue)
        }
    }
}

/// A row of the support service's conversation list, as the server gave it.
///
/// Source: Pulse Developer API, "List Conversations".
public struct SupportConversation: Hashable, Sendable {
    /// The server's id, such as `conv_827f31n`.
    public var id: String
    /// The widget that the visitor writes in.
    public var widgetID: String?
    /// The server's word; nil where it gave none.
    public var status: ConversationStatus?
    /// Nil or empty for an anonymous visitor.
    public var visitorName: String?
    /// The visitor's address, where known.
    public var visitorEmail: String?
    /// The last message of anyone; the server does not say whose.
    public var lastMessage: String?
    /// The conversation's last activity, by the server's clock.
    public var updatedAt: Timestamp?

    /// A row with whatever the server gave.
    public init(
        id: String,
        widgetID: String? = nil,
        status: ConversationStatus? = nil,
        visitorName: String? = nil,
        visitorEmail: String? = nil,
        lastMessage: String? = nil,
        updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.widgetID = widgetID
        self.status = status
        self.visitorName = visitorName
        self.visitorEmail = visitorEmail
        self.lastMessage = lastMessage
        self.updatedAt = updatedAt
    }
}

/// A message that the support service took.
///
/// Source: Pulse Developer API, "Send Message".
public struct SupportMessage: Hashable, Sendable {
    /// The server's id, such as `msg_90a823b`.
    public var id: String
    /// Its conversation's id.
    public var conversationID: String?
    /// The text as the server stored it.
    public var content: String?
    /// `agent` for us.
    public var senderType: String?
    /// The name that the visitor sees beside it.
    public var senderName: String?
    /// When the server stored it, by its clock.
    public var createdAt: Timestamp?

    /// A message with whatever the server gave.
    public init(
        id: String,
        conversationID: String? = nil,
        content: String? = nil,
        senderType: String? = nil,
        senderName: String? = nil,
        createdAt: Timestamp? = nil
    ) {
        self.id = id
        self.conversationID = conversationID
        self.content = content
        self.senderType = senderType
        self.senderName = senderName
        self.createdAt = createdAt
    }
}

/// A chat widget of the workspace.
///
/// Source: Pulse Developer API, "List Widgets".
public struct Widget: Hashable, Sendable {
    /// The server's id, such as `wid_01hqb7z`.
    public var id: String
    /// Its name in the workspace; from outside.
    public var name: String?
    /// A CSS hex colour.
    public var primaryColor: String?
    /// Whether it is shown to visitors as online.
    public var online: Bool?
    /// What it says to a visitor first.
    public var greetingMessage: String?
    /// When it was made, by the server's clock.
    public var createdAt: Timestamp?

    /// A widget with whatever the server gave.
    public init(
        id: String,
        name: String? = nil,
        primaryColor: String? = nil,
        online: Bool? = nil,
        greetingMessage: String? = nil,
        createdAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.primaryColor = primaryColor
        self.online = online
        self.greetingMessage = greetingMessage
        self.createdAt = createdAt
    }
}
