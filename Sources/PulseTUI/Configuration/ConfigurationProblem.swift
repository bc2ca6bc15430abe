/// Something in a configuration, keymap or theme file that cannot be what was meant.
package struct ConfigurationProblem: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Reason: Hashable, Sendable {
        /// The file is not there.
        case missingFile
        /// The file cannot be read, with the system's words.
        case unreadableFile(String)
        /// The text is no TOML.
        case syntax(String)
        /// A text has a NUL in it, written as an escape.
        case escapedNUL
        /// No setting has this name; with the nearest that exists.
        case unknownKey(suggestion: String?)
        /// The value is of another kind than the setting takes.
        case wrongType(expected: String, found: String)
        /// The value is none that the setting takes.
        case invalidValue(found: String, expected: String)
        /// A setting that must be there is not.
        case missingKey(String)
        /// Exactly one of these settings must be there.
        case needsOneOf([String], found: Int)
        /// A setting makes no sense for this service.
        case notOfThisService(String)
        /// An account with this name stands further up.
        case duplicateAccount(String, firstLine: Int?)
        /// The address is none that requests could go to.
        case invalidAddress(String)
        /// Plain http to another machine would show the key to everybody on the way.
        case plainHTTP(host: String)
        /// No command has this name; with the nearest that exists.
        case unknownCommand(String, suggestion: String?)
        /// No key has this name.
        case unknownKeyName(String)
        /// Two names of one key.
        case duplicateKeyName(String, first: String)
        /// The key types a character in this place, and could not any more.
        case textKey(String, place: String)
        /// No place has this name.
        case unknownPlace(String)
        /// No role has this name; with the nearest that exists.
        case unknownRole(String, suggestion: String?)
        /// The text names no colour.
        case unknownColor(String)
        /// The text names no attribute.
        case unknownAttribute(String)
        /// No theme has this name.
        case unknownTheme(String, known: [String])
    }

    /// The path of the file, or the name of what is embedded.
    package var file: String
    /// The way to the value in the file; nil where the whole file is meant.
    package var path: TOMLPath?
    /// Counted from one; nil where the whole file is meant.
    package var line: Int?
    /// May hold words of the file as they stand there; `sentence` makes them safe to show.
    package var reason: Reason

    /// Without a path and a line the whole file is meant.
    package init(file: String, path: TOMLPath? = nil, line: Int? = nil, reason: Reason) {
        self.file = file
        self.path = path
        self.line = line
        self.reason = reason
    }
}

/// Everything that is wrong with a configuration, found in one go.
package struct ConfigurationProblems: Error, Hashable, Sendable {
    /// In the order of files and lines; never empty.
    package var all: [ConfigurationProblem]

    /// Takes at least one problem, sorted already.
    package init(_ all: [ConfigurationProblem]) {
        self.all = all
    }
}
