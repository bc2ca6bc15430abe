public import PulseModel

extension SupportClient {
    /// Lists conversations, newest activity first as far as the documentation's sample shows.
    ///
    /// There is no second page: `hasMore` only says that rows are missing.
    ///
    /// Source: Pulse Developer API, "List Conversations".
    ///
    /// - Parameters:
    ///   - status: only those of this status; all where nil.
    ///   - widgetID: only those of this widget; all where nil.
    ///   - limit: rows at most, 1 to 100; the server's default is 20.
    ///   - timeLimit: until the first byte of the reply, instead of the runtime's limit.
    /// - Returns: the rows that there are, as many as the limit allows.
    /// - Throws: why there is no answer, by what the caller can do about it.
    public func conversations(
        status: ConversationStatus? = nil,
        widgetID: String? = nil,
        limit: Int = 100,
        timeLimit: Duration? = nil
    ) async throws(ServiceFailure) -> Reply<Listing<SupportConversation>> {
        try await caller.list(
            ServiceRequest(
                method: .get,
                path: ["conversations"],
                query: [
                    ("status", status?.rawValue),
                    ("widgetId", widgetID),
                    ("limit", String(min(max(limit, 1), 100))),
                ],
                patience: timeLimit.map { .exactly($0) } ?? .poll
            ),
            paging: .single,
            row: SupportConversation.init(json:)
        )
    }
}

extension SupportConversation {
    /// A row from a record; nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"].identifier else { return nil }
        self.init(
            id: id,
            widgetID: json["widgetId"].identifier,
            status: json["status"].text.map(ConversationStatus.init(rawValue:)),
            visitorName: json["visitorName"].text,
            visitorEmail: json["visitorEmail"].text,
            lastMessage: json["lastMessage"].text,
            updatedAt: ServerTime.moment(json["updatedAt"])
        )
    }
}
