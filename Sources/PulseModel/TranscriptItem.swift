/// A thing in a transcript, by this desk's own number: it stays when the server's id is learnt later.
public struct ItemID: RawRepresentable, Hashable, Sendable, Codable {
    /// The number in the desk's store.
    public var rawValue: Int64

    /// An item by its number.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// Where an item stands in its transcript; an order once shown never changes.
public struct TranscriptPosition: Hashable, Comparable, Sendable {
    /// Mostly the server's time in milliseconds; messages that have not been taken stand behind all others.
    public var order: Int64
    /// Decides between equal orders.
    public var tie: Int64

    /// The order of every message of ours that the server has not taken: behind all others.
    public static let untakenOrder: Int64 = 1 << 62

    /// A place.
    public init(order: Int64, tie: Int64) {
        self.order = order
        self.tie = tie
    }

    /// Whether `lhs` stands above `rhs`.
    public static func < (lhs: TranscriptPosition, rhs: TranscriptPosition) -> Bool {
        (lhs.order, lhs.tie) < (rhs.order, rhs.tie)
    }
}

/// One thing that the thread pane shows.
public struct TranscriptItem: Identifiable, Hashable, Sendable {
    /// This desk's number of it.
    public var id: ItemID
    /// Grows with every change of what is shown, so that wrapped lines can be kept.
    public var revision: Int
    /// Where it stands.
    public var position: TranscriptPosition
    /// The time shown beside it, by the server's clock where it has one.
    public var time: Timestamp
    /// What it is.
    public var content: Content

    /// What a transcript consists of.
    public enum Content: Hashable, Sendable {
        /// Support: a text of someone else, seen by polling.
        case observed(ObservedText)
        /// Support: a message of ours.
        case own(OwnMessage)
        /// Assistant: a question and its answer.
        case exchange(Exchange)
        /// A place where something may be missing.
        case mark(TranscriptMark)
    }

    /// An item.
    public init(
        id: ItemID,
        revision: Int = 0,
        position: TranscriptPosition,
        time: Timestamp,
        content: Content
    ) {
        self.id = id
        self.revision = revision
        self.position = position
        self.time = time
        self.content = content
    }
}

/// A text of someone else in a support conversation, seen as its row's last message.
public struct ObservedText: Hashable, Sendable {
    /// From outside.
    public var text: String
    /// Whether the same text came again, or only the row's time moved.
    public var isAgain: Bool
    /// The visitor's name when it was seen; empty where anonymous.
    public var name: String

    /// An observed text.
    public init(text: String, isAgain: Bool = false, name: String = "") {
        self.text = text
        self.isAgain = isAgain
        self.name = name
    }
}

/// A message of ours in a support conversation.
public struct OwnMessage: Hashable, Sendable {
    /// As entered.
    public var text: String
    /// Where it stands on its way.
    public var delivery: Delivery
    /// The server's id, once known.
    public var remoteID: String?
    /// Whether a later look, not the server's answer, showed that it arrived.
    public var confirmedByLook: Bool

    /// A message of ours.
    public init(text: String, delivery: Delivery, remoteID: String? = nil, confirmedByLook: Bool = false) {
        self.text = text
        self.delivery = delivery
        self.remoteID = remoteID
        self.confirmedByLook = confirmedByLook
    }
}

/// A question to an assistant and its answer.
public struct Exchange: Hashable, Sendable {
    /// The question, as entered or as the server has it.
    public var query: String
    /// The answer as far as it is known; from outside.
    public var answer: String
    /// How far the answer has come.
    public var state: AnswerState
    /// Where the question stands on its way; `.sent` for all that came from the server's history.
    public var delivery: Delivery
    /// The server's id, once known.
    public var remoteID: String?
    /// What the answer was drawn from.
    public var sources: [Source]
    /// An agent's steps, by position.
    public var thoughts: [Thought]
    /// Files of either side.
    public var files: [ExchangeFile]

    /// An exchange.
    public init(
        query: String,
        answer: String = "",
        state: AnswerState = .none,
        delivery: Delivery = .sent,
        remoteID: String? = nil,
        sources: [Source] = [],
        thoughts: [Thought] = [],
        files: [ExchangeFile] = []
    ) {
        self.query = query
        self.answer = answer
        self.state = state
        self.delivery = delivery
        self.remoteID = remoteID
        self.sources = sources
        self.thoughts = thoughts
        self.files = files
    }
}

/// How far an answer has come.
public enum AnswerState: Hashable, Sendable {
    /// The question has not been taken yet.
    case none
    /// It is coming in here.
    case streaming
    /// The server has an empty one: it runs elsewhere, or was cut off for good.
    case empty
    /// Whole.
    case complete
    /// Stopped by us; what came is kept.
    case stopped
    /// The stream ended without its end; what came is kept.
    case interrupted
    /// Interrupted here, since it was longer than what is taken of an answer; what came until then is kept.
    case tooLong
    /// The service said why; what came is kept.
    case failed(ServerWords)
}

/// A place in a transcript where something may be missing.
public enum TranscriptMark: Hashable, Sendable {
    /// Support: nobody looked from this moment on until the item's own time.
    case interruption(since: Timestamp)
    /// Assistant: more messages share this second than the service can list.
    case gap
    /// Support: the row's status changed, to this one.
    case status(ConversationStatus)
}
