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

/// A request's place in the services, with its identifiers taken out.
struct Route: Sendable {
    var service: Service
    /// The path behind the base, with `{id}` for what varies: `conversations/{id}/name`.
    var pattern: String
    /// The identifier in the path.
    var id: String?
    /// Method and path, as requests are counted: `GET /v1/messages`.
    var name: String
    /// Whether the request sends a message.
    var sends: Bool

    init(_ call: Call) {
        var rest: ArraySlice<String>
        let base: String
        if call.parts.starts(with: ["api", "v1"]) {
            (service, rest, base) = (.support, call.parts.dropFirst(2), "/api/v1/")
        } else if call.parts.first == "v1" {
            (service, rest, base) = (.assistant, call.parts.dropFirst(), "/v1/")
        } else {
            (service, rest, base) = (.unknown, call.parts[...], "/")
        }
        if rest.count > 1, let first = rest.first, ["conversations", "chat-messages", "messages"].contains(first) {
            id = rest[rest.startIndex + 1]
            rest[rest.startIndex + 1] = "{id}"
        }
        pattern = rest.joined(separator: "/")
        name = call.method + " " + base + pattern
        sends = ["POST /api/v1/messages", "POST /v1/chat-messages"].contains(name)
    }
}
