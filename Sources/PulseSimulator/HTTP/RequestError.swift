import Foundation

/// Why bytes are no request that is served.
enum RequestError: Error, Equatable {
    /// Not HTTP, or HTTP that can be read in two ways.
    case malformed(String)
    case headTooLarge
    case bodyTooLarge
    /// A transfer coding other than `chunked`.
    case unknownCoding
    /// Neither HTTP/1.1 nor HTTP/1.0.
    case unknownVersion

    /// The answer, after which the connection ends: where the next request starts is not known.
    var response: Response {
        let (status, phrase): (Int, String) =
            switch self {
            case .malformed: (400, "Bad Request")
            case .headTooLarge: (431, "Request Header Fields Too Large")
            case .bodyTooLarge: (413, "Content Too Large")
            case .unknownCoding: (501, "Not Implemented")
            case .unknownVersion: (505, "HTTP Version Not Supported")
            }
        var text = phrase
        if case .malformed(let reason) = self { text += ": " + reason }
        var response = Response(status: status, phrase: phrase, body: .bytes(Data((text + "\n").utf8)))
        response.headers.add("Content-Type", "text/plain; charset=utf-8")
        return response
    }
}
