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
    /// What was sent with the request: no failure repeats it.
    private let key: APIKey

    init(status: Int, headers: HTTPHeaders, key: APIKey, body: [UInt8] = []) {
        self.status = status
        self.key = key
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
        // Only here the body is searched for the key: polls bring successes, and it took 40 % of what a poll costs.
        isSuccess ? nil : refusal(ServerWords(body: body, contentType: contentType)).without(key)
    }

    private func refusal(_ words: ServerWords) -> ServiceFailure {
        switch status {
        case 301, 302, 303, 307, 308: .redirected(status: status, host: redirectHost)
        // Nothing moved, and neither service sends these.
        case 300..<400: malformed("no such status")
        case 401 where isObject: .unauthorized(words)
        case 403: .forbidden(words)
        case 404 where isFromService: .notFound(words)
        case 429: .busy(status: status, retryAfter: retryAfterMilliseconds, words)
        case 503 where retryAfter != nil: .busy(status: status, retryAfter: retryAfterMilliseconds, words)
        case 400..<500: .rejected(status: status, words)
        default: .server(status: status, words)
        }
    }

    /// Whether the body is an error of the service itself, not of something that stands before it.
    ///
    /// Only the service can say that something is not there any more. A proxy's page, or a gateway's `message` alone,
    /// says no more than that this way leads nowhere. Source: langgenius/dify, `api/libs/external_api.py`.
    private var isFromService: Bool {
        guard let json = decoded else { return false }
        return json["code"].text != nil || json["success"].flag == false || !json["error"].isNull
    }

    /// Whether the body is a JSON object, as errors of the services are; a proxy asks to sign in with a page.
    private var isObject: Bool {
        if case .object? = decoded { true } else { false }
    }

    /// The body as JSON; nil for a page, or nothing.
    private var decoded: JSONValue? {
        do throws(JSONFault) {
            return try LenientJSON.parse(body)
        } catch {
            return nil  // it is no answer of a service
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
        return .malformed(detail: key.hidden(in: "\(status), \(type), \(body.count) bytes: \(what)"))
    }

    /// The failure of a success that says that it is none.
    func declined(_ json: JSONValue) -> ServiceFailure {
        .declined(ServerWords(json: json).without(key))
    }
}
