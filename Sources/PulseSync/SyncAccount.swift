package import PulseClient
package import PulseModel

/// An account with the way to its key.
package struct SyncAccount: Sendable {
    /// The account, without its key.
    package var account: Account
    /// PulseAI only: signs each request; nil where requests are not signed.
    package var signer: (any RequestSigner)?
    /// Reads the key anew each time; called at the start, after a refusal, and when the person asks for it.
    package var key: @Sendable () async throws(KeyFailure) -> APIKey

    /// An account with the way to its key.
    package init(
        account: Account,
        signer: (any RequestSigner)? = nil,
        key: @escaping @Sendable () async throws(KeyFailure) -> APIKey
    ) {
        self.account = account
        self.signer = signer
        self.key = key
    }
}

/// Why a key could not be had; never the key.
package struct KeyFailure: Error, Hashable, Sendable {
    /// What is wrong and what to do about it, for a person.
    package var reason: String

    /// A failure with its reason.
    package init(reason: String) {
        self.reason = reason
    }
}
