/// Where a message of ours stands on its way to the server.
public enum Delivery: Hashable, Sendable {
    /// On disk, and leaves as soon as it may.
    case queued
    /// On disk, and waits for a key.
    case held(HoldReason)
    /// Leaving now, or on its way.
    case sending
    /// The server has it.
    case sent
    /// The server will not take it.
    case refused(SendProblem)
    /// It left and no usable answer came. Never sent again by itself.
    case unknown(SendProblem)

    /// Why a queued message waits for the person.
    public enum HoldReason: String, Hashable, Sendable, Codable {
        /// It was still queued two minutes after Enter.
        case late
        /// The one before it ended refused, unknown or held.
        case behindAnother
    }

    /// Whether the message is settled: the server has it.
    public var isSent: Bool { self == .sent }

    /// Whether the server has it, or may have it.
    package var mayHaveArrived: Bool {
        switch self {
        case .sent, .unknown: true
        case .queued, .held, .sending, .refused: false
        }
    }

    /// Whether it waits for the person.
    public var needsAttention: Bool {
        switch self {
        case .held, .refused, .unknown: true
        case .queued, .sending, .sent: false
        }
    }
}

/// Why a message did not, or may not, have arrived.
public enum SendProblem: Hashable, Sendable, Codable {
    /// What the service or the way to it said.
    case service(ServiceFailure)
    /// The program ended while the message was leaving.
    case programEnded
    /// It was stopped before the server said anything of an answer; the server may have begun one.
    case stopped
    /// Kept from an earlier run, in words; from outside.
    case words(String)
}

/// A message to the server, as the outbox keeps it.
public struct OutboxEntry: Identifiable, Hashable, Sendable {
    /// Its item in the transcript.
    public var id: ItemID
    /// Where it goes.
    public var conversation: ConversationID
    /// Whose conversation that is.
    public var account: AccountID
    /// The server's id of the conversation; nil for the first question of a new one.
    public var remoteConversation: String?
    /// The text, exactly as entered, white space at its ends removed.
    public var text: String
    /// When Enter was pressed, by this machine's clock.
    public var enteredAt: Timestamp
    /// From when on it counts how long it has been queued: Enter, the key that queued it again, or the end of the stream
    /// before it; this machine's clock.
    public var countsFrom: Timestamp
    /// Where it stands.
    public var delivery: Delivery
    /// An earlier attempt may have arrived: poll before sending again.
    public var needsLook: Bool

    /// An entry; without a moment to count from it counts from Enter.
    public init(
        id: ItemID,
        conversation: ConversationID,
        account: AccountID,
        remoteConversation: String?,
        text: String,
        enteredAt: Timestamp,
        countsFrom: Timestamp? = nil,
        delivery: Delivery,
        needsLook: Bool = false
    ) {
        self.id = id
        self.conversation = conversation
        self.account = account
        self.remoteConversation = remoteConversation
        self.text = text
        self.enteredAt = enteredAt
        self.countsFrom = countsFrom ?? enteredAt
        self.delivery = delivery
        self.needsLook = needsLook
    }
}

/// Unsent text of a conversation.
public struct Draft: Hashable, Sendable {
    /// The text with LF line ends.
    public var text: String
    /// The caret, in characters from the start.
    public var caret: Int

    /// A draft.
    public init(text: String, caret: Int) {
        self.text = text
        self.caret = caret
    }
}

extension Draft {
    /// Whether there is nothing to send.
    package var isBlank: Bool { text.allSatisfy(\.isWhitespace) }

    /// One draft of two, line by line: the caret stays where the second one has it, since that is what is being typed.
    ///
    /// - Returns: the other one where one of them is blank; nil where both are.
    package static func joined(_ first: Draft?, _ second: Draft?) -> Draft? {
        let first = first.flatMap { $0.isBlank ? nil : $0 }
        guard let second, !second.isBlank else { return first }
        guard let first else { return second }
        return Draft(text: first.text + "\n" + second.text, caret: first.text.count + 1 + second.caret)
    }
}
