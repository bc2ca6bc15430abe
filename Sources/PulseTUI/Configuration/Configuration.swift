package import Logging
package import PulseClient
package import PulseCore
package import PulseModel
package import PulseSync

/// An account of the configuration with the ways to its keys.
package struct ConfiguredAccount: Hashable, Sendable {
    /// Its id is the name in the file; its address has been checked and has no slash at the end.
    package var account: Account
    /// Where the key is read anew whenever it is needed; reading the configuration does not touch it.
    package var key: KeySource
    /// PulseAI only: the way to the key of knowledge bases; no screen uses it.
    package var datasetKey: KeySource?
    /// PulseAI only: the program that signs requests, with its arguments; nil where they are not signed.
    package var signatureCommand: [String]?
    /// PulseAI only: which call reads answers aloud.
    package var speechVersion = SpeechVersion.v1
    /// PulseAI only: calls that the service's pages do not describe, by their names; those that are switched on.
    package var calls: [String: DeclaredCallSetting] = [:]

    /// An account with nothing but its keys.
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
    /// As the file has it: a shipped theme, a file in `themes` beside the configuration, or both.
    package var themeName = "default"
    /// What `themeName` names, colours included whatever the terminal has; the terminal's own look before it is loaded.
    package var theme = Theme()
    /// The shipped keys with the person's changes.
    package var keymap = Keymap()
    /// Worked into `keymap` already.
    package var sendKey = SendKey.enter
    /// Milliseconds after which a lone Esc is the Esc key.
    package var escapeDelay: Int64 = 25
    /// Whether only ASCII signs are drawn, whatever the locale is.
    package var usesASCII = false
    /// Whether colours are used where the terminal has them.
    package var usesColors = true
    /// Whether texts that arrive while the window has no focus may ring the bell.
    package var bell = true
    /// The person's editor, with arguments if wanted; nil takes `$VISUAL` or `$EDITOR`.
    package var editor: String?
    /// The folder of the database and the log, as the file names it; nil takes the usual one.
    package var stateFolder: String?
    /// Events below it are left out of the log.
    package var logLevel = Logger.Level.info
    /// The shipped intervals and time limits with what `[poll]` and `[limits]` change.
    package var sync = SyncSettings()

    /// The values of an empty file, but for the keymap and the theme, which the loader puts in.
    package init() {}
}
