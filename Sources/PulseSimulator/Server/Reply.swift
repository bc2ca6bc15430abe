import Foundation

/// What a route answers.
struct Reply: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []
    var body: Body

    enum Body: Sendable {
        case json(JSON, JSONStyle)
        case html(String)
        case none
        /// A file as it is.
        case bytes(Data, type: String)
        /// Audio, whose pieces are the chunks.
        case audio([Data])
        case stream(AnswerStream)
    }

    /// The words behind the status code, as the recorded server writes them.
    var phrase: String { Reply.phrases[status] ?? "UNKNOWN" }

    private static let phrases = [
        200: "OK", 201: "CREATED", 204: "NO CONTENT", 400: "BAD REQUEST", 401: "UNAUTHORIZED", 403: "FORBIDDEN",
        404: "NOT FOUND", 405: "METHOD NOT ALLOWED", 409: "CONFLICT", 413: "REQUEST ENTITY TOO LARGE",
        415: "UNSUPPORTED MEDIA TYPE", 429: "TOO MANY REQUESTS", 500: "INTERNAL SERVER ERROR",
    ]

    static func html(_ status: Int, title: String, text: String) -> Reply {
        Reply(
            status: status,
            body: .html(
                "<!doctype html>\n<html lang=en>\n<title>\(status) \(title)</title>\n<h1>\(title)</h1>\n<p>\(text)</p>\n"
            )
        )
    }

    /// The page for a path that no route has.
    static let noSuchPath = Reply.html(
        404,
        title: "Not Found",
        text: "The requested URL was not found on the server. "
            + "If you entered the URL manually please check your spelling and try again."
    )

    /// The page for a body that is longer than is taken.
    static let tooLarge = Reply.html(
        413,
        title: "Request Entity Too Large",
        text: "The data value transmitted exceeds the capacity limit."
    )

    static let wrongMethod = Reply.html(
        405,
        title: "Method Not Allowed",
        text: "The method is not allowed for the requested URL."
    )
}
