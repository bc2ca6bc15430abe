public import PulseModel

/// What a person thinks of an answer.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, "Message Feedback".
public enum Rating: String, Hashable, Sendable {
    /// It was of use.
    case like
    /// It was not.
    case dislike
}

extension AssistantClient {
    /// Rates an answer, or takes the rating back.
    ///
    /// Source: PulseAI-OpenAPI, "Message Feedback"; langgenius/dify, `api/controllers/service_api/app/message.py`.
    ///
    /// - Parameters:
    ///   - messageID: the exchange's id.
    ///   - rating: nil takes back what was said before; where nothing was, the service refuses that.
    ///   - reason: in the person's words; not every version of the service keeps it.
    /// - Returns: that it is known.
    /// - Throws: why there is no answer, by what the caller can do about it.
    @discardableResult
    public func rate(
        messageID: String,
        _ rating: Rating?,
        reason: String? = nil
    ) async throws(ServiceFailure) -> Reply<Accepted> {
        var body: [String: JSONValue] = [
            "rating": rating.map { .string($0.rawValue) } ?? .null,
            "user": .string(user),
        ]
        if let reason, !reason.isEmpty { body["content"] = .string(reason) }
        return try await caller.accept(
            ServiceRequest(
                method: .post,
                path: ["messages", messageID, "feedbacks"],
                body: .json(.object(body)),
                patience: .other
            )
        )
    }

    /// Asks a model for questions that could come next; it costs a call of the model.
    ///
    /// An app that has them switched off refuses with 400, later versions of the service with 403:
    /// `AppParameters.suggestsAfterAnswer` says it before.
    ///
    /// Source: PulseAI-OpenAPI, "Next Suggested Questions"; langgenius/dify,
    /// `api/controllers/service_api/app/message.py`.
    ///
    /// - Parameter messageID: the exchange's id.
    /// - Returns: mostly three questions, or none.
    /// - Throws: why there is no answer, by what the caller can do about it.
    public func suggestedQuestions(after messageID: String) async throws(ServiceFailure) -> Reply<[String]> {
        try await caller.reply(
            to: ServiceRequest(
                method: .get,
                path: ["messages", messageID, "suggested"],
                query: [("user", user)],
                patience: .model
            ),
            wanted: "list of questions"
        ) { $0["data"].elements?.compactMap(\.text) }
    }
}
