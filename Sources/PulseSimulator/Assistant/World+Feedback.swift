/// What a user thinks of an answer.
struct FeedbackRecord: Sendable, Equatable {
    /// `like` or `dislike`.
    var rating: String
    var content: String?
}

extension World {
    /// Rates an answer, or takes the rating back.
    func rate(_ call: Call, _ app: AssistantRecord) throws(AssistantError) -> Reply {
        let body = try jsonBody(call)
        guard let user = user(in: body) else { throw .noUser }
        let rating = body["rating"] ?? .null
        if rating != .null, rating != "like", rating != "dislike" {
            throw .parameter("\(rating.text ?? rating.written(.ascii)) is not a valid choice", "rating")
        }
        let id = call.ids[0]
        guard exchange(id, of: user, app) != nil else { throw .noSuchMessage }
        if let rating = rating.text {
            feedback[id] = FeedbackRecord(rating: rating, content: body["content"]?.text)
        } else if feedback.removeValue(forKey: id) == nil {
            throw .wrong("rating cannot be None when feedback not exists")
        }
        return ok(["result": "success"])
    }

    /// An exchange that this user of this app may see; those of deleted conversations still count.
    func exchange(_ id: String, of user: String, _ app: AssistantRecord) -> ExchangeRecord? {
        for conversation in conversations + deletedConversations
        where conversation.assistantKey == app.key && conversation.user == user {
            if let index = conversation.history.index(of: id) { return conversation.history[index] }
        }
        return nil
    }
}
