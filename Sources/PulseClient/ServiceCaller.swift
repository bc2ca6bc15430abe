import PulseModel

/// An account's way through the transport: its address and its key, checked once.
struct ServiceCaller: Sendable {
    let account: Account
    private let base: BaseAddress
    private let key: APIKey
    private let transport: Transport

    init(
        account: Account,
        of service: Service,
        key: APIKey,
        runtime: ClientRuntime
    ) throws(ConfigurationFailure) {
        guard account.service == service else { throw .wrongService }
        base = try BaseAddress(account.baseURL)
        guard !key.secret.isEmpty, key.secret.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .unusableKey }
        self.account = account
        self.key = key
        transport = runtime.transport
    }

    var limits: TimeLimits { transport.limits }

    /// The reply to a call, if it is a success.
    func send(_ request: ServiceRequest) async throws(ServiceFailure) -> RawReply {
        let reply = try await transport.call(request, to: base, key: key)
        if let failure = reply.failure { throw failure }
        return reply
    }

    /// The JSON of a reply to a call, if it is a success.
    func json(_ request: ServiceRequest) async throws(ServiceFailure) -> (json: JSONValue, raw: RawReply) {
        let raw = try await send(request)
        return (try json(of: raw), raw)
    }

    /// Sends a call whose success says nothing more; its body may be empty.
    func accept(_ request: ServiceRequest) async throws(ServiceFailure) -> Reply<Accepted> {
        let raw = try await send(request)
        if !raw.body.isEmpty { _ = try json(of: raw) }
        return Reply(value: Accepted(), serverDate: raw.date)
    }

    /// The JSON of a success, which may still say that it is none.
    func json(of raw: RawReply) throws(ServiceFailure) -> JSONValue {
        let json = try raw.json()
        if json["success"].flag == false { throw raw.declined(json) }
        return json
    }

    /// The reply to a request for a stream, if it is a success.
    func open(_ request: ServiceRequest) async throws(ServiceFailure) -> OpenedReply {
        let opened = try await transport.open(request, to: base, key: key)
        if case .whole(let reply) = opened, let failure = reply.failure { throw failure }
        return opened
    }
}

extension Listing {
    /// A page from the rows under `data`, read one by one.
    ///
    /// - Parameters:
    ///   - reply: the whole body and what it came in.
    ///   - paging: the object that holds `limit`, `total` and whether there is more.
    ///   - moreKey: the key of that.
    ///   - row: reads one row; nil where it has no id.
    /// - Throws: `malformed` where `data` is no list.
    init(
        _ reply: (json: JSONValue, raw: RawReply),
        paging: JSONValue,
        moreKey: String,
        row: (JSONValue) -> Row?
    ) throws(ServiceFailure) {
        guard let elements = reply.json["data"].elements else { throw reply.raw.malformed("no list under data") }
        var rows: [Row] = []
        var unreadable: [UnreadableRow] = []
        var unreadableCount = 0
        for (index, element) in elements.enumerated() {
            if let row = row(element) {
                rows.append(row)
            } else {
                unreadableCount += 1
                // A body may be made of millions of them.
                guard unreadable.count < 100 else { continue }
                let reason = element.members == nil ? "not an object" : "no id"
                unreadable.append(UnreadableRow(index: index, id: element["id"].identifier, reason: reason))
            }
        }
        self.init(
            rows: rows,
            hasMore: paging[moreKey].flag ?? false,
            total: paging["total"].count,
            limit: paging["limit"].count,
            unreadable: unreadable,
            unreadableCount: unreadableCount
        )
    }
}
