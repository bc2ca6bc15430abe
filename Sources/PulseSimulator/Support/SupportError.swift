/// The ways in which the support service refuses.
///
/// The service documents no error shape. `{"success": false, "error": {"code", "message"}}` is an assumption, made from
/// the shape of its successes.
enum SupportError: Error {
    case badKey
    case tooMany
    case crashed
    case noSuchRoute
    case badBody
    case invalid(String)
    case noSuchConversation(String)

    var reply: Reply {
        let (status, code, message): (Int, String, String) =
            switch self {
            case .badKey: (401, "unauthorized", "Invalid or missing API key.")
            case .tooMany: (429, "rate_limited", "Too many requests.")
            case .crashed: (500, "internal_error", "Something went wrong.")
            case .noSuchRoute: (404, "not_found", "No such endpoint.")
            case .badBody: (400, "invalid_json", "The body is not a JSON object.")
            case .invalid(let why): (400, "validation_error", why)
            case .noSuchConversation(let id): (404, "conversation_not_found", "Conversation \(id) does not exist.")
            }
        let error: JSON = ["code": .string(code), "message": .string(message)]
        return Reply(status: status, body: .json(["success": false, "error": error], .compact))
    }
}
