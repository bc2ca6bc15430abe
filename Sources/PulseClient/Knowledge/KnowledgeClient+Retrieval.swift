public import PulseModel

/// How chunks are searched for.
///
/// Source: langgenius/dify, `web/app/(commonLayout)/datasets/template/template.en.mdx`, "Retrieve Chunks",
/// `retrieval_model`.
public struct RetrievalOptions: Hashable, Sendable {
    /// `keyword_search`, `semantic_search`, `full_text_search` or `hybrid_search`; with economical indexing only the first
    /// finds anything.
    public var method: String
    /// Chunks at most.
    public var maximumChunks: Int
    /// The least score, none where nil; without effect on economical indexing.
    public var minimumScore: Double?
    /// Whatever else the service takes in `retrieval_model`, by its names.
    public var others: [String: JSONValue]

    /// By meaning, four chunks, whatever their scores.
    public init(
        method: String = "semantic_search",
        maximumChunks: Int = 4,
        minimumScore: Double? = nil,
        others: [String: JSONValue] = [:]
    ) {
        self.method = method
        self.maximumChunks = maximumChunks
        self.minimumScore = minimumScore
        self.others = others
    }

    /// By key words: the only search that finds anything where indexing is economical.
    public static let keywords = RetrievalOptions(method: "keyword_search")

    /// The service's own fields, as they are; what is missing is as in `init()`.
    public init(fields: [String: JSONValue]) {
        let json = JSONValue.object(fields)
        let usesThreshold = json["score_threshold_enabled"].flag ?? true
        self.init(
            method: json["search_method"].text ?? "semantic_search",
            maximumChunks: json["top_k"].int ?? 4,
            minimumScore: usesThreshold ? json["score_threshold"].real : nil,
            others: fields
        )
    }

    var json: JSONValue {
        var fields: [String: JSONValue] = [
            "search_method": .string(method),
            "reranking_enable": false,
            "top_k": .integer(Int64(maximumChunks)),
            "score_threshold_enabled": .bool(minimumScore != nil),
        ]
        fields["score_threshold"] = minimumScore.map(JSONValue.number)
        return .object(fields.merging(others) { $1 })
    }
}

extension KnowledgeClient {
    /// Finds the chunks that fit a question, best first.
    ///
    /// Source: PulseAI-OpenAPI, "Retrieve Chunks from a Knowledge Base"; langgenius/dify,
    /// `api/controllers/service_api/dataset/hit_testing.py`.
    ///
    /// - Parameters:
    ///   - query: 1 to 250 characters.
    ///   - base: the knowledge base's id.
    ///   - options: how to search; as the knowledge base is set up where nil, which finds nothing with economical indexing.
    /// - Returns: what was found, best first; nothing is an answer too.
    /// - Throws: why there is no answer; `invalidRequest` where the query's length is wrong.
    public func retrieve(
        _ query: String,
        from base: String,
        options: RetrievalOptions? = nil
    ) async throws(ServiceFailure) -> Reply<Listing<RetrievedChunk>> {
        try FieldLimit.retrievalQuery.check(query)
        var body: [String: JSONValue] = ["query": .string(query)]
        body["retrieval_model"] = options?.json
        return try await caller.list(
            ServiceRequest(
                method: .post,
                path: ["datasets", base, "retrieve"],
                body: .json(.object(body)),
                patience: .model
            ),
            under: "records",
            paging: .none,
            row: RetrievedChunk.init(json:)
        )
    }
}

extension RetrievedChunk {
    /// A result from a record; nil without a chunk's id.
    init?(json: JSONValue) {
        guard let chunk = Chunk(json: json["segment"]) else { return nil }
        self.init(chunk: chunk, documentName: json["segment"]["document"]["name"].text, score: json["score"].real)
    }
}
