public import PulseModel

extension AssistantClient {
    /// Reads a page of a conversation's history: the newest page first, oldest exchange first inside a page.
    ///
    /// The server compares whole seconds: exchanges that share the cursor's second may be left out of every page.
    ///
    /// Source: PulseAI-OpenAPI, "Get Conversation History Messages"; langgenius/dify,
    /// `api/controllers/service_api/app/message.py`.
    ///
    /// - Parameters:
    ///   - conversationID: whose history; another user's is `notFound`.
    ///   - firstID: the exchange before which the page ends; the newest page where nil. Gone, it is a `notFound`.
    ///   - limit: rows at most, 1 to 100.
    /// - Returns: one page; `hasMore` means older ones.
    /// - Throws: why there is no answer, by what the caller can do about it.
    public func messages(
        conversationID: String,
        firstID: String? = nil,
        limit: Int = 20
    ) async throws(ServiceFailure) -> Reply<Listing<ExchangeRecord>> {
        try await caller.list(
            ServiceRequest(
                method: .get,
                path: ["messages"],
                query: [
                    ("user", user),
                    ("conversation_id", conversationID),
                    ("first_id", firstID),
                    ("limit", String(min(max(limit, 1), 100))),
                ],
                patience: .poll
            ),
            paging: .cursor,
            row: ExchangeRecord.init(json:)
        )
    }
}

extension ExchangeRecord {
    /// An exchange from a record; nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"].identifier else { return nil }
        self.init(
            id: id,
            conversationID: json["conversation_id"].identifier,
            query: json["query"].text ?? "",
            answer: json["answer"].text ?? "",
            status: json["status"].text,
            error: json["error"].text,
            files: json["message_files"].elements?.compactMap(ExchangeFile.init(json:)) ?? [],
            sources: json["retriever_resources"].elements?.compactMap(Source.init(json:)) ?? [],
            thoughts: json["agent_thoughts"].elements?.compactMap(Thought.init(json:)) ?? [],
            rating: json["feedback"]["rating"].text,
            createdAt: ServerTime.moment(json["created_at"])
        )
    }
}

extension Source {
    /// A source from a record; nil from what is no object.
    init?(json: JSONValue) {
        guard json.members != nil else { return nil }
        self.init(
            position: json["position"].int,
            datasetID: json["dataset_id"].identifier,
            datasetName: json["dataset_name"].text,
            documentID: json["document_id"].identifier,
            documentName: json["document_name"].text,
            segmentID: json["segment_id"].identifier,
            score: json["score"].real,
            content: json["content"].text
        )
    }
}

extension Thought {
    /// A step from a record; nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"].identifier else { return nil }
        self.init(
            id: id,
            position: json["position"].int,
            thought: json["thought"].text,
            tool: json["tool"].text,
            toolInput: json["tool_input"].text,
            observation: json["observation"].text
        )
    }
}

extension ExchangeFile {
    /// A file from an object or from an id alone; nil from the object of nulls that stands for no file.
    init?(json: JSONValue) {
        guard let id = json.identifier ?? json["id"].identifier ?? json["related_id"].identifier else { return nil }
        self.init(
            id: id,
            type: json["type"].text,
            name: json["filename"].text,
            url: json["url"].text ?? json["remote_url"].text,
            belongsTo: json["belongs_to"].text
        )
    }
}
