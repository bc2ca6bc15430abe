import Foundation
import Glibc
import PulseCore
import PulseModel
import PulseSync

extension DeskSetup {
    /// What the screen is started with, as the person configured it.
    ///
    /// - Parameters:
    ///   - configuration: what was read.
    ///   - folder: where the database and the log are; nil keeps nothing.
    ///   - environment: where the keys' variables are, and `NO_COLOR`.
    package init(
        _ configuration: Configuration,
        stateFolder folder: StateFolder?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        let accounts = configuration.accounts.map { configured in
            SyncAccount(account: configured.account) { () async throws(KeyFailure) -> APIKey in
                try await configured.key.read(environment: environment)
            }
        }
        self.init(
            accounts: accounts,
            stateFolder: folder?.path,
            keymap: configuration.keymap,
            theme: configuration.theme
        )
        sync = configuration.sync
        options.bell = configuration.bell
        escapeDelay = configuration.escapeDelay
        usesASCII = configuration.usesASCII
        usesColors = configuration.usesColors && (environment["NO_COLOR"] ?? "").isEmpty
        errorLog = folder?.errorLog
    }
}

extension Configuration {
    /// Makes the configured editor the one of this process, so that drafts open in it.
    package func exportEditor() {
        if let editor { setenv("VISUAL", editor, 1) }
    }
}
