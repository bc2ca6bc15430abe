import Foundation

/// One request as it came.
struct Request: Sendable, Equatable {
    enum Version: Sendable, Equatable { case http10, http11 }

    var method: String
    /// Path and query, still encoded.
    var target: String
    var version: Version
    var headers = HeaderFields()
    var body = Data()

    /// Whether the connection goes on when this was answered.
    var keepsConnection: Bool {
        let options = headers.members("Connection")
        return version == .http11 ? !options.contains("close") : options.contains("keep-alive")
    }

    /// Whether the client sends the body only when it is asked to.
    var expectsContinue: Bool {
        version == .http11 && headers.members("Expect").contains("100-continue")
    }
}

extension Request {
    /// Reads a line like `GET /v1/info HTTP/1.1`.
    init(line: String) throws(RequestError) {
        let words = line.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3 else { throw .malformed("the first line is not three words") }
        guard !words[0].isEmpty, words[0].allSatisfy(\.isTokenByte) else { throw .malformed("the method is no name") }
        method = String(Substring(words[0]))
        target = try Request.origin(of: words[1])
        switch String(Substring(words[2])) {
        case "HTTP/1.1": version = .http11
        case "HTTP/1.0": version = .http10
        case let other where other.hasPrefix("HTTP/"): throw .unknownVersion
        default: throw .malformed("the first line does not end in a version")
        }
    }

    /// The target without a scheme and host before the path, as a client of a proxy writes them.
    private static func origin(of target: Substring.UTF8View) throws(RequestError) -> String {
        let text = Substring(target)
        guard target.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { throw .malformed("the target has control bytes") }
        if text.hasPrefix("/") || text == "*" { return String(text) }
        guard text.lowercased().hasPrefix("http://") else { throw .malformed("the target is no path") }
        let rest = text.dropFirst("http://".count)
        guard let path = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
        return (rest[path] == "?" ? "/" : "") + String(rest[path...])
    }

    /// What only the whole head shows.
    func checkHead() throws(RequestError) {
        let hosts = headers.values("Host").count
        guard hosts == 1 || (hosts == 0 && version == .http10) else { throw .malformed("not one Host") }
    }
}
