public import PulseModel

/// The whole answer to a question that was asked without a stream.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, "Send Chat Message",
/// `ChatCompletionResponse`.
public struct BlockingAnswer: Hashable, Sendable {
    /// The exchange's id in the history.
    public var messageID: String
    /// New where the question opened a conversation.
    public var conversationID: String?
    /// The run that made the answer.
    public var taskID: String?
    /// `chat`, `agent-chat`, `advanced-chat`.
    public var mode: String?
    /// The whole text.
    public var answer: String
    /// What it cost.
    public var usage: Usage?
    /// The documents that it was drawn from.
    public var sources: [Source]
    /// When the server stored the question, by its clock, in whole seconds.
    public var createdAt: Timestamp?

    /// An answer with whatever the server gave.
    public init(
        messageID: String,
        conversationID: String? = nil,
        taskID: String? = nil,
        mode: String? = nil,
        answer: String = "",
        usage: Usage? = nil,
        sources: [Source] = [],
        createdAt: Timestamp? = nil
    ) {
        self.messageID = messageID
        self.conversationID = conversationID
        self.taskID = taskID
        self.mode = mode
        self.answer = answer
        self.usage = usage
        self.sources = sources
        self.createdAt = createdAt
    }
}

extension AssistantClient {
    /// Asks a question and waits for the whole answer; agent apps refuse this, with `rejected(status: 400)`.
    ///
    /// A model that fails is a 400 too, with the code `completion_request_error`, or `invalid_param` of a flow: the question
    /// is in the history then, with the error, although the verdict is `refused`. Stream where that matters.
    ///
    /// Source: PulseAI-OpenAPI, "Send Chat Message"; langgenius/dify, `api/controllers/service_api/app/completion.py`.
    ///
    /// - Parameters:
    ///   - query: the question; an empty one is refused.
    ///   - conversationID: where it belongs; nil opens a conversation.
    ///   - inputs: values for the app's declared inputs; the account's where nil.
    ///   - files: what the question is about besides its words.
    ///   - makesTitle: whether a model names a conversation that the question opens.
    /// - Returns: the whole answer.
    /// - Throws: why there is no answer, by what the caller can do about it.
    public func ask(
        query: String,
        conversationID: String? = nil,
        inputs: [String: JSONValue]? = nil,
        files: [QuestionFile] = [],
        makesTitle: Bool = true
    ) async throws(ServiceFailure) -> Reply<BlockingAnswer> {
        try await caller.reply(
            to: question(query, conversationID, inputs, files, makesTitle, streams: false),
            wanted: "message id",
            BlockingAnswer.init(json:)
        )
    }

    /// Asks a question over a connection of its own; the answer comes in pieces.
    ///
    /// Returns at the reply's head. What is wrong before that is thrown here, later things by the stream.
    ///
    /// Source: PulseAI-OpenAPI, "Send Chat Message"; langgenius/dify, `api/controllers/service_api/app/completion.py`.
    ///
    /// - Parameters:
    ///   - query: the question; an empty one is refused.
    ///   - conversationID: where it belongs; nil opens a conversation, whose id the first event tells.
    ///   - inputs: values for the app's declared inputs; the account's where nil.
    ///   - files: what the question is about besides its words.
    ///   - makesTitle: whether a model names a conversation that the question opens.
    ///   - frameCame: told of each frame as it came, before it is read as an event.
    /// - Returns: the answer's events, none of them read yet.
    /// - Throws: why there is no answer, by what the caller can do about it.
    public func stream(
        query: String,
        conversationID: String? = nil,
        inputs: [String: JSONValue]? = nil,
        files: [QuestionFile] = [],
        makesTitle: Bool = true,
        frameCame: (@Sendable (JSONValue) -> Void)? = nil
    ) async throws(ServiceFailure) -> AnswerStream {
        let opened = try await caller.open(
            question(query, conversationID, inputs, files, makesTitle, streams: true)
        )
        switch opened {
        case .stream(let stream): return AnswerStream(stream, limits: caller.limits, frameCame: frameCame)
        case .whole(let reply):
            // Asked to stream, it gave the answer in one piece: the question has arrived all the same.
            let json = try caller.json(of: reply)
            guard let answer = BlockingAnswer(json: json) else {
                throw reply.malformed("no event stream and no message id")
            }
            frameCame?(json)
            return AnswerStream(answer, serverDate: reply.date)
        }
    }

    /// Asks the server to stop a streamed answer; the stream goes on to its end, which comes soon.
    ///
    /// The server says yes even where there is nothing to stop.
    ///
    /// Source: PulseAI-OpenAPI, "Stop Generate"; langgenius/dify, `api/controllers/service_api/app/completion.py`.
    ///
    /// - Parameter taskID: from the stream's first event.
    /// - Returns: that the server heard it.
    /// - Throws: why there is no answer, by what the caller can do about it.
    @discardableResult
    public func stop(taskID: String) async throws(ServiceFailure) -> Reply<Accepted> {
        try await caller.accept(
            ServiceRequest(
                method: .post,
                path: ["chat-messages", taskID, "stop"],
                body: .json(.object(["user": .string(user)])),
                patience: .other
            )
        )
    }

    private func question(
        _ query: String,
        _ conversationID: String?,
        _ inputs: [String: JSONValue]?,
        _ files: [QuestionFile],
        _ makesTitle: Bool,
        streams: Bool
    ) -> ServiceRequest {
        var body: [String: JSONValue] = [
            "query": .string(query),
            "inputs": .object(inputs ?? account.inputs),
            "response_mode": .string(streams ? "streaming" : "blocking"),
            "user": .string(user),
        ]
        if let conversationID, !conversationID.isEmpty { body["conversation_id"] = .string(conversationID) }
        if !files.isEmpty { body["files"] = .array(files.map(\.json)) }
        if !makesTitle { body["auto_generate_name"] = .bool(false) }
        return ServiceRequest(
            method: .post,
            path: ["chat-messages"],
            body: .json(.object(body)),
            patience: streams ? .other : .model,
            sendsMessage: true,
            streams: streams
        )
    }
}

extension BlockingAnswer {
    /// An answer from a body; nil where it names no message.
    init?(json: JSONValue) {
        guard let id = json["message_id"].identifier ?? json["id"].identifier else { return nil }
        self.init(
            messageID: id,
            conversationID: json["conversation_id"].identifier,
            taskID: json["task_id"].identifier,
            mode: json["mode"].text,
            answer: json["answer"].text ?? "",
            usage: Usage(json: json["metadata"]["usage"]),
            sources: json["metadata"]["retriever_resources"].elements?.compactMap(Source.init(json:)) ?? [],
            createdAt: ServerTime.moment(json["created_at"])
        )
    }

    /// The same as a stream would have told it.
    var events: [AnswerEvent] {
        let start = AnswerStart(
            messageID: messageID,
            conversationID: conversationID,
            taskID: taskID,
            createdAt: createdAt
        )
        return [.started(start)] + (answer.isEmpty ? [] : [.delta(answer)]) + [.ended(usage, sources: sources)]
    }
}

extension Usage {
    /// A cost from a record; nil from what is no object.
    init?(json: JSONValue) {
        guard json.members != nil else { return nil }
        self.init(
            promptTokens: json["prompt_tokens"].int,
            completionTokens: json["completion_tokens"].int,
            totalTokens: json["total_tokens"].int,
            totalPrice: json["total_price"].text,
            currency: json["currency"].text,
            latency: json["latency"].real
        )
    }
}
