public import PulseModel

/// How the documents of a knowledge base are found.
///
/// Source: langgenius/dify, `web/app/(commonLayout)/datasets/template/template.en.mdx`, `indexing_technique`.
public enum IndexingTechnique: String, Hashable, Sendable, CaseIterable {
    /// By the meaning of their words, which costs calls of a model; results have scores.
    case highQuality = "high_quality"
    /// By key words: the search method `keyword_search` finds them, no other does; results have the score 0 or none.
    case economy
}

/// How a document is cut into chunks and found.
///
/// Source: langgenius/dify, `web/app/(commonLayout)/datasets/template/template.en.mdx`, "Create a Document from Text".
public struct DocumentOptions: Hashable, Sendable {
    /// How a text is cut into chunks.
    public enum Splitting: Hashable, Sendable {
        /// As the service thinks best.
        case automatic
        /// At a separator, into chunks of so many tokens at most, without superfluous spaces.
        case custom(separator: String, maximumTokens: Int, overlap: Int = 0)
        /// Whatever the service takes as `process_rule`.
        case rule(JSONValue)

        var json: JSONValue {
            switch self {
            case .automatic: return .object(["mode": "automatic"])
            case .custom(let separator, let maximumTokens, let overlap):
                let cleaning: [JSONValue] = ["remove_extra_spaces", "remove_urls_emails"].map {
                    .object(["id": .string($0), "enabled": .bool($0 == "remove_extra_spaces")])
                }
                let segmentation: [String: JSONValue] = [
                    "separator": .string(separator), "max_tokens": .integer(Int64(maximumTokens)),
                    "chunk_overlap": .integer(Int64(overlap)),
                ]
                return .object([
                    "mode": "custom",
                    "rules": .object([
                        "pre_processing_rules": .array(cleaning), "segmentation": .object(segmentation),
                    ]),
                ])
            case .rule(let json): return json
            }
        }
    }

    /// How it is found; the service refuses a first document without it, and an update by file.
    public var indexing: IndexingTechnique?
    /// How it is cut; an update of a text keeps its rule where nil.
    public var splitting: Splitting?
    /// `text_model`, `qa_model` or `hierarchical_model`; the service's default where nil.
    public var form: String?
    /// For `qa_model`: the language in which questions are made, such as `English`.
    public var language: String?
    /// Whatever else the service takes, by its names; `retrieval_model`, `embedding_model` and the like.
    public var others: [String: JSONValue]

    /// Indexed economically and cut automatically, unless said otherwise.
    public init(
        indexing: IndexingTechnique? = .economy,
        splitting: Splitting? = .automatic,
        form: String? = nil,
        language: String? = nil,
        others: [String: JSONValue] = [:]
    ) {
        self.indexing = indexing
        self.splitting = splitting
        self.form = form
        self.language = language
        self.others = others
    }

    /// The options as fields of a request, beside those that are given.
    func fields(with more: [String: JSONValue?]) -> [String: JSONValue] {
        var fields = others
        if let indexing { fields["indexing_technique"] = .string(indexing.rawValue) }
        if let splitting { fields["process_rule"] = splitting.json }
        if let form { fields["doc_form"] = .string(form) }
        if let language { fields["doc_language"] = .string(language) }
        for (name, value) in more { fields[name] = value ?? fields[name] }
        return fields
    }
}
