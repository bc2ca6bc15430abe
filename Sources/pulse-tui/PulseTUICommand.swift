import ArgumentParser
import Foundation
import PulseTUI

/// The program: the screen, and what stands beside it.
@main
struct PulseTUICommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pulse-tui",
        abstract: "A keyboard-only support desk in the terminal, for Pulse live chat and PulseAI assistants.",
        usage: ScreenSubcommand.usage,
        discussion: """
            Without a subcommand it opens the desk with the accounts of the configuration; with --demo with made-up visitors \
            and assistants: no account, no network, nothing kept.

              --demo         Run against the built-in simulator.
              --config FILE  The configuration; else PULSE_TUI_CONFIG, else
                             pulse-tui/config.toml in the configuration folder.
              --state DIR    The folder of the database and the log.
            """,
        version: "0.1.0",
        subcommands: [
            ScreenSubcommand.self, SimulatorSubcommand.self, SetupSubcommand.self, DoctorSubcommand.self,
            KeysSubcommand.self, CallSubcommand.self,
            ThemesSubcommand.self,
        ],
        defaultSubcommand: ScreenSubcommand.self
    )

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            exit(withError: hidingDefaultSubcommand(error))
        }
    }

    /// `screen` is never typed, so its name must not appear in errors.
    private static func hidingDefaultSubcommand(_ error: any Error) -> any Error {
        let isHidden = fullMessage(for: error).contains("'pulse-tui screen --help'")
        return isHidden ? ValidationError(message(for: error)) : error
    }
}

/// The screen.
struct ScreenSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "screen",
        abstract: "The desk itself; what runs without a subcommand.",
        usage: usage,
        shouldDisplay: false
    )

    /// Both ways to start the program.
    static let usage = """
        pulse-tui [--demo] [--config FILE] [--state DIR]
        pulse-tui setup | doctor | keys | themes | simulator | call
        """

    @Flag(help: "Run against the built-in simulator: no account, no network, nothing kept.")
    var demo = false

    @Option(help: "The configuration; else PULSE_TUI_CONFIG, else pulse-tui/config.toml in the configuration folder.")
    var config: String?

    @Option(help: "The folder of the database and the log.")
    var state: String?

    @Argument(help: .hidden)
    var words: [String] = []

    func validate() throws {
        if state?.isEmpty == true { throw ValidationError("--state needs the name of a folder.") }
        if config?.isEmpty == true { throw ValidationError("--config needs the name of a file.") }
    }

    func run() throws {
        // Not in `validate`, which comes before an unknown option is found, whose value a word may be.
        if let word = words.first { throw ValidationError("No command is called \"\(word)\".") }
        let command = ScreenCommand(configuration: config, stateFolder: state)
        guard demo else { throw ExitCode(command.run()) }
        let server = try DemoServer.start()
        defer { server.stop() }
        throw ExitCode(command.runDemo(server.accounts))
    }
}
