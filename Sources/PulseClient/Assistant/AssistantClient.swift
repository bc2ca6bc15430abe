public import PulseModel

/// Calls of the PulseAI service, for one account: one app and one user of it.
///
///     let runtime = ClientRuntime()
///     let account = Account(
///         id: .init(rawValue: "product"),
///         service: .assistant,
///         baseURL: "https://api-platform.digitpulse.ai/v1",
///         user: "support-desk"
///     )
///     let assistant = try AssistantClient(account: account, key: APIKey(secret), runtime: runtime)
///     var answer = AnswerAssembler()
///     do throws(ServiceFailure) {
///         for try await event in try await assistant.stream(query: "iphone 13 pro") { answer.receive(event) }
///         answer.streamEnded()
///     } catch {
///         answer.streamEnded(by: error)
///     }
///     print(answer.text, answer.end as Any)
///
/// Source: PulseAI-OpenAPI, "App".
public struct AssistantClient: Sendable {
    let caller: ServiceCaller
    let user: String

    /// The account that the calls are made for.
    public var account: Account { caller.account }

    /// A client for an account; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - account: a PulseAI account with a user: without one the server would show another's conversations.
    ///   - key: the app's key.
    ///   - runtime: the connections and limits, shared with other clients.
    ///   - signer: signs each request, where a gateway asks for that.
    /// - Throws: what is wrong with the account or the key.
    public init(
        account: Account,
        key: APIKey,
        runtime: ClientRuntime,
        signer: (any RequestSigner)? = nil
    ) throws(ConfigurationFailure) {
        caller = try ServiceCaller(account: account, of: .assistant, key: key, runtime: runtime, signer: signer)
        guard let user = account.user, !user.isEmpty else { throw .missingUser }
        self.user = user
    }
}
