import PulseClient
import PulseModel
import PulseStore

/// Whatever an account's loop is told, in one line.
enum SyncEvent: Sendable {
    // What the person does.
    case request(SyncRequest)
    case opened(ConversationID)
    case outboxChanged
    case shutdown(Duration)

    // What its own work ended with.
    /// The timer of this moment of the awake clock fired, which after a sleep is before the moment.
    case timer(Int64)
    case key(Result<APIKey, KeyFailure>)
    case answered(SyncTicket, SyncAnswer)
    case pageCame(ConversationID, HistoryAnswer)
    case loadIsDue(ConversationID)
    case supportSendEnded(OutboxEntry, SendAttempt)
    case answerBegan(OutboxEntry)
    case questionEnded(OutboxEntry, SendAttempt)
    case edited(ConversationID, ConversationEdit, Result<GivenTitle?, ServiceFailure>)
    case limitPassed
}

/// A title that a conversation was given.
struct GivenTitle: Sendable {
    var name: String
    /// When the server changed it, by its clock; nil where it does not know the conversation.
    var at: Timestamp?
}

/// What an asking of the plan ended with.
struct SyncAnswer: Sendable {
    /// What the service gave, with what was asked.
    enum Content: Sendable {
        case supportRows(Listing<SupportConversation>, ConversationStatus, widget: String?)
        case widgets([Widget])
        case app(name: String?)
        case conversations(Listing<AssistantConversation>, limit: Int, isFirstPage: Bool)
        case page(Listing<ExchangeRecord>, limit: Int, of: ConversationID)
        /// There was nothing to ask for any more.
        case nothing
    }

    var result: Result<Reply<Content>, ServiceFailure>
    /// When the request left, by this machine's clock.
    var asked: Timestamp
    /// The same on a clock that nobody sets.
    var askedAt: ContinuousClock.Instant
}

/// What the loading of an older page ended with.
struct HistoryAnswer: Sendable {
    var request: HistoryPage.Request
    /// Whether rows may be missing between what was held and this page.
    var isPastGap: Bool
    /// The oldest end when it was asked for.
    var before: HistoryEdge
    var result: Result<Listing<ExchangeRecord>, ServiceFailure>
}
