import ArgumentParser
import Foundation
import PulseTUI
import ScreenKit

/// Makes one call of a service by its name.
struct CallSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Make one call of Pulse or PulseAI by its name; for scripts, and to try things out.",
        usage: """
            pulse-tui call --list
            pulse-tui call NAME --help
            pulse-tui call NAME [--account NAME] [--set FIELD=VALUE ...] [--file F] [--out F] [--json] [--config FILE]
            """,
        discussion: """
            All 39 calls that the services' documents name are here, under the documents' headings in lower case with \
            hyphens; --list names them, NAME --help tells what one of them takes. A call goes straight to the service: it \
            does not touch the desk's store, so that it works beside an open screen, and send-message goes past the outbox.

            What the service said is printed as text, or with --json as one line of JSON; a streamed answer as it comes, \
            with --json one line for each event. Ctrl-C stops an answer on the server, and ends any other call.

            Exit status: 0 done, 64 wrong command line, 65 refused, 66 not found, 69 service not reached or failed, \
            70 a message that may have arrived, 74 the answer cannot be written, 78 configuration, 130 stopped by you.
            """,
        helpNames: []
    )

    @Argument(help: "The call's name.")
    var name: String?

    @Flag(help: "Print the names of all calls.")
    var list = false

    @Option(help: "The account, where several fit.")
    var account: String?

    @Option(name: .customLong("set"), help: "A field of the call, repeatable: FIELD=VALUE.")
    var settings: [String] = []

    @Option(help: "The file to upload; or that with the text to send, - for standard input.")
    var file: String?

    @Option(help: "Where to write the sound.")
    var out: String?

    @Flag(help: "Print JSON for programs.")
    var json = false

    @OptionGroup var options: ConfigurationOption

    @Flag(name: [.customShort("h"), .long], help: "Show help, of the call where one is named.")
    var help = false

    func run() throws {
        if list { return print(CallHelp.list) }
        if help {
            guard let name else { throw CleanExit.helpRequest(self) }
            guard let page = CallHelp.page(of: name) else {
                throw complaint("no call is named \"\(name)\"")
            }
            return print(page)
        }
        guard let name else { throw complaint("the name of a call is missing") }
        let command = CallCommand(
            name: name,
            configuration: options.config,
            account: account,
            settings: settings,
            file: file,
            out: out,
            isJSON: json
        )
        let status = BlockingResult<ExitStatus>()
        Task.detached { status.put(await command.run()) }
        throw ExitCode(status.take().rawValue)
    }

    /// Says what is wrong with the command line; the program's own usage would tell nothing of this command.
    private func complaint(_ words: String) -> ExitCode {
        StandardError.say(DisplayText(sanitizing: "pulse-tui: \(words); pulse-tui call --list names all").string)
        return ExitCode(ExitStatus.usage.rawValue)
    }

    private func print(_ lines: [DisplayText]) {
        let console = StandardConsole(usesColors: false)
        for line in lines { console.write(line) }
    }
}
