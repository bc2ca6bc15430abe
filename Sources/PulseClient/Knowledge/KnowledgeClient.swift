public import PulseModel

/// Calls of the PulseAI service for the knowledge bases of a workspace, with a dataset key.
///
///     let knowledge = try KnowledgeClient(account: account, key: APIKey(datasetSecret), runtime: runtime)
///     for base in try await knowledge.knowledgeBases().value.rows {
///         print(base.name ?? base.id, base.documentCount ?? 0)
///     }
///
/// A document can be found once it is indexed, and by the search method that its indexing has: see <doc:KnowledgeBases>.
///
/// A dataset key and an app key are two keys: each opens its own calls only, and a refusal of one says nothing of the
/// other.
///
/// Source: PulseAI-OpenAPI, "Knowledge"; langgenius/dify, `api/controllers/service_api/dataset`.
public struct KnowledgeClient: Sendable {
    let caller: ServiceCaller

    /// The account that the calls are made for.
    public var account: Account { caller.account }

    /// A client for the knowledge bases of an account; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - account: a PulseAI account; its user does not matter here.
    ///   - key: a dataset key.
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
    }
}
