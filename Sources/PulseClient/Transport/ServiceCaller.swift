import Foundation
import PulseModel

/// An account's way through the transport: its address and its key, checked once.
struct ServiceCaller: Sendable {
    let account: Account
    private let base: BaseAddress
    private let key: APIKey
    private let transport: Transport
    private let signer: (any RequestSigner)?

    init(
        account: Account,
        of service: Service,
        key: APIKey,
        runtime: ClientRuntime,
        signer: (any RequestSigner)? = nil
    ) throws(ConfigurationFailure) {
        guard account.service == service else { throw .wrongService }
        base = try BaseAddress(account.baseURL)
        guard !key.secret.isEmpty, key.secret.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .unusableKey }
        self.account = account
        self.key = key
        self.signer = signer
        transport = runtime.transport
    }

    var limits: TimeLimits { transport.limits }

    /// The raw reply to a call, if it is a success.
    func send(_ request: ServiceRequest) async throws(ServiceFailure) -> RawReply {
        let reply = try await transport.call(try await signed(request), to: base, key: key)
        if let failure = reply.failure { throw failure }
        return reply
    }

    /// What a call gives.
    ///
    /// - Parameters:
    ///   - request: the call.
    ///   - wanted: what makes the reply one of this call, in words, for the failure where it is missing.
    ///   - read: reads the value; nil where that is missing.
    /// - Returns: the value with all that the service said.
    /// - Throws: why there is none.
    func reply<Value>(
        to request: ServiceRequest,
        wanted: String,
        _ read: (JSONValue) -> Value?
    ) async throws(ServiceFailure) -> Reply<Value> {
        let raw = try await send(request)
        let json = try json(of: raw)
        guard let value = read(json) else { throw raw.malformed("no \(wanted)") }
        return Reply(value: value, serverDate: raw.date, json: json)
    }

    /// A page of a list, whose rows are read one by one.
    ///
    /// - Parameters:
    ///   - request: the call.
    ///   - key: what the rows are under.
    ///   - paging: says whether there is more, and how many there are.
    ///   - row: reads one row; nil where it has no id.
    /// - Returns: the page with all that the service said.
    /// - Throws: why there is none.
    func list<Row>(
        _ request: ServiceRequest,
        under key: String = "data",
        paging: Paging,
        row: (JSONValue) -> Row?
    ) async throws(ServiceFailure) -> Reply<Listing<Row>> {
        let raw = try await send(request)
        let json = try json(of: raw)
        guard let elements = json[key].elements else { throw raw.malformed("no list under \(key)") }
        return Reply(value: Listing(elements, json, paging, row), serverDate: raw.date, json: json)
    }

    /// Sends a call whose success says nothing more; its body may be empty.
    func accept(_ request: ServiceRequest) async throws(ServiceFailure) -> Reply<Accepted> {
        let raw = try await send(request)
        let json = raw.body.isEmpty ? JSONValue.null : try json(of: raw)
        return Reply(value: Accepted(), serverDate: raw.date, json: json)
    }

    /// The JSON of a success, which may still say that it is none.
    func json(of raw: RawReply) throws(ServiceFailure) -> JSONValue {
        let json = try raw.json()
        if json["success"].flag == false { throw raw.declined(json) }
        return json
    }

    /// The reply to a request for a stream, if it is a success.
    func open(_ request: ServiceRequest) async throws(ServiceFailure) -> OpenedReply {
        let opened = try await transport.open(try await signed(request), to: base, key: key)
        if case .whole(let reply) = opened, let failure = reply.failure { throw failure }
        return opened
    }

    /// Hands on the body of a reply as it comes, if it is a success and no JSON.
    func download(
        _ request: ServiceRequest,
        into receive: @escaping DownloadReceiver
    ) async throws(ServiceFailure) -> DownloadedReply {
        let reply = try await transport.download(try await signed(request), to: base, key: key, into: receive)
        if case .whole(let reply) = reply, let failure = reply.failure { throw failure }
        return reply
    }

    /// The request with its signature, where requests are to be signed.
    private func signed(_ request: ServiceRequest) async throws(ServiceFailure) -> ServiceRequest {
        guard let signer else { return request }
        let content = try await (request.body ?? .json([])).checksum()
        let signable = SignableRequest(
            method: request.method.rawValue,
            target: base.path + request.target,
            seconds: Int64(Date().timeIntervalSince1970),
            bodySHA256: content
        )
        let signature: String
        do throws(SigningFailure) {
            signature = try await signer.signature(of: signable)
        } catch {
            throw .notReached(.unsigned, detail: key.hidden(in: ServerWords.bounded(error.reason)))
        }
        guard !signature.isEmpty, signature.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .notReached(.unsigned, detail: "the signature contains characters that no header can carry")
        }
        var request = request
        request.headers += [("X-Timestamp", String(signable.seconds)), ("X-Signature", signature)]
        return request
    }
}
