/// What is signed of a request.
public struct SignableRequest: Hashable, Sendable {
    /// Such as `POST`.
    public var method: String
    /// The path with the base address's own, and the query, as they are sent: `/v1/messages?user=desk`.
    public var target: String
    /// What `X-Timestamp` says: seconds since 1970.
    public var seconds: Int64
    /// The SHA-256 of the body's bytes in lower-case hexadecimal; that of no bytes where there is no body.
    public var bodySHA256: String

    /// A request to be signed.
    public init(method: String, target: String, seconds: Int64, bodySHA256: String) {
        self.method = method
        self.target = target
        self.seconds = seconds
        self.bodySHA256 = bodySHA256
    }
}

/// Makes the value of `X-Signature` for requests to a gateway that asks for it.
///
/// PulseAI's pages name the headers `X-Timestamp` and `X-Signature` but no algorithm, and the value in their sample is the
/// timestamp. So this library makes no signature by itself: without a signer neither header is sent.
///
/// Source: PulseAI-OpenAPI, "Get Conversation History Messages", header parameters.
public protocol RequestSigner: Sendable {
    /// The signature of a request; asked for each request, of a streamed file before its first byte leaves.
    ///
    /// Several tasks may ask at a time. No time limit of the runtime ends the wait.
    ///
    /// - Returns: printable ASCII without spaces, as the header shall carry it.
    /// - Throws: why there is none; the call then fails as not reached, since nothing left.
    func signature(of request: SignableRequest) async throws(SigningFailure) -> String
}

/// Why there is no signature.
public struct SigningFailure: Error, Hashable, Sendable {
    /// For a person; without anything secret.
    public var reason: String

    /// A failure in words.
    public init(reason: String) {
        self.reason = reason
    }
}
