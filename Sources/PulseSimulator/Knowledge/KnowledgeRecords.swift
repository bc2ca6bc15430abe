/// All knowledge bases, in the order in which they were made.
struct Knowledge: Sendable {
    /// The account that everything here is made by.
    static let account = SeededGenerator.uuid(SeededGenerator.seed(of: "account"), 1)

    var datasets: [DatasetRecord] = []
}

/// One knowledge base.
struct DatasetRecord: Sendable {
    var id: String
    var name: String
    var description = ""
    var provider = "vendor"
    var permission = "only_me"
    /// `high_quality` or `economy`; nil until the first document decides.
    var technique: String?
    var apps = 0
    /// Whole seconds since 1970.
    var createdAt: Int64
    /// Whole seconds since 1970.
    var updatedAt: Int64
    /// In the order in which they came.
    var documents: [DocumentRecord] = []
    /// The position of the newest document: those of deleted ones are not given again.
    var lastPosition = 0
}

/// One document of a knowledge base.
struct DocumentRecord: Sendable {
    var id: String
    var position: Int
    /// Digits; stays the same when the document is updated.
    var batch: String
    var name: String
    var file: UploadRecord
    var rule: ProcessRule
    /// `api`, and `web` once it was updated.
    var createdFrom = "api"
    /// Whole seconds since 1970.
    var createdAt: Int64
    /// `text_model`, `qa_model` or `hierarchical_model`.
    var form = "text_model"
    /// Characters; those of the text before while a new one is indexed.
    var words = 0
    var isEnabled = true
    var isArchived = false
    /// How far it is, until its chunks are made.
    var indexing: Indexing
    /// In the order of their positions; none until the indexing has ended.
    var segments: [SegmentRecord] = []

    var isAvailable: Bool { indexing.status == .completed && isEnabled && !isArchived }
}

/// One chunk of a document.
struct SegmentRecord: Sendable {
    var id: String
    var position: Int
    var content: String
    /// Of a document of questions and answers.
    var answer: String?
    var keywords: [String]
    var tokens = 0
    var hits = 0
    var isEnabled = true
    /// Whole seconds since 1970.
    var disabledAt: Int64?
    /// Whole seconds since 1970.
    var createdAt: Int64
    /// Whole seconds since 1970.
    var updatedAt: Int64

    /// What the service calls words: characters.
    var words: Int { content.count + (answer?.count ?? 0) }
}
