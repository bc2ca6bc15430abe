import Foundation

/// Where a running simulator is reached, and with which keys.
package struct SimulatorAddresses: Sendable, Codable, Equatable {
    /// The support service.
    package struct Support: Sendable, Codable, Equatable {
        /// Ends in `/api/v1`, without a slash.
        package var baseURL: String
        /// Sent as `Authorization: Bearer KEY`; works until `revoke` names it.
        package var key: String
    }

    /// One assistant.
    package struct Assistant: Sendable, Codable, Equatable {
        /// What the app's information calls it; hostile text in the scenario `hostile`.
        package var name: String
        /// Ends in `/v1`, without a slash.
        package var baseURL: String
        /// Its own among the assistants: all have one address, and the key says which of them is meant.
        package var key: String
        /// The user whose conversations the scenario holds.
        package var user: String
        /// `chat`, `agent` or `flow`.
        package var kind: String
    }

    /// All knowledge bases.
    package struct Knowledge: Sendable, Codable, Equatable {
        /// That of the assistants.
        package var baseURL: String
        /// Opens `/datasets` and nothing else, which the keys of assistants do not open.
        package var key: String
    }

    /// The raw value of the `Scenario.Name` that the services were filled with.
    package var scenario: String
    /// The one support account; its key opens all widgets.
    package var support: Support
    /// Never empty; in every scenario first a chat app, then an agent and a flow.
    package var assistants: [Assistant]
    /// What the knowledge screens need; in the scenario `empty` there is no knowledge base yet.
    package var knowledge: Knowledge
    /// The base of the control verbs, see ``ControlVerb``.
    package var controlURL: String

    /// The addresses as one line of JSON, ASCII only, without a line break.
    package var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return "{}" }  // strings only: cannot fail
        return JSON.read(data)?.written(.ascii) ?? "{}"
    }
}
