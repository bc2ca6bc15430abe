import PulseClient
import PulseModel

/// One call of the services as `pulse-tui call` reaches it: a row of the table of all 39.
struct ServiceCall: Sendable {
    /// Which key opens it.
    enum Access: Hashable, Sendable {
        /// An account of Pulse.
        case support
        /// An assistant's app.
        case app
        /// An assistant's knowledge bases.
        case dataset
    }

    /// What `--file` is to a call.
    enum FileUse: Hashable, Sendable {
        case none
        /// Uploaded as it is.
        case upload
        /// The text of this field, unless that is set.
        case text(field: String)
    }

    /// The document's heading in lower case with hyphens.
    var name: String
    var summary: String
    var access: Access
    var fields: [CallField]
    var file = FileUse.none
    /// Whether `--out` names a file for what comes.
    var downloads = false
    /// Whether a second call could double what the first one did.
    var sends = false
    /// Whether the configuration has to say how it is made.
    var isDeclared = false
    /// What the pages do not say, for those calls of which they say little.
    var caution: String?
    /// Makes the call and prints what came.
    var run: @Sendable (CallContext) async throws(CallProblem) -> Void

    /// All calls, in the order of the documents.
    static let all = supportCalls + assistantCalls + knowledgeCalls + tenantCalls
}

/// What a call is made with.
struct CallContext: Sendable {
    let account: ConfiguredAccount
    /// Reads the key, which may ask a program of the person's: only once the command line is known to be right.
    let key: @Sendable () async throws(CallProblem) -> APIKey
    let runtime: ClientRuntime
    let signer: (any RequestSigner)?
    let values: CallValues
    /// The path that `--file` named.
    let file: String?
    /// The path that `--out` named.
    let out: String?
    let output: CallOutput
    /// Whether a second call could double what this one does.
    let sends: Bool
    /// Says when the person wants to stop.
    let interruption: Interruption

    /// The client of Pulse.
    func support() async throws(CallProblem) -> SupportClient {
        let key = try await key()
        return try client { () throws(ConfigurationFailure) in
            try SupportClient(account: account.account, key: key, runtime: runtime)
        }
    }

    /// The client of the app, for the user that is set, else the account's.
    func assistant() async throws(CallProblem) -> AssistantClient {
        let key = try await key()
        var account = account.account
        if let user = values.text("user") { account.user = user }
        return try client { () throws(ConfigurationFailure) in
            try AssistantClient(account: account, key: key, runtime: runtime, signer: signer)
        }
    }

    /// The client of the knowledge bases.
    func knowledge() async throws(CallProblem) -> KnowledgeClient {
        let key = try await key()
        return try client { () throws(ConfigurationFailure) in
            try KnowledgeClient(account: account.account, key: key, runtime: runtime, signer: signer)
        }
    }

    private func client<Client>(_ make: () throws(ConfigurationFailure) -> Client) throws(CallProblem) -> Client {
        do throws(ConfigurationFailure) {
            return try make()
        } catch {
            throw .configuration("\(account.account.id.rawValue): \(error.sentence)")
        }
    }

    /// Makes a call, ends it when the person wants to stop, and prints what the service said.
    func print<Value: Sendable>(
        _ call: @escaping @Sendable () async throws(ServiceFailure) -> Reply<Value>
    ) async throws(CallProblem) {
        output.write(try await reply(call).json)
    }

    /// Makes a call, and ends it when the person wants to stop.
    func reply<Value: Sendable>(
        _ call: @escaping @Sendable () async throws(ServiceFailure) -> Reply<Value>
    ) async throws(CallProblem) -> Reply<Value> {
        let sends = sends
        return try await interruption.whileRunning { () async -> Result<Reply<Value>, CallProblem> in
            do throws(ServiceFailure) {
                return .success(try await call())
            } catch {
                switch error {
                // Given up before anything left; what had left by then may have arrived.
                case .notReached where Task.isCancelled: return .failure(.interrupted)
                case .cancelled where !sends: return .failure(.interrupted)
                default: return .failure(.service(error))
                }
            }
        }
    }

    /// The file that `--file` names, to be uploaded.
    func upload() throws(CallProblem) -> UploadFile {
        guard let file else { throw .usage("--file is missing: the file to upload") }
        do throws(ServiceFailure) {
            return try UploadFile(path: file)
        } catch {
            throw .service(error)
        }
    }
}
