package import Logging
package import PulseCore
package import PulseModel
package import PulseSync

/// An account of the configuration with the ways to its keys.
package struct ConfiguredAccount: Hashable, Sendable {
    package var account: Account
    package var key: KeySource
    /// PulseAI only: the way to the key of the knowledge screens.
    package var datasetKey: KeySource?

    package init(account: Account, key: KeySource, datasetKey: KeySource? = nil) {
        self.account = account
        self.key = key
        self.datasetKey = datasetKey
    }
}

/// Which key sends; the other makes a new line.
package enum SendKey: String, CaseIterable, Hashable, Sendable {
    /// Enter sends, Ctrl-J and Alt-Enter make a new line.
    case enter
    /// The other way round.
    case altEnter = "alt-enter"
}

/// Everything a person can choose, read and checked.
package struct Configuration: Sendable {
    /// The file that was read; nil where there is none.
    package var file: String?
    /// In the order of the file.
    package var accounts: [ConfiguredAccount] = []
    package var themeName = "default"
    package var theme = Theme()
    /// The shipped keys with the person's changes.
    package var keymap = Keymap()
    package var sendKey = SendKey.enter
    /// Milliseconds after which a lone Esc is the Esc key.
    package var escapeDelay: Int64 = 25
    /// Whether only ASCII signs are drawn, whatever the locale is.
    package var usesASCII = false
    /// Whether colours are used where the terminal has them.
    package var usesColors = true
    package var bell = true
    /// The person's editor, with arguments if wanted; nil takes `$VISUAL` or `$EDITOR`.
    package var editor: String?
    /// The folder of the database and the log, as the file names it; nil takes the usual one.
    package var stateFolder: String?
    package var logLevel = Logger.Level.info
    package var sync = SyncSettings()

    package init() {}
}
