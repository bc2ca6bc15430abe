import PulseClient
import PulseCore
import PulseModel

/// Asks a service whether an account's key is good.
enum AccountCheck {
    /// What a good key's answer says besides.
    struct Answer: Hashable, Sendable {
        /// The assistant's name, where the service tells.
        var appName: String?
        /// How far the server's clock is ahead of this machine's, in milliseconds; nil where it did not say.
        var clockAhead: Int64?
    }

    /// Why a key was not found good.
    enum Failure: Error, Hashable, Sendable {
        case configuration(ConfigurationFailure)
        case service(ServiceFailure)

        /// For a person, with what can be done.
        ///
        /// - Parameter address: what the base address is called where this is read.
        /// - Returns: the words, not sanitised yet.
        func words(address: String = "base_url") -> String {
            switch self {
            case .service(.unauthorized(let said)):
                "the key is refused\(said.tail); check that it is whole, in force, and of this service"
            case .service(let failure): Sentences.words(failure, address: address) + Self.advice(failure, address)
            case .configuration(let failure): failure.sentence
            }
        }

        /// What to do, where the sentence does not say it.
        private static func advice(_ failure: ServiceFailure, _ address: String) -> String {
            switch failure {
            case .notReached(.refused, _), .notReached(.connectTimeout, _), .notReached(.noAnswer, _):
                "; check \(address), and whether the service runs"
            case .notFound, .rejected, .declined, .malformed: "; check \(address)"
            case .forbidden: "; take a key that may"
            case .server, .broken, .timedOut, .streamError: "; try again later"
            case .busy(_, let retryAfter, _): retryAfter == nil ? "; try again later" : ""
            case .notReached, .unauthorized, .redirected, .cancelled, .invalidRequest: ""
            }
        }
    }

    /// Asks once: Pulse by its auth check, PulseAI by the app's information.
    static func ask(
        _ account: Account,
        _ key: APIKey,
        signer: (any RequestSigner)? = nil,
        limits: TimeLimits
    ) async throws(Failure) -> Answer {
        try await with(limits) { runtime async throws(Failure) in try await answer(account, key, signer, runtime) }
    }

    /// Asks an assistant's app which inputs it declares.
    static func inputs(
        _ account: Account,
        _ key: APIKey,
        signer: (any RequestSigner)? = nil,
        limits: TimeLimits
    ) async throws(Failure) -> [InputField] {
        try await with(limits) { runtime async throws(Failure) in
            let client = try assistant(account, key, signer, runtime)
            do throws(ServiceFailure) {
                return try await client.parameters().value.inputs
            } catch {
                throw .service(error)
            }
        }
    }

    private static func with<Value>(
        _ limits: TimeLimits,
        _ body: (ClientRuntime) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let runtime = ClientRuntime(limits: limits)
        let result: Result<Value, Failure>
        do throws(Failure) {
            result = .success(try await body(runtime))
        } catch {
            result = .failure(error)
        }
        await runtime.shutdown()
        return try result.get()
    }

    private static func answer(
        _ account: Account,
        _ key: APIKey,
        _ signer: (any RequestSigner)?,
        _ runtime: ClientRuntime
    ) async throws(Failure) -> Answer {
        switch account.service {
        case .support:
            let client: SupportClient
            do throws(ConfigurationFailure) {
                client = try SupportClient(account: account, key: key, runtime: runtime)
            } catch {
                throw .configuration(error)
            }
            do throws(ServiceFailure) {
                return Answer(clockAhead: ahead(try await client.authCheck().serverDate))
            } catch {
                throw .service(error)
            }
        case .assistant:
            let client = try assistant(account, key, signer, runtime)
            do throws(ServiceFailure) {
                let reply = try await client.info()
                // Any other server may answer with some JSON too.
                guard let name = reply.value.name else { throw .malformed(detail: "it names no app") }
                return Answer(appName: name, clockAhead: ahead(reply.serverDate))
            } catch {
                throw .service(error)
            }
        }
    }

    private static func assistant(
        _ account: Account,
        _ key: APIKey,
        _ signer: (any RequestSigner)?,
        _ runtime: ClientRuntime
    ) throws(Failure) -> AssistantClient {
        do throws(ConfigurationFailure) {
            return try AssistantClient(account: account, key: key, runtime: runtime, signer: signer)
        } catch {
            throw .configuration(error)
        }
    }

    private static func ahead(_ server: Timestamp?) -> Int64? {
        server.map { $0.milliseconds - Timestamp.now.milliseconds }
    }
}
