/// The ways in which the assistant service refuses, each in the shape in which the recorded server does it.
enum AssistantError: Error {
    /// A rule of the business: `code`, `message`, `status`.
    case business(Int, String, String)
    /// A parameter that could not be read: `code` `invalid_param`, `message`, `params`, and no `status`.
    case parameter(String, String)
    /// Something unexpected: `message` and `code` `unknown`, no `status`.
    case crashed
    /// No route has that path: an HTML page.
    case noSuchPath
    /// A route has that path, but not that method: an HTML page.
    case wrongMethod

    static let noKey = AssistantError.business(
        401,
        "unauthorized",
        "Authorization header must be provided and start with 'Bearer'"
    )
    static let malformedKey = AssistantError.business(
        401,
        "unauthorized",
        "Authorization scheme must be 'Bearer'"
    )
    static let badKey = AssistantError.business(401, "unauthorized", "Access token is invalid")
    static let noSuchConversation = AssistantError.business(404, "not_found", "Conversation Not Exists.")
    static let noSuchMessage = AssistantError.business(404, "not_found", "Message Not Exists.")
    static let noUser = AssistantError.business(400, "invalid_param", "Arg user must be provided.")
    static let notJSON = AssistantError.business(
        415,
        "unsupported_media_type",
        "Did not attempt to load JSON data because the request Content-Type was not 'application/json'."
    )
    static let badBody = AssistantError.business(
        400,
        "bad_request",
        "The browser (or proxy) sent a request that this server could not understand."
    )

    /// A value that a rule of the business refuses.
    static func wrong(_ message: String) -> AssistantError { .business(400, "invalid_param", message) }

    static func notUUID(_ text: String, _ name: String) -> AssistantError {
        .parameter("\(text) is not a valid uuid.", name)
    }

    var reply: Reply {
        switch self {
        case .business(let status, let code, let message):
            Reply(
                status: status,
                body: .json(
                    ["code": .string(code), "message": .string(message), "status": .int(Int64(status))],
                    .ascii
                )
            )
        case .parameter(let message, let name):
            Reply(
                status: 400,
                body: .json(
                    ["code": "invalid_param", "message": .string(message), "params": .string(name)],
                    .ascii
                )
            )
        case .crashed:
            Reply(status: 500, body: .json(["message": "Internal Server Error", "code": "unknown"], .ascii))
        case .noSuchPath: .noSuchPath
        case .wrongMethod: .wrongMethod
        }
    }
}
