import Foundation

/// Where files are looked for: options, then variables, then the usual folders.
///
/// Source: XDG Base Directory Specification, "Environment variables"; a relative path in one of them is ignored.
package struct FilePlaces: Hashable, Sendable {
    private let environment: [String: String]

    /// Reads `PULSE_TUI_CONFIG`, `XDG_CONFIG_HOME`, `XDG_STATE_HOME` and `HOME`; an empty one counts as not set.
    package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
    }

    /// The configuration's file, and whether somebody named it: then it must be there.
    package func configuration(option: String?) -> (path: String, isNamed: Bool) {
        if let option { return (absolute(option), true) }
        if let named = filled("PULSE_TUI_CONFIG") { return (absolute(named), true) }
        return (base("XDG_CONFIG_HOME", orHome: ".config") + "/pulse-tui/config.toml", false)
    }

    /// The folder of the database and the log.
    ///
    /// - Parameters:
    ///   - option: what the command line says.
    ///   - configured: what the configuration says.
    /// - Returns: its path, whether it is there or not.
    package func stateFolder(option: String?, configured: String?) -> String {
        if let option { return absolute(option) }
        if let configured { return configured }
        return base("XDG_STATE_HOME", orHome: ".local/state") + "/pulse-tui"
    }

    /// The person's home folder.
    package var home: String {
        filled("HOME") ?? FileManager.default.homeDirectoryForCurrentUser.path
    }

    /// A path as a person wrote it: `~/` is the home folder, and what is relative starts at a folder.
    ///
    /// - Parameters:
    ///   - path: what was written.
    ///   - folder: where relative paths start; nil is the working folder.
    /// - Returns: a path from the root.
    package func absolute(_ path: String, in folder: String? = nil) -> String {
        if path == "~" { return home }
        if path.hasPrefix("~/") { return home + path.dropFirst(1) }
        if path.hasPrefix("/") { return path }
        return (folder ?? FileManager.default.currentDirectoryPath) + "/" + path
    }

    private func base(_ variable: String, orHome folder: String) -> String {
        if let path = filled(variable), path.hasPrefix("/") { return path }
        return home + "/" + folder
    }

    private func filled(_ variable: String) -> String? {
        environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }
}
