import Foundation

/// Where a running simulator is reached, and with which keys.
package struct SimulatorAddresses: Sendable, Codable, Equatable {
    /// The support service.
    package struct Support: Sendable, Codable, Equatable {
        /// Ends in `/api/v1`, without a slash.
        package var baseURL: String
        package var key: String
    }

    /// One assistant.
    package struct Assistant: Sendable, Codable, Equatable {
        package var name: String
        /// Ends in `/v1`, without a slash.
        package var baseURL: String
        package var key: String
        /// The user whose conversations the scenario holds.
        package var user: String
        /// `chat`, `agent` or `flow`.
        package var kind: String
    }

    package var scenario: String
    package var support: Support
    package var assistants: [Assistant]
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
