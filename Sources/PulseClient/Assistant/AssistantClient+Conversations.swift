public import PulseModel

/// The order of a conversation list.
///
/// Source: langgenius/dify, `api/controllers/service_api/app/conversation.py`, `sort_by`.
public enum ConversationOrder: String, Hashable, Sendable {
    /// By when the first question was asked, the earliest on top.
    case oldestFirst = "created_at"
    /// By when the first question was asked, the latest on top.
    case newestFirst = "-created_at"
    /// By the last change, the one that has rested longest on top.
    case leastRecentlyUpdatedFirst = "updated_at"
    /// The server's default.
    case mostRecentlyUpdatedFirst = "-updated_at"
}

extension AssistantClient {
    /// Lists the user's conversations, a page at a time.
    ///
    /// The server compares whole seconds: rows that share the cursor's second may be left out of every page.
    ///
    /// Source: PulseAI-OpenAPI, "Get Conversations"; langgenius/dify,
    /// `api/controllers/service_api/app/conversation.py`.
    ///
    /// - Parameters:
    ///   - lastID: the row after which the page begins; the first page where nil. Gone, it is a `notFound`.
    ///   - limit: rows at most, 1 to 100.
    ///   - sortBy: the order; one walk through the pages keeps to one.
    /// - Returns: one page, in the order asked for.
    /// - Throws: why there is no answer, by what the caller can do about it.
    public func conversations(
        lastID: String? = nil,
        limit: Int = 20,
        sortBy: ConversationOrder = .mostRecentlyUpdatedFirst
    ) async throws(ServiceFailure) -> Reply<Listing<AssistantConversation>> {
        try await caller.list(
            ServiceRequest(
                method: .get,
                path: ["conversations"],
                query: [
                    ("user", user),
                    ("last_id", lastID),
                    ("limit", String(min(max(limit, 1), 100))),
                    ("sort_by", sortBy.rawValue),
                ],
                patience: .poll
            ),
            paging: .cursor,
            row: AssistantConversation.init(json:)
        )
    }

    /// Deletes a conversation on the server; there is no way back.
    ///
    /// Source: PulseAI-OpenAPI, "Delete Conversation"; langgenius/dify,
    /// `api/controllers/service_api/app/conversation.py` (the user stands in a JSON body; 200 or 204).
    ///
    /// - Parameter conversationID: whose later uses are all `notFound`.
    /// - Returns: that it is gone.
    /// - Throws: why there is no answer, by what the caller can do about it.
    @discardableResult
    public func delete(conversationID: String) async throws(ServiceFailure) -> Reply<Accepted> {
        try await caller.accept(
            ServiceRequest(
                method: .delete,
                path: ["conversations", conversationID],
                body: .json(.object(["user": .string(user)])),
                patience: .other
            )
        )
    }

    /// Gives a conversation a title.
    ///
    /// Source: PulseAI-OpenAPI, "Conversation Rename"; langgenius/dify,
    /// `api/controllers/service_api/app/conversation.py`.
    ///
    /// - Parameters:
    ///   - conversationID: which one.
    ///   - name: the title, at most 255 characters: a longer one is not sent, since the server fails on it.
    /// - Returns: the conversation with its new title.
    /// - Throws: why there is no answer, by what the caller can do about it.
    @discardableResult
    public func rename(
        conversationID: String,
        name: String
    ) async throws(ServiceFailure) -> Reply<AssistantConversation> {
        try FieldLimit.title.check(name)
        return try await rename(
            conversationID,
            body: ["name": .string(name), "auto_generate": .bool(false)],
            patience: .other
        )
    }

    /// Lets a model make a conversation's title from its first question; without success the old one comes back.
    ///
    /// Source: PulseAI-OpenAPI, "Conversation Rename"; langgenius/dify,
    /// `api/controllers/service_api/app/conversation.py`, `auto_generate`.
    ///
    /// - Parameter conversationID: a conversation with at least one question.
    /// - Returns: the conversation with its title, new or old.
    /// - Throws: why there is no answer, by what the caller can do about it.
    @discardableResult
    public func renameAutomatically(
        conversationID: String
    ) async throws(ServiceFailure) -> Reply<AssistantConversation> {
        try await rename(conversationID, body: ["auto_generate": .bool(true)], patience: .model)
    }

    private func rename(
        _ conversationID: String,
        body: [String: JSONValue],
        patience: ServiceRequest.Patience
    ) async throws(ServiceFailure) -> Reply<AssistantConversation> {
        try await caller.reply(
            to: ServiceRequest(
                method: .post,
                path: ["conversations", conversationID, "name"],
                body: .json(.object(body.merging(["user": .string(user)]) { old, _ in old })),
                patience: patience
            ),
            wanted: "conversation id",
            AssistantConversation.init(json:)
        )
    }
}

extension AssistantConversation {
    /// A row from a record; nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"].identifier else { return nil }
        self.init(
            id: id,
            name: json["name"].text,
            status: json["status"].text,
            introduction: json["introduction"].text,
            inputs: json["inputs"].members ?? [:],
            createdAt: ServerTime.moment(json["created_at"]),
            updatedAt: ServerTime.moment(json["updated_at"])
        )
    }
}
