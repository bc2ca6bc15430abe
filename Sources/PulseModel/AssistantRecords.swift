/// A row of an assistant's conversation list, as the server gave it.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, "Get Conversations".
public struct AssistantConversation: Hashable, Sendable {
    /// The server's id, a UUID.
    public var id: String
    /// The title; a placeholder until the service has made one.
    public var name: String?
    /// The service's own word, mostly `normal`.
    public var status: String?
    /// The app's opening statement.
    public var introduction: String?
    /// Values of the app's declared inputs.
    public var inputs: [String: JSONValue]
    /// When it began, by the server's clock.
    public var createdAt: Timestamp?
    /// The last question, rename or deletion, by the server's clock.
    public var updatedAt: Timestamp?

    /// A row with whatever the server gave.
    public init(
        id: String,
        name: String? = nil,
        status: String? = nil,
        introduction: String? = nil,
        inputs: [String: JSONValue] = [:],
        createdAt: Timestamp? = nil,
        updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.introduction = introduction
        self.inputs = inputs
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// One question to an assistant and its answer, as the server's history gave it.
///
/// Source: PulseAI-OpenAPI, "Get Conversation History Messages".
public struct ExchangeRecord: Hashable, Sendable {
    /// The server's id, a UUID.
    public var id: String
    /// Its conversation's id.
    public var conversationID: String?
    /// The question.
    public var query: String
    /// Empty while the answer runs, after a failure, and for good after a stream that was cut.
    public var answer: String
    /// `normal` or `error`.
    public var status: String?
    /// The server's words where it failed.
    public var error: String?
    /// Files of either side.
    public var files: [ExchangeFile]
    /// What the answer was drawn from.
    public var sources: [Source]
    /// An agent's steps.
    public var thoughts: [Thought]
    /// `like` or `dislike`.
    public var rating: String?
    /// Whole seconds; the server may round them up.
    public var createdAt: Timestamp?

    /// An exchange with whatever the server gave.
    public init(
        id: String,
        conversationID: String? = nil,
        query: String = "",
        answer: String = "",
        status: String? = nil,
        error: String? = nil,
        files: [ExchangeFile] = [],
        sources: [Source] = [],
        thoughts: [Thought] = [],
        rating: String? = nil,
        createdAt: Timestamp? = nil
    ) {
        self.id = id
        self.conversationID = conversationID
        self.query = query
        self.answer = answer
        self.status = status
        self.error = error
        self.files = files
        self.sources = sources
        self.thoughts = thoughts
        self.rating = rating
        self.createdAt = createdAt
    }
}

/// A piece of a document that an answer was drawn from.
///
/// Source: PulseAI-OpenAPI, "Get Conversation History Messages", `retriever_resources`.
public struct Source: Hashable, Sendable, Codable {
    /// From 1, as the answer cites it.
    public var position: Int?
    /// The knowledge base's id.
    public var datasetID: String?
    /// The knowledge base's name.
    public var datasetName: String?
    /// The document's id.
    public var documentID: String?
    /// The document's name.
    public var documentName: String?
    /// The id of the piece itself.
    public var segmentID: String?
    /// How well it fits the question, mostly from 0 to 1.
    public var score: Double?
    /// The text of the piece; from outside.
    public var content: String?

    /// A source with whatever the server gave.
    public init(
        position: Int? = nil,
        datasetID: String? = nil,
        datasetName: String? = nil,
        documentID: String? = nil,
        documentName: String? = nil,
        segmentID: String? = nil,
        score: Double? = nil,
        content: String? = nil
    ) {
        self.position = position
        self.datasetID = datasetID
        self.datasetName = datasetName
        self.documentID = documentID
        self.documentName = documentName
        self.segmentID = segmentID
        self.score = score
        self.content = content
    }
}

/// One step of an agent's reasoning; the service sends it again, under the same id, as it fills up.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, `agent_thought`.
public struct Thought: Hashable, Sendable, Codable {
    /// The server's id; a step that fills up keeps it.
    public var id: String
    /// From 1.
    public var position: Int?
    /// What the model thought; from outside.
    public var thought: String?
    /// Names joined with `;`.
    public var tool: String?
    /// JSON in a string.
    public var toolInput: String?
    /// JSON in a string, or plain text.
    public var observation: String?

    /// A step with whatever the server gave.
    public init(
        id: String,
        position: Int? = nil,
        thought: String? = nil,
        tool: String? = nil,
        toolInput: String? = nil,
        observation: String? = nil
    ) {
        self.id = id
        self.position = position
        self.thought = thought
        self.tool = tool
        self.toolInput = toolInput
        self.observation = observation
    }
}

/// A file that belongs to a question or an answer.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, `message_files`.
public struct ExchangeFile: Hashable, Sendable, Codable {
    /// The server's id.
    public var id: String
    /// `image` and the like.
    public var type: String?
    /// The file's name; from outside.
    public var name: String?
    /// Signed anew at each read; two of them may name the same file.
    public var url: String?
    /// `user` or `assistant`.
    public var belongsTo: String?

    /// A file with whatever the server gave.
    public init(id: String, type: String? = nil, name: String? = nil, url: String? = nil, belongsTo: String? = nil) {
        self.id = id
        self.type = type
        self.name = name
        self.url = url
        self.belongsTo = belongsTo
    }
}
