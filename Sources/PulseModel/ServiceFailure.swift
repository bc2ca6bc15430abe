/// What a server said when it refused, bounded in length; text from outside.
public struct ServerWords: Hashable, Sendable, Codable {
    /// The service's own code, such as `invalid_param`; nil where it gave none.
    public var code: String?
    /// The service's message; empty where it gave none.
    public var message: String
    /// The parameter it complains of, where it names one.
    public var parameter: String?

    /// Words as read from an error body.
    public init(code: String? = nil, message: String = "", parameter: String? = nil) {
        self.code = code
        self.message = message
        self.parameter = parameter
    }
}

/// Why a call to a service did not succeed, by what the caller can do about it.
///
/// No case holds a key, a request body or an address with a query.
public enum ServiceFailure: Error, Hashable, Sendable, Codable {
    /// Nothing left this machine: try again later. Refused, unreachable, unknown name, TLS, time-outs until then.
    case notReached(NotReached, detail: String)
    /// 401 with a JSON object, so that the service itself says it: the key is wrong, revoked, or of another kind.
    case unauthorized(ServerWords)
    /// 403, whoever says it: the key may not do this, the account is closed or over its quota, or a firewall is in the way.
    case forbidden(ServerWords)
    /// 404 of the service itself: no such conversation, message, cursor, user or path.
    case notFound(ServerWords)
    /// 429, or 503 with `Retry-After`: wait. Milliseconds, where the server says how long.
    case busy(status: Int, retryAfter: Int64?, ServerWords)
    /// Any other 4xx, with its status: also a 401 or 404 that the service did not say itself, as a page of a proxy.
    case rejected(status: Int, ServerWords)
    /// A 2xx whose body says `success: false`.
    case declined(ServerWords)
    /// An `error` event inside a stream that had begun with 200.
    case streamError(status: Int?, ServerWords)
    /// 301, 302, 303, 307 or 308, never followed: the host it points to, where it names one.
    case redirected(status: Int, host: String?)
    /// A 5xx without `Retry-After`.
    case server(status: Int, ServerWords)
    /// A 2xx whose body is not what this service sends, or is too large; any other 3xx.
    case malformed(detail: String)
    /// No answer in time, after the request had left. Milliseconds waited.
    case timedOut(after: Int64)
    /// The connection ended before the answer did, after the request had left.
    case broken(detail: String)
    /// The caller gave up.
    case cancelled
    /// This side ended it: what was asked for is known to be refused, or a file here cannot be read or written.
    case invalidRequest(InvalidRequest)

    /// How the connection failed.
    public enum NotReached: String, Hashable, Sendable, Codable {
        /// Nobody listens there.
        case refused
        /// No way leads there, or this machine is offline.
        case unreachable
        /// The name has no address.
        case unknownHost
        /// The server did not take a connection within the time limit.
        case connectTimeout
        /// No connection was free or ready within the time limit, whatever the others were waiting for.
        case noAnswer
        /// The encrypted connection could not be agreed on.
        case tls
        /// There was no signature for the request, which needs one.
        case unsigned
        /// An upload ended before its last byte had left: the service has not the whole of it, and keeps nothing.
        case cutUpload
    }
}

/// What the end of a call that sends a message means for that message.
public enum DeliveryVerdict: Hashable, Sendable {
    /// It never left, or the server asked to come back: try again. Milliseconds, where the server says how long.
    case retry(after: Int64?)
    /// The server has it not and will not take it.
    case refused
    /// It left and no usable answer came: it may have arrived.
    case unknown
}

extension ServiceFailure {
    /// What this failure means when the call was one that sends a message.
    public var deliveryVerdict: DeliveryVerdict {
        switch self {
        case .notReached: .retry(after: nil)
        // A proxy says 503 too, and may do so after the server has taken the message; 429 comes before that.
        case .busy(let status, let retryAfter, _): status == 503 ? .unknown : .retry(after: retryAfter)
        case .unauthorized, .forbidden, .notFound, .rejected, .declined, .streamError, .invalidRequest: .refused
        case .redirected(let status, _): status == 303 ? .unknown : .refused
        case .server, .malformed, .timedOut, .broken, .cancelled: .unknown
        }
    }

    /// Whether the service, or something before it, was asked: only then can it have taken what was sent.
    public var wasReached: Bool {
        switch self {
        case .notReached: false
        case .invalidRequest(let problem): !problem.isKnownBefore
        default: true
        }
    }
}
