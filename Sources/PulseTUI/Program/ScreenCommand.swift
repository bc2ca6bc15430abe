import Foundation
import PulseCore
package import PulseModel
import PulseSync
import ScreenKit

/// `pulse-tui` without a subcommand: the screen.
package struct ScreenCommand: Sendable {
    /// `--config`.
    package var configuration: String?
    /// `--state`.
    package var stateFolder: String?

    /// An option that was not given is nil, and the usual place holds.
    package init(configuration: String? = nil, stateFolder: String? = nil) {
        self.configuration = configuration
        self.stateFolder = stateFolder
    }

    /// Runs the screen with the configured accounts; what is wrong is said on standard error.
    ///
    /// - Returns: The status to exit with; 128 and the number of the signal where one ended it.
    package func run() -> Int32 {
        run { configuration, places in
            // A file without accounts is somebody's; the empty screen says what is missing.
            guard configuration.file != nil else { return nil }
            let accounts = configuration.accounts.map { configured in
                SyncAccount(account: configured.account, signer: configured.signer()) {
                    () async throws(KeyFailure) in
                    try await configured.key.read()
                }
            }
            let path = places.stateFolder(option: stateFolder, configured: configuration.stateFolder)
            let folder = StateFolder(path: path)
            var setup = DeskSetup(configuration, accounts: accounts, stateFolder: path)
            setup.errorLog = folder.errorLog
            setup.logFile = LogFile(path: folder.log)
            setup.logLevel = configuration.logLevel
            return setup
        }
    }

    /// Runs the screen over accounts whose keys are known, with the person's theme and keys, and keeps nothing.
    ///
    /// - Parameter accounts: The accounts with their keys.
    /// - Returns: The status to exit with.
    package func runDemo(_ accounts: [(Account, APIKey)]) -> Int32 {
        run { configuration, _ in
            let accounts = accounts.map { account, key in
                SyncAccount(account: account) { () async throws(KeyFailure) in key }
            }
            return DeskSetup(configuration, accounts: accounts, stateFolder: nil)
        }
    }

    private func run(_ setup: (Configuration, FilePlaces) -> DeskSetup?) -> Int32 {
        let configuration: Configuration
        do throws(ConfigurationProblems) {
            configuration = try ConfigurationLoader().load(option: self.configuration)
        } catch {
            for problem in error.all { complain(problem.sentence.string) }
            return ExitStatus.configuration.rawValue
        }
        guard let setup = setup(configuration, FilePlaces()) else {
            for line in StartMessage.lines(configuration: self.configuration) { complain(line.string) }
            return ExitStatus.configuration.rawValue
        }
        do throws(DeskFailure) {
            return try Desk.run(setup).map { 128 + $0 } ?? ExitStatus.ok.rawValue
        } catch {
            return complain(error)
        }
    }

    private func complain(_ failure: DeskFailure) -> Int32 {
        switch failure {
        case .store(let failure):
            complain("pulse-tui: \(Sentences.words(failure))")
            return switch failure {
            case .inUse, .locked: ExitStatus.inUse.rawValue
            case .accountChanged: ExitStatus.configuration.rawValue
            default: ExitStatus.unavailable.rawValue
            }
        case .terminal(let words):
            complain("pulse-tui: \(words)")
            return ExitStatus.unavailable.rawValue
        }
    }

    private func complain(_ words: String) {
        for line in DisplayText.paragraphs(sanitizing: words) {
            StandardError.say(line.string)
        }
    }
}

extension DeskSetup {
    /// What the configuration says of the screen.
    init(_ configuration: Configuration, accounts: [SyncAccount], stateFolder: String?) {
        self.init(
            accounts: accounts,
            stateFolder: stateFolder,
            keymap: configuration.keymap,
            theme: configuration.theme
        )
        sync = configuration.sync
        options.bell = configuration.bell
        escapeDelay = configuration.escapeDelay
        usesASCII = configuration.usesASCII
        let noColor = ProcessInfo.processInfo.environment["NO_COLOR"] ?? ""
        usesColors = configuration.usesColors && noColor.isEmpty
        editor = configuration.editor
    }
}
