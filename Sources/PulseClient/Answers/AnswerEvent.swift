public import PulseModel

/// What a streamed answer's first frame tells.
public struct AnswerStart: Hashable, Sendable {
    /// The exchange's id in the history.
    public var messageID: String
    /// New where the question opened a conversation: keep it at once.
    public var conversationID: String?
    /// What `stop` needs; missing where the first frame is an error.
    public var taskID: String?
    /// When the server stored the question, by its clock, in whole seconds.
    public var createdAt: Timestamp?

    /// A start with whatever the server gave.
    public init(
        messageID: String,
        conversationID: String? = nil,
        taskID: String? = nil,
        createdAt: Timestamp? = nil
    ) {
        self.messageID = messageID
        self.conversationID = conversationID
        self.taskID = taskID
        self.createdAt = createdAt
    }
}

/// A step of a flow app's run.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_advanced_chat.en.mdx`.
public struct WorkflowStep: Hashable, Sendable {
    /// The event's name, such as `node_started`.
    public var kind: String
    /// What the flow's author calls it.
    public var title: String?
    /// `running`, `succeeded`, `failed`, `stopped` and what the server adds.
    public var status: String?
    /// The server's words where the step failed.
    public var error: String?

    /// A step with whatever the server gave.
    public init(kind: String, title: String? = nil, status: String? = nil, error: String? = nil) {
        self.kind = kind
        self.title = title
        self.status = status
        self.error = error
    }
}

/// Something that a streamed answer says.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, "Send Chat Message",
/// `ChunkChatCompletionResponse`; `api/core/app/entities/task_entities.py`.
public enum AnswerEvent: Hashable, Sendable {
    /// The first frame with a message id: the server has the question. Comes again only if the task's or the conversation's
    /// id comes later.
    case started(AnswerStart)
    /// More text; may be half a grapheme cluster.
    case delta(String)
    /// The whole text anew: everything before it is void.
    case replaced(String)
    /// A reasoning step, which replaces the one with the same id.
    case thought(Thought)
    /// A file of the answer, told when it is made or just before `ended`; one with a known id replaces that one.
    case file(ExchangeFile)
    /// The text is complete; the stream may go on, with speech for one.
    case ended(Usage?, sources: [Source])
    /// A piece of the answer read aloud, whose sound is dropped.
    case speech
    /// A step of a flow app's run; `workflow_finished` with the status `stopped` means that the server ended it early.
    case workflow(WorkflowStep)
    /// The server lives and has nothing to say.
    case ping
    /// The run failed; nothing comes after it.
    case failed(status: Int?, ServerWords)
    /// An event that this version does not know, by its name.
    case unknown(String)
    /// A frame that cannot be read, with what is wrong with it; the stream goes on.
    case malformedFrame(String)
}
