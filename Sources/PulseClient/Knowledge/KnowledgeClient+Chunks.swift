public import PulseModel

/// What a chunk is made of, or is to be.
public struct ChunkText: Hashable, Sendable {
    /// The text; a blank one is refused.
    public var content: String
    /// The answer, which documents of the form `qa_model` need.
    public var answer: String?
    /// Words that it is found by; the service chooses where nil.
    public var keywords: [String]?
    /// Whatever else the service takes, by its names; `regenerate_child_chunks` and the like.
    public var others: [String: JSONValue]

    /// A chunk's text.
    public init(
        content: String,
        answer: String? = nil,
        keywords: [String]? = nil,
        others: [String: JSONValue] = [:]
    ) {
        self.content = content
        self.answer = answer
        self.keywords = keywords
        self.others = others
    }

    var fields: [String: JSONValue] {
        var fields = others
        fields["content"] = .string(content)
        if let answer { fields["answer"] = .string(answer) }
        if let keywords { fields["keywords"] = .array(keywords.map(JSONValue.string)) }
        return fields
    }
}

extension KnowledgeClient {
    /// Lists the chunks of a document, all of them, in the order of the text.
    ///
    /// Source: PulseAI-OpenAPI, "Get Chunks from a Document"; langgenius/dify,
    /// `api/controllers/service_api/dataset/segment.py`.
    ///
    /// - Parameters:
    ///   - document: its id.
    ///   - base: the knowledge base's id.
    ///   - keyword: only those with this in their texts; all where nil.
    ///   - statuses: only those of these statuses, such as `completed`; all where empty.
    /// - Returns: the chunks; up to `TimeLimits.chunkListBytes` of them.
    /// - Throws: why there is no answer, by what the caller can do about it.
    public func chunks(
        of document: String,
        in base: String,
        keyword: String? = nil,
        statuses: [String] = []
    ) async throws(ServiceFailure) -> Reply<Listing<Chunk>> {
        try await caller.list(
            ServiceRequest(
                method: .get,
                path: Self.path(base, document),
                query: [("keyword", keyword)] + statuses.map { ("status", $0) },
                patience: .other,
                replyBytes: caller.limits.chunkListBytes
            ),
            paging: .none,
            row: Chunk.init(json:)
        )
    }

    /// Adds chunks at the end of a document.
    ///
    /// `notFound` also while the document is not indexed yet, or is disabled.
    ///
    /// Source: PulseAI-OpenAPI, "Add Chunks to a Document"; langgenius/dify,
    /// `api/controllers/service_api/dataset/segment.py`.
    ///
    /// - Parameters:
    ///   - chunks: in their order.
    ///   - document: its id.
    ///   - base: the knowledge base's id.
    /// - Returns: the chunks as the service keeps them.
    /// - Throws: why there are none, by what the caller can do about it.
    public func addChunks(
        _ chunks: [ChunkText],
        to document: String,
        in base: String
    ) async throws(ServiceFailure) -> Reply<Listing<Chunk>> {
        try await caller.list(
            ServiceRequest(
                method: .post,
                path: Self.path(base, document),
                body: .json(.object(["segments": .array(chunks.map { .object($0.fields) })])),
                patience: .model,
                sendsMessage: true
            ),
            paging: .none,
            row: Chunk.init(json:)
        )
    }

