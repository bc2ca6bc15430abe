// What is between two marks is a code block of SigningRequests.md, letter for letter; `ArticleTests` compares them.

import PulseClient
import PulseModel

// example
/// Has each request signed by something that knows the gateway's algorithm.
struct GatewaySigner: RequestSigner {
    /// Gives the signature of a line.
    let sign: @Sendable (String) async throws -> String

    func signature(of request: SignableRequest) async throws(SigningFailure) -> String {
        do {
            return try await sign("\(request.method) \(request.target) \(request.seconds) \(request.bodySHA256)")
        } catch {
            throw SigningFailure(reason: "the signing service gives no signature")
        }
    }
}
// end of example

// example
/// An assistant behind a gateway that asks for signatures.
func signedAssistant(_ account: Account, key: APIKey, signer: GatewaySigner) throws -> AssistantClient {
    try AssistantClient(account: account, key: key, runtime: ClientRuntime(), signer: signer)
}
// end of example
