import ArgumentParser
import PulseTUI

/// Looks at everything that the desk needs.
struct DoctorSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at terminal, files, keys and services, and say what to do."
    )

    @OptionGroup var options: ConfigurationOption

    @Option(help: "The folder of the database and the log.")
    var state: String?

    func run() throws {
        let config = options.config
        let folder = state
        let status = Handover<ExitStatus>()
        Task.detached {
            let console = StandardConsole(usesColors: true)
            status.put(await DoctorCommand.run(configuration: config, state: folder, console: console))
        }
        throw ExitCode(status.take().rawValue)
    }
}