    /// Changes the text of a chunk, and says whether it is enabled.
    ///
    /// The service ignores a text that comes with the wish to disable. So a chunk that is to be disabled is changed by one
    /// call and disabled by a second; where the second fails, the text is changed already.
    ///
    /// Source: PulseAI-OpenAPI, "Update a Chunk in a Document"; langgenius/dify,
    /// `api/controllers/service_api/dataset/segment.py`, `api/services/dataset_service.py`.
    ///
    /// - Parameters:
    ///   - chunk: its id.
    ///   - document: the document's id.
    ///   - base: the knowledge base's id.
    ///   - text: the whole text, also where only the state changes: the service refuses a change without one.
    ///   - isEnabled: as before where nil; the service then refuses a chunk that is disabled with 400.
    /// - Returns: the chunk as the service keeps it.
    /// - Throws: why it is as before, by what the caller can do about it.
    @discardableResult
    public func updateChunk(
        _ chunk: String,
        of document: String,
        in base: String,
        to text: ChunkText,
        isEnabled: Bool? = nil
    ) async throws(ServiceFailure) -> Reply<Chunk> {
        let path = Self.path(base, document) + [chunk]
        switch isEnabled {
        case nil: return try await update(path, text.fields)
        case true?: return try await update(path, text.fields.merging(["enabled": true]) { $1 })
        case false?:
            // Enabled first: the service refuses to change a chunk that is disabled already.
            _ = try await update(path, text.fields.merging(["enabled": true]) { $1 })
            return try await update(path, text.fields.merging(["enabled": false]) { $1 })
        }
    }

    /// Enables or disables a chunk, whose text stays.
    ///
    /// Source: as `updateChunk`.
    ///
    /// - Parameters:
    ///   - chunk: as it was listed: the service wants its text again.
    ///   - document: the document's id.
    ///   - base: the knowledge base's id.
    ///   - isEnabled: whether answers may be drawn from it.
    /// - Returns: the chunk as the service keeps it.
    /// - Throws: why it is as before, by what the caller can do about it.
    @discardableResult
    public func setChunk(
        _ chunk: Chunk,
        of document: String,
        in base: String,
        isEnabled: Bool
    ) async throws(ServiceFailure) -> Reply<Chunk> {
        let text = ChunkText(content: chunk.content ?? "", answer: chunk.answer, keywords: chunk.keywords)
        return try await update(
            Self.path(base, document) + [chunk.id],
            text.fields.merging(["enabled": .bool(isEnabled)]) { $1 }
        )
    }

    /// Deletes a chunk; there is no way back.
    ///
    /// Source: PulseAI-OpenAPI, "Delete a Chunk in a Document"; langgenius/dify,
    /// `api/controllers/service_api/dataset/segment.py`.
    ///
    /// - Parameters:
    ///   - chunk: its id.
    ///   - document: the document's id.
    ///   - base: the knowledge base's id.
    /// - Returns: that it is gone.
    /// - Throws: why there is no answer, by what the caller can do about it.
    @discardableResult
    public func deleteChunk(
        _ chunk: String,
        of document: String,
        in base: String
    ) async throws(ServiceFailure) -> Reply<Accepted> {
        try await caller.accept(
            ServiceRequest(method: .delete, path: Self.path(base, document) + [chunk], patience: .other)
        )
    }

    private static func path(_ base: String, _ document: String) -> [String] {
        ["datasets", base, "documents", document, "segments"]
    }

    private func update(_ path: [String], _ fields: [String: JSONValue]) async throws(ServiceFailure) -> Reply<Chunk> {
        try await caller.reply(
            to: ServiceRequest(
                method: .post,
                path: path,
                body: .json(.object(["segment": .object(fields)])),
                patience: .model
            ),
            wanted: "chunk id"
        ) { json in
            // The documentation shows a list, the server gives an object.
            Chunk(json: json["data"]) ?? json["data"].elements?.first.flatMap(Chunk.init(json:))
        }
    }
}

extension Chunk {
    /// A chunk from a record; nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"].identifier else { return nil }
        self.init(
            id: id,
            position: json["position"].count,
            documentID: json["document_id"].identifier,
            content: json["content"].text,
            answer: json["answer"].text,
            keywords: json["keywords"].elements?.compactMap(\.text) ?? [],
            wordCount: json["word_count"].count,
            hitCount: json["hit_count"].count,
            isEnabled: json["enabled"].flag,
            status: json["status"].text,
            error: json["error"].text,
            createdAt: ServerTime.moment(json["created_at"])
        )
    }
}
