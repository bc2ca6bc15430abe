/// Which of the services a request is for.
enum Service: Sendable {
    case support, assistant, unknown

    /// The reply of a fault that refuses.
    func refusal(_ fault: Fault) -> Reply {
        var reply: Reply
        switch (self, fault) {
        case (.assistant, .unauthorized): reply = AssistantError.badKey.reply
        case (.assistant, .tooManyRequests):
            reply =
                AssistantError.business(429, "too_many_requests", "Too many requests. Please try again later.").reply
        case (.assistant, _): reply = AssistantError.crashed.reply
        case (_, .unauthorized): reply = SupportError.badKey.reply
        case (_, .tooManyRequests): reply = SupportError.tooMany.reply
        case (_, _): reply = SupportError.crashed.reply
        }
        if fault == .tooManyRequests { reply.headers.append(("Retry-After", "2")) }
        return reply
    }
}
