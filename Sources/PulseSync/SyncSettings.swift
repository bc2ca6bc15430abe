package import PulseClient
package import PulseModel

/// How often what is asked. Milliseconds, each jittered by a tenth.
package struct SyncSettings: Hashable, Sendable {
    /// Between two looks at the open support conversations.
    package var openList: Int64 = 4_000
    /// Between two looks at the snoozed and the resolved ones.
    package var otherLists: Int64 = 30_000
    /// Between two looks at the conversation on screen: assistants.
    package var openConversation: Int64 = 10_000
    /// Between two looks at an assistant's conversations.
    package var conversations: Int64 = 20_000
    /// Between two looks at widgets and apps.
    package var descriptions: Int64 = 300_000
    /// How much longer assistants' waits are without focus.
    package var unfocusedFactor: Int64 = 3
    /// The longest wait after errors.
    package var longestBackoff: Int64 = 60_000
    /// Between two tries of a refused key.
    package var stoppedRetry: Int64 = 300_000
    /// How long a message may be queued until it waits for a key.
    package var lateLimit: Int64 = 120_000
    /// How long the look before a send may take.
    package var lookLimit: Int64 = 3_000
    /// The client's time limits.
    package var limits = TimeLimits()

    package init() {}
}

/// Why a key could not be had; never the key.
package struct KeyFailure: Error, Hashable, Sendable {
    /// What to do about it, for a person.
    package var reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// An account with the way to its key.
package struct SyncAccount: Sendable {
    package var account: Account
    /// Reads the key anew each time.
    package var key: @Sendable () async throws(KeyFailure) -> APIKey

    package init(account: Account, key: @escaping @Sendable () async throws(KeyFailure) -> APIKey) {
        self.account = account
        self.key = key
    }
}
