/// A knowledge base (a dataset, in the service's paths), as the server gave it.
///
/// Source: langgenius/dify, `web/app/(commonLayout)/datasets/template/template.en.mdx`, "Create an Empty Knowledge".
public struct KnowledgeBase: Hashable, Sendable {
    /// The server's id, a UUID.
    public var id: String
    /// 1 to 40 characters, unique among the key's knowledge bases.
    public var name: String?
    /// The author's sentence about it.
    public var description: String?
    /// `only_me`, `all_team_members` or `partial_members`.
    public var permission: String?
    /// `high_quality` or `economy`; nil until the first document decides it.
    public var indexingTechnique: String?
    /// How many apps answer from it.
    public var appCount: Int?
    /// How many documents are in it.
    public var documentCount: Int?
    /// Of all documents.
    public var wordCount: Int?
    /// Whole seconds.
    public var createdAt: Timestamp?
    /// Whole seconds.
    public var updatedAt: Timestamp?

    /// A knowledge base with whatever the server gave.
    public init(
        id: String,
        name: String? = nil,
        description: String? = nil,
        permission: String? = nil,
        indexingTechnique: String? = nil,
        appCount: Int? = nil,
        documentCount: Int? = nil,
        wordCount: Int? = nil,
        createdAt: Timestamp? = nil,
        updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.permission = permission
        self.indexingTechnique = indexingTechnique
        self.appCount = appCount
        self.documentCount = documentCount
        self.wordCount = wordCount
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// A document of a knowledge base.
///
/// Source: langgenius/dify, `web/app/(commonLayout)/datasets/template/template.en.mdx`, "Get the Document List".
public struct KnowledgeDocument: Hashable, Sendable {
    /// The server's id, a UUID.
    public var id: String
    /// From 1, by when it was added.
    public var position: Int?
    /// As it was given, or the file's name.
    public var name: String?
    /// `waiting`, `parsing`, `cleaning`, `splitting`, `indexing`, `completed`, `error`, `paused`.
    public var indexingStatus: String?
    /// What the service's own pages show: `queuing`, `indexing`, `available`, `disabled` and the like.
    public var displayStatus: String?
    /// The server's words where indexing failed.
    public var error: String?
    /// Whether answers may be drawn from it.
    public var isEnabled: Bool?
    /// Of the whole text.
    public var wordCount: Int?
    /// How often one of its chunks was retrieved.
    public var hitCount: Int?
    /// `text_model`, `qa_model` or `hierarchical_model`: whether chunks have answers or children.
    public var form: String?
    /// Whole seconds.
    public var createdAt: Timestamp?

    /// A document with whatever the server gave.
    public init(
        id: String,
        position: Int? = nil,
        name: String? = nil,
        indexingStatus: String? = nil,
        displayStatus: String? = nil,
        error: String? = nil,
        isEnabled: Bool? = nil,
        wordCount: Int? = nil,
        hitCount: Int? = nil,
        form: String? = nil,
        createdAt: Timestamp? = nil
    ) {
        self.id = id
        self.position = position
        self.name = name
        self.indexingStatus = indexingStatus
        self.displayStatus = displayStatus
        self.error = error
        self.isEnabled = isEnabled
        self.wordCount = wordCount
        self.hitCount = hitCount
        self.form = form
        self.createdAt = createdAt
    }
}

/// How far the indexing of one document is.
///
/// Source: langgenius/dify, `web/app/(commonLayout)/datasets/template/template.en.mdx`, "Get Document Embedding
/// Status (Progress)".
public struct IndexingProgress: Hashable, Sendable {
    /// The document's id.
    public var documentID: String
    /// As `KnowledgeDocument.indexingStatus`.
    public var status: String?
    /// The server's words where it failed.
    public var error: String?
    /// How many chunks are done.
    public var completedChunks: Int?
    /// How many chunks there are; 0 until the text is split.
    public var totalChunks: Int?
    /// When the last chunk was done; nil until then.
    public var completedAt: Timestamp?

    /// Progress with whatever the server gave.
    public init(
        documentID: String,
        status: String? = nil,
        error: String? = nil,
        completedChunks: Int? = nil,
        totalChunks: Int? = nil,
        completedAt: Timestamp? = nil
    ) {
        self.documentID = documentID
        self.status = status
        self.error = error
        self.completedChunks = completedChunks
        self.totalChunks = totalChunks
        self.completedAt = completedAt
    }

    /// Whether nothing more happens to the document by itself.
    public var isOver: Bool {
        switch status {
        case "completed", "error", "paused": true
        default: false
        }
    }
}

/// A chunk of a document (a segment, in the service's paths).
///
/// Source: langgenius/dify, `web/app/(commonLayout)/datasets/template/template.en.mdx`, "Get Chunks from a Document".
public struct Chunk: Hashable, Sendable {
    /// The server's id, a UUID.
    public var id: String
    /// From 1, in the order of the text.
    public var position: Int?
    /// The document's id.
    public var documentID: String?
    /// The text; from outside.
    public var content: String?
    /// The answer, in documents of the form `qa_model`; from outside.
    public var answer: String?
    /// Words that it is found by.
    public var keywords: [String]
    /// Of the text.
    public var wordCount: Int?
    /// How often it was retrieved.
    public var hitCount: Int?
    /// Whether answers may be drawn from it.
    public var isEnabled: Bool?
    /// `waiting`, `indexing`, `completed`, `error`.
    public var status: String?
    /// The server's words where indexing failed.
    public var error: String?
    /// Whole seconds.
    public var createdAt: Timestamp?

    /// A chunk with whatever the server gave.
    public init(
        id: String,
        position: Int? = nil,
        documentID: String? = nil,
        content: String? = nil,
        answer: String? = nil,
        keywords: [String] = [],
        wordCount: Int? = nil,
        hitCount: Int? = nil,
        isEnabled: Bool? = nil,
        status: String? = nil,
        error: String? = nil,
        createdAt: Timestamp? = nil
    ) {
        self.id = id
        self.position = position
        self.documentID = documentID
        self.content = content
        self.answer = answer
        self.keywords = keywords
        self.wordCount = wordCount
        self.hitCount = hitCount
        self.isEnabled = isEnabled
        self.status = status
        self.error = error
        self.createdAt = createdAt
    }
}

/// A chunk that a query found.
///
/// Source: langgenius/dify, `web/app/(commonLayout)/datasets/template/template.en.mdx`, "Retrieve Chunks".
public struct RetrievedChunk: Hashable, Sendable {
    /// What was found.
    public var chunk: Chunk
    /// The name of its document.
    public var documentName: String?
    /// How well it fits; 0 or nil where the knowledge base is indexed economically, and above 1 with some methods.
    public var score: Double?

    /// A result with whatever the server gave.
    public init(chunk: Chunk, documentName: String? = nil, score: Double? = nil) {
        self.chunk = chunk
        self.documentName = documentName
        self.score = score
    }
}
