/// Everything that both simulated services know, and the one place that changes it.
actor World {
    let options: SimulatorOptions
    var clock = SimulatedClock()
    var generator: SeededGenerator
    var faults: FaultPlan

    var supportKey: String
    var widgets: [WidgetRecord]
    var support: [SupportConversationRecord]
    var assistants: [AssistantRecord]
    var conversations: [AssistantConversationRecord]

    /// Conversations that were deleted: their messages still take feedback.
    var deletedConversations: [AssistantConversationRecord] = []
    /// Ratings by message.
    var feedback: [String: FeedbackRecord] = [:]
    /// Files for questions, by identifier.
    var uploads: [String: UploadRecord] = [:]
    /// How many addresses of files were signed.
    var signedAddresses: UInt64 = 0
    /// What speech turns into next, first in first out.
    var nextTranscripts: [String] = []
    /// All forms with files that were taken.
    var takenForms: [MultipartForm] = []
    /// Pictures that were drawn, by identifier.
    var figures: [String: Figure] = [:]
    let knowledgeKey: String
    var knowledge: Knowledge
    /// Scheme, host and port of the services, once they listen.
    var origin = ""

    var revokedKeys: Set<String> = []
    var requestCounts: [String: Int] = [:]
    var received: [ReceivedMessage] = []
    /// Running answers by task: whose they are.
    var tasks: [String: RunningTask] = [:]
    var stoppedTasks: Set<String> = []
    /// What the next answers are made of, first in first out.
    var nextAnswers: [NextAnswer] = []
    /// How many words of errors have carried an attack.
    var attackCount = 0
    /// Visitors' replies that are on their way, by number.
    var pendingReplies: [Int: Task<Void, Never>] = [:]
    var replyNumber = 0

    init(_ options: SimulatorOptions) {
        self.options = options
        var content = ScenarioContent(seed: options.seed, now: SimulatedClock().now)
        Scenario.fill(&content, options)
        generator = content.generator
        faults = FaultPlan(seed: options.seed)
        faults.faults = options.faults
        faults.rate = options.rate
        faults.scope = options.faultScope
        supportKey = content.supportKey
        widgets = content.widgets
        support = content.support
        assistants = content.assistants
        if options.needsInputs {
            for app in assistants.indices {
                for input in assistants[app].inputs.indices { assistants[app].inputs[input].required = true }
            }
        }
        conversations = content.conversations
        knowledgeKey = content.knowledgeKey
        knowledge = content.knowledge
    }

    /// The delay for that many seconds of simulated life.
    nonisolated func paced(_ seconds: Double) -> Duration {
        .microseconds(Int64(max(0, seconds * options.pace) * 1_000_000))
    }

    var visitorsWrite: Bool { options.visitorsWrite ?? (options.scenario == .demo) }

    /// Whether that answer was asked to stop.
    func isStopped(_ task: String) -> Bool { stoppedTasks.contains(task) }
}

/// Who may stop a running answer.
struct RunningTask: Sendable {
    var assistantKey: String
    var user: String
}

/// One message or question that was stored.
struct ReceivedMessage: Sendable {
    /// `support` or `assistant`.
    var service: String
    var conversationID: String
    var text: String
    var senderType: String
    /// Milliseconds since 1970.
    var at: Int64
}

/// What the next answer of any assistant is made of.
struct NextAnswer: Sendable {
    /// The whole text, or nil for what the question would get.
    var text: String?
    /// Added to the question when its directives are read, like `[slow=0.2][cut]`.
    var directives: String
}
