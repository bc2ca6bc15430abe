import ArgumentParser
import PulseTUI

/// What every command that reads the configuration takes.
struct ConfigurationOption: ParsableArguments {
    @Option(help: "The configuration; else PULSE_TUI_CONFIG, else pulse-tui/config.toml in the configuration folder.")
    var config: String?
}

/// Adds an account.
struct SetupSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Add an account: asks, checks the key against the service, then writes the configuration."
    )

    @OptionGroup var options: ConfigurationOption

    func run() throws {
        let config = options.config
        let status = BlockingResult<ExitStatus>()
        Task.detached {
            let dialog = SetupDialog(console: StandardConsole(usesColors: true), configuration: config)
            status.put(await dialog.run())
        }
        throw ExitCode(status.take().rawValue)
    }
}

/// Prints the keys.
struct KeysSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Print the keys of every place, with your own changes."
    )

    @OptionGroup var options: ConfigurationOption

    func run() throws {
        let status = KeysCommand.run(configuration: options.config, console: StandardConsole(usesColors: true))
        throw ExitCode(status.rawValue)
    }
}

/// Lists the themes.
struct ThemesSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes",
        abstract: "List the shipped themes and your own, each with a sample."
    )

    @OptionGroup var options: ConfigurationOption

    func run() throws {
        let status = ThemesCommand.run(configuration: options.config, console: StandardConsole(usesColors: true))
        throw ExitCode(status.rawValue)
    }
}

/// Looks at everything that the desk needs.
struct DoctorSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check terminal, files, keys, reachability and clock; each line says what to do."
    )

    @OptionGroup var options: ConfigurationOption

    @Option(help: "The folder of the database and the log.")
    var state: String?

    func run() throws {
        let config = options.config
        let state = state
        let status = BlockingResult<ExitStatus>()
        Task.detached {
            let console = StandardConsole(usesColors: true)
            status.put(await DoctorCommand.run(configuration: config, state: state, console: console))
        }
        throw ExitCode(status.take().rawValue)
    }
}
