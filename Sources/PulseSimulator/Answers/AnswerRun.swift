/// One answer that is being given.
struct AnswerRun: Sendable {
    var app: AssistantRecord
    var user: String
    var conversationID: String
    var messageID: String
    var taskID: String
    /// Whole seconds since 1970.
    var createdAt: Int64
    var inputs: JSON
    var query: String
    /// The name that a new conversation gets at the end.
    var title: String?
    /// How many exchanges were before it.
    var dialogue: Int
    var plan: AnswerPlan
    var outcome: FaultOutcome
    var workflowRunID: String
    var sequence: Int64

    /// The metadata of a finished answer.
    func metadata(answer: String) -> JSON {
        let asked = Int64(query.split(whereSeparator: \.isWhitespace).count)
        let said = Int64(answer.split(whereSeparator: \.isWhitespace).count)
        let zero = app.kind == .agent ? "0.0" : "0"
        let usage: JSON = [
            "prompt_tokens": .int(asked), "prompt_unit_price": .string(zero), "prompt_price_unit": .string(zero),
            "prompt_price": "0E-7", "completion_tokens": .int(said), "completion_unit_price": .string(zero),
            "completion_price_unit": .string(zero), "completion_price": "0E-7",
            "total_tokens": .int(app.kind == .agent ? 0 : asked + said), "total_price": "0E-7", "currency": "USD",
            "latency": .double(app.kind == .agent ? 0 : plan.totalWait),
        ]
        guard !plan.sources.isEmpty else { return ["usage": usage] }
        return [
            "retriever_resources": .array(plan.sources.enumerated().map { $1.live(at: $0 + 1) }), "usage": usage,
        ]
    }

    /// The bytes of a frame with the members that all have.
    func frame(_ event: String, _ rest: [JSON.Member] = [], hasTask: Bool = true) -> String {
        var members: [JSON.Member] = [
            .init(key: "event", value: .string(event)), .init(key: "conversation_id", value: .string(conversationID)),
            .init(key: "message_id", value: .string(messageID)), .init(key: "created_at", value: .int(createdAt)),
        ]
        if hasTask { members.append(.init(key: "task_id", value: .string(taskID))) }
        return "data: " + JSON.object(members + rest).written(.ascii) + "\n\n"
    }
}
