import PulseModel

/// Something that the plan asks a service for again and again.
enum SyncAsk: Hashable, Sendable {
    /// Support: the list of one status, of one widget or of all together.
    case supportList(ConversationStatus, widget: String?)
    /// Support: the workspace's widgets.
    case widgets
    /// Assistant: what its app says of itself.
    case app
    /// Assistant: the first page of its conversations.
    case conversationList
    /// Assistant: the next page of a walk through all conversations.
    case listPage
    /// Assistant: the newest page of a conversation.
    case thread(ConversationID)

    /// What it is in a log.
    var logged: String {
        switch self {
        case .supportList(let status, nil): "\(status.rawValue) conversations"
        case .supportList(let status, let widget?): "\(status.rawValue) conversations of widget \(widget)"
        case .widgets: "widgets"
        case .app: "app information"
        case .conversationList: "conversations"
        case .listPage: "older conversations"
        case .thread(let conversation): "messages of conversation \(conversation.rawValue)"
        }
    }

    /// Whether it is one of the lists that make a whole round.
    var isList: Bool {
        switch self {
        case .supportList, .conversationList: true
        default: false
        }
    }

    /// Whether it is a support list of this status.
    func isList(of status: ConversationStatus) -> Bool {
        if case .supportList(status, _) = self { true } else { false }
    }

    /// Which goes first when several are due at the same time.
    var rank: Int {
        switch self {
        case .supportList(.open, nil), .conversationList: 0
        case .thread: 1
        case .supportList: 2
        case .widgets, .app: 3
        case .listPage: 4
        }
    }
}

extension SyncAsk {
    /// The list that tells of news: the open conversations, or an assistant's.
    ///
    /// It alone says whether the key is refused, and it is asked whatever else is not.
    static func mainList(of service: Service) -> SyncAsk {
        switch service {
        case .support: .supportList(.open, widget: nil)
        case .assistant: .conversationList
        }
    }
}

extension SyncAsk: Comparable {
    /// By rank; within one rank any order serves that is always the same.
    static func < (one: SyncAsk, other: SyncAsk) -> Bool {
        one.key < other.key
    }

    private var key: (rank: Int, conversation: Int64, list: String, widget: String) {
        switch self {
        case .supportList(let status, let widget): (rank, 0, status.rawValue, widget ?? "")
        case .thread(let conversation): (rank, conversation.rawValue, "", "")
        case .widgets: (rank, 0, "widgets", "")
        case .app, .conversationList, .listPage: (rank, 0, "", "")
        }
    }
}

/// One asking of something; its number tells answers that come after it was given up.
struct SyncTicket: Hashable, Sendable {
    /// Grows with each asking.
    var number: Int
    /// What is asked.
    var ask: SyncAsk
}
