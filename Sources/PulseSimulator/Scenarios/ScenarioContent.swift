/// The content of both services while a scenario fills it.
struct ScenarioContent: Sendable {
    /// The user whose conversations scenarios make.
    static let user = "support-desk"

    let seed: UInt64
    /// Milliseconds since 1970: all times are made relative to it.
    let now: Int64
    var generator: SeededGenerator
    var supportKey = "pls_secret_simulated"
    var widgets: [WidgetRecord] = []
    var support: [SupportConversationRecord] = []
    var assistants: [AssistantRecord] = []
    var conversations: [AssistantConversationRecord] = []
    /// Opens the knowledge bases and nothing else.
    var knowledgeKey = "dataset-simulated"
    var knowledge = Knowledge()

    init(seed: UInt64, now: Int64) {
        self.seed = seed
        self.now = now
        generator = SeededGenerator(seed: seed)
    }

    /// Adds a widget.
    mutating func widget(_ name: String, color: String = "#3b82f6", online: Bool = true, greeting: String) {
        widgets.append(
            WidgetRecord(
                id: generator.opaque("wid_"),
                name: name,
                color: color,
                online: online,
                greeting: greeting,
                createdAt: now - 400 * 86_400_000
            )
        )
    }

    /// Adds a support conversation whose last message came so many seconds ago.
    mutating func visitor(
        _ name: String?,
        _ email: String?,
        widget: Int,
        status: String = "open",
        ago: Int64,
        _ text: String?,
        then script: [String] = []
    ) {
        let at = now - ago * 1000
        var conversation = SupportConversationRecord(
            id: generator.opaque("conv_"),
            widgetID: widgets[widget].id,
            status: status,
            visitorName: name,
            visitorEmail: email,
            lastMessage: text,
            updatedAt: at,
            script: script
        )
        if let text {
            conversation.messages.append(
                SupportMessageRecord(
                    id: generator.opaque("msg_"),
                    content: text,
                    senderType: "visitor",
                    senderName: name,
                    createdAt: at
                )
            )
        }
        support.append(conversation)
    }

    /// Adds an assistant conversation; its exchanges come oldest first, so many seconds apart, the last so long ago.
    mutating func assistantConversation(
        _ name: String,
        of app: Int,
        ago: Int64,
        apart: Int64 = 95,
        _ exchanges: [ExchangeRecord],
        generated: GeneratedHistory? = nil
    ) {
        let last = now / 1000 - ago
        var exchanges = exchanges
        for index in exchanges.indices {
            exchanges[index].createdAt = last - Int64(exchanges.count - 1 - index) * apart
        }
        let inputs = JSON.object(assistants[app].inputs.map { JSON.Member(key: $0.variable, value: .null) })
        conversations.append(
            AssistantConversationRecord(
                id: generator.uuid(),
                assistantKey: assistants[app].key,
                user: ScenarioContent.user,
                name: name,
                inputs: inputs,
                introduction: assistants[app].introduction(for: inputs),
                createdAt: generated?.seconds.first ?? exchanges.first?.createdAt ?? last,
                updatedAt: last,
                history: History(exchanges, generated: generated)
            )
        )
    }

    /// An exchange whose time is set when it is added.
    mutating func exchange(_ query: String, _ answer: String, sources: [SourceRecord] = []) -> ExchangeRecord {
        ExchangeRecord(id: generator.uuid(), query: query, answer: answer, createdAt: 0, sources: sources)
    }

    /// The three assistants that all scenarios have: a chat, an agent, a flow.
    mutating func usualAssistants() {
        assistants = [
            AssistantRecord(
                id: generator.uuid(),
                key: "app-simulated-chat",
                kind: .chat,
                name: "Product assistant",
                description: "Knows the manuals and the price list.",
                tags: ["support", "products"],
                opening: "Hello {{name}}, ask me about our products.",
                suggestions: ["How do I reset the router?", "What does the warranty cover?"],
                inputs: [
                    InputField(variable: "name", label: "Name"),
                    InputField(variable: "tone", label: "Tone", options: ["formal", "casual"]),
                ],
                citesSources: true,
                suggestsQuestions: true,
                transcribes: true,
                readsAloud: true,
                takesImages: true
            ),
            AssistantRecord(
                id: generator.uuid(),
                key: "app-simulated-agent",
                kind: .agent,
                name: "Operations agent",
                description: "Looks things up with tools.",
                tags: ["internal"]
            ),
            AssistantRecord(
                id: generator.uuid(),
                key: "app-simulated-flow",
                kind: .flow,
                name: "Refund flow",
                description: "Walks through a refund step by step.",
                opening: "Which order is it about?",
                inputs: [InputField(variable: "topic", label: "Topic")]
            ),
        ]
    }
}
