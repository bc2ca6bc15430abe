import NIOHTTP1
import PulseModel

/// What a server answered to one call, before anything is read into it.
struct RawReply: Sendable {
    var status: Int
    var contentType: String?
    var date: Timestamp?
    var retryAfter: String?
    var location: String?
    var body: [UInt8]

    init(status: Int, headers: HTTPHeaders, body: [UInt8] = []) {
        self.status = status
        self.body = body
        contentType = headers.first(name: "content-type")
        date = headers.first(name: "date").flatMap(ServerTime.httpDate)
        retryAfter = headers.first(name: "retry-after")
        location = headers.first(name: "location")
    }

    var isSuccess: Bool { (200..<300).contains(status) }

    /// The content type without its parameters, in lower case.
    var mediaType: String {
        let type = (contentType ?? "").prefix { $0 != ";" }.lowercased()
        return type.split(whereSeparator: \.isWhitespace).joined()
    }

    /// The failure that the status stands for; nil for a success.
    var failure: ServiceFailure? {
        guard !isSuccess else { return nil }
        let words = ServerWords(body: body, contentType: contentType)
        switch status {
        case 300..<400: return .redirected(status: status, host: redirectHost)
        case 401: return .unauthorized(words)
        case 403: return .forbidden(words)
        case 404 where isFromService: return .notFound(words)
        case 429: return .busy(status: status, retryAfter: retryAfterMilliseconds, words)
        case 503 where retryAfter != nil: return .busy(status: status, retryAfter: retryAfterMilliseconds, words)
        case 400..<500: return .rejected(status: status, words)
        default: return .server(status: status, words)
        }
    }

    /// Whether the body is an error of the service itself, not of something that stands before it.
    ///
    /// Only the service can say that something is not there any more. A proxy's page, or a gateway's `message` alone,
    /// says no more than that this way leads nowhere. Source: langgenius/dify, `api/libs/external_api.py`.
    private var isFromService: Bool {
        do throws(JSONFault) {
            let json = try LenientJSON.parse(body)
            return json["code"].text != nil || json["success"].flag == false || !json["error"].isNull
        } catch {
            return false  // a page, or nothing
        }
    }

    /// The host that a redirect names; nil for a path on the same one.
    private var redirectHost: String? {
        guard let location, let mark = location.firstRange(of: "//") else { return nil }
        let authority = location[mark.upperBound...].prefix { !"/?#".contains($0) }
        let host = authority.split(separator: "@").last.map(String.init) ?? ""
        return host.isEmpty ? nil : ServerWords.bounded(host)
    }

    /// Milliseconds to wait, from seconds or from an HTTP date held against the server's own clock.
    ///
    /// Source: RFC 9110, section 10.2.3.
    private var retryAfterMilliseconds: Int64? {
        guard let text = retryAfter?.split(whereSeparator: \.isWhitespace).joined(separator: " ") else { return nil }
        if let seconds = Int64(text) { return seconds >= 0 ? min(seconds, 86400) * 1000 : nil }
        guard let moment = ServerTime.httpDate(text), let date else { return nil }
        return min(max(0, moment.milliseconds(since: date)), 86_400_000)
    }

    /// The same without the key in its body: some servers repeat it in an error's words, which are shown and stored.
    func without(_ key: APIKey) -> RawReply {
        guard key.secret.utf8.count >= ServerWords.shortestSecret else { return self }
        var reply = self
        reply.body = body.replacing(Array(key.secret.utf8), with: Array(ServerWords.insteadOfKey.utf8))
        return reply
    }

    /// The body as JSON; a success that is no JSON is malformed.
    func json() throws(ServiceFailure) -> JSONValue {
        do throws(JSONFault) {
            return try LenientJSON.parse(body)
        } catch {
            throw malformed("no JSON: \(error.reason) at byte \(error.offset)")
        }
    }

    /// A failure for a body that is not what the call gives.
    func malformed(_ what: String) -> ServiceFailure {
        let type = contentType.map(ServerWords.bounded) ?? "no content type"
        return .malformed(detail: "\(status), \(type), \(body.count) bytes: \(what)")
    }
}
