public import PulseModel

extension KnowledgeClient {
    /// Lists the knowledge bases that the key opens, a page at a time.
    ///
    /// Source: PulseAI-OpenAPI, "Get Knowledge Base List"; langgenius/dify,
    /// `api/controllers/service_api/dataset/dataset.py`.
    ///
    /// - Parameters:
    ///   - page: from 1.
    ///   - limit: rows at most, 1 to 100.
    ///   - keyword: only those with this in their names; all where nil.
    ///   - tagIDs: only those with one of these tags; all where empty.
    /// - Returns: one page; `hasMore` is reckoned from the total, since the service's own flag is wrong for full pages.
    /// - Throws: why there is no answer, by what the caller can do about it.
    public func knowledgeBases(
        page: Int = 1,
        limit: Int = 20,
        keyword: String? = nil,
        tagIDs: [String] = []
    ) async throws(ServiceFailure) -> Reply<Listing<KnowledgeBase>> {
        let (page, limit) = Self.pageAndLimit(page, limit)
        return try await caller.list(
            ServiceRequest(
                method: .get,
                path: ["datasets"],
                query: [("page", String(page)), ("limit", String(limit)), ("keyword", keyword)]
                    + tagIDs.map { ("tag_ids", $0) },
                patience: .other
            ),
            paging: .numbered(page: page, limit: limit),
            row: KnowledgeBase.init(json:)
        )
    }

    /// Makes a knowledge base without documents.
    ///
    /// Source: PulseAI-OpenAPI, "Create an Empty Knowledge Base"; langgenius/dify,
    /// `api/controllers/service_api/dataset/dataset.py`.
    ///
    /// - Parameters:
    ///   - name: 1 to 40 characters; one that is taken is refused with 409.
    ///   - description: a sentence about it.
    ///   - indexing: how its documents are found; the first document decides where nil.
    ///   - permission: `only_me`, `all_team_members` or `partial_members`; the service's default where nil.
    ///   - others: whatever else the service takes, by its names; `provider` and the like.
    /// - Returns: the knowledge base.
    /// - Throws: why there is none; `invalidRequest` where the name's length is wrong.
    public func createKnowledgeBase(
        named name: String,
        description: String? = nil,
        indexing: IndexingTechnique? = nil,
        permission: String? = nil,
        others: [String: JSONValue] = [:]
    ) async throws(ServiceFailure) -> Reply<KnowledgeBase> {
        try FieldLimit.knowledgeBaseName.check(name)
        var body = others
        body["name"] = .string(name)
        if let description { body["description"] = .string(description) }
        if let indexing { body["indexing_technique"] = .string(indexing.rawValue) }
        if let permission { body["permission"] = .string(permission) }
        return try await caller.reply(
            to: ServiceRequest(
                method: .post,
                path: ["datasets"],
                body: .json(.object(body)),
                patience: .other,
                sendsMessage: true
            ),
            wanted: "id of a knowledge base",
            KnowledgeBase.init(json:)
        )
    }

    /// Deletes a knowledge base with all its documents, also one that apps answer from; there is no way back.
    ///
    /// Source: PulseAI-OpenAPI, "Delete a Knowledge Base"; langgenius/dify,
    /// `api/controllers/service_api/dataset/dataset.py`.
    ///
    /// - Parameter id: the knowledge base's.
    /// - Returns: that it is gone.
    /// - Throws: why there is no answer, by what the caller can do about it.
    @discardableResult
    public func deleteKnowledgeBase(_ id: String) async throws(ServiceFailure) -> Reply<Accepted> {
        try await caller.accept(ServiceRequest(method: .delete, path: ["datasets", id], patience: .other))
    }

    /// What the service takes: pages from 1, and 1 to 100 rows, since it gives 100 of more and then counts wrongly.
    static func pageAndLimit(_ page: Int, _ limit: Int) -> (page: Int, limit: Int) {
        (min(max(page, 1), 1_000_000), min(max(limit, 1), 100))
    }
}

extension KnowledgeBase {
    /// A knowledge base from a record; nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"].identifier else { return nil }
        self.init(
            id: id,
            name: json["name"].text,
            description: json["description"].text,
            permission: json["permission"].text,
            indexingTechnique: json["indexing_technique"].text,
            appCount: json["app_count"].count,
            documentCount: json["document_count"].count,
            wordCount: json["word_count"].count,
            createdAt: ServerTime.moment(json["created_at"]),
            updatedAt: ServerTime.moment(json["updated_at"])
        )
    }
}
