import Foundation
package import ScreenKit

/// What is printed where there is no account to show.
package enum StartMessage {
    /// Lines that say what to type.
    ///
    /// - Parameter path: where the configuration was looked for.
    /// - Returns: lines to print.
    package static func lines(path: String) -> [DisplayText] {
        [
            DisplayText(sanitizing: "No account is configured in \(path)."),
            "",
            "  pulse-tui setup    asks for an account, checks its key and writes the file",
            "  pulse-tui --demo   shows the desk with made-up visitors: no account, no network, nothing kept",
            "  pulse-tui doctor   says what is missing",
        ]
    }

    /// The same for where the configuration is looked for now.
    package static func lines(
        configuration option: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> [DisplayText] {
        lines(path: FilePlaces(environment: environment).configuration(option: option).path)
    }
}
