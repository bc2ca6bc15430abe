public import PulseModel

/// Calls of the Pulse live-chat service, for one account.
///
/// Every call waits within the runtime's limits and throws a `ServiceFailure` that says what the caller can do.
///
///     let runtime = ClientRuntime()
///     let account = Account(id: .init(rawValue: "desk"), service: .support, baseURL: "https://pulse.chat/api/v1")
///     let desk = try SupportClient(account: account, key: APIKey(secret), runtime: runtime)
///     for row in try await desk.conversations(status: .open).value.rows {
///         print(row.visitorName ?? "a visitor", row.lastMessage ?? "")
///     }
///
/// Source: Pulse Developer API.
public struct SupportClient: Sendable {
    let caller: ServiceCaller

    /// The account that the calls are made for.
    public var account: Account { caller.account }

    /// A client for an account; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - account: a Pulse account.
    ///   - key: its secret key.
    ///   - runtime: the connections and limits, shared with other clients.
    /// - Throws: what is wrong with the account or the key.
    public init(account: Account, key: APIKey, runtime: ClientRuntime) throws(ConfigurationFailure) {
        caller = try ServiceCaller(account: account, of: .support, key: key, runtime: runtime)
    }

    /// Asks whether the key is good; any success says so, with whatever the server adds.
    ///
    /// Source: Pulse Developer API, "API Authentication".
    @discardableResult
    public func authCheck() async throws(ServiceFailure) -> Reply<Accepted> {
        try await caller.accept(ServiceRequest(method: .get, path: ["auth-check"], patience: .poll))
    }
}
