/// Which family of events an assistant streams.
enum AssistantKind: String, Sendable {
    case chat, agent, flow

    /// The word in the `mode` member of a blocking answer.
    var mode: String {
        switch self {
        case .chat: "chat"
        case .agent: "agent-chat"
        case .flow: "advanced-chat"
        }
    }
}

/// One declared input of an assistant.
struct InputField: Sendable {
    var variable: String
    var label: String
    var required = false
    /// The choices of a selection; empty for a line of text.
    var options: [String] = []
}

/// One assistant (an app of the service) with its key.
struct AssistantRecord: Sendable {
    var id: String
    var key: String
    var kind: AssistantKind
    var name: String
    var description: String
    var tags: [String] = []
    var opening = ""
    var suggestions: [String] = []
    var inputs: [InputField] = []
    /// Whether answers name their sources.
    var citesSources = false
    /// Whether answers are spoken by themselves.
    var speaks = false
    /// Whether it thinks of questions to go on with.
    var suggestsQuestions = false
    /// Whether it turns speech into text.
    var transcribes = false
    /// Whether it reads texts aloud.
    var readsAloud = false
    /// Whether questions may have images.
    var takesImages = false
}

/// A place in the knowledge that an answer was made from.
struct SourceRecord: Sendable {
    var datasetID: String
    var datasetName: String
    var documentID: String
    var documentName: String
    var segmentID: String
    var score: Double
    var content: String
}

/// One step of an agent's reasoning.
struct ThoughtRecord: Sendable, Equatable {
    var id: String
    var position: Int64
    var thought = ""
    var observation = ""
    var tool = ""
    var toolInput = ""
}

/// One exchange: a question and its answer.
struct ExchangeRecord: Sendable {
    var id: String
    var query: String
    var answer: String
    /// Whole seconds since 1970.
    var createdAt: Int64
    /// What came with the question.
    var files: [MessageFileRecord] = []
    var sources: [SourceRecord] = []
    var thoughts: [ThoughtRecord] = []
    /// `normal` or `error`.
    var status = "normal"
    var error: String?
}

/// One conversation with an assistant.
struct AssistantConversationRecord: Sendable {
    var id: String
    var assistantKey: String
    var user: String
    var name: String
    var inputs: JSON
    var introduction: String
    /// Whole seconds since 1970.
    var createdAt: Int64
    /// Whole seconds since 1970.
    var updatedAt: Int64
    var history: History
}
