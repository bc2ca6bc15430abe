import ArgumentParser
import PulseTUI

@main
struct PulseTUICommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pulse-tui",
        abstract: "A keyboard-only support desk in the terminal, for Pulse live chat and PulseAI assistants.",
        subcommands: []
    )

    @Flag(help: "Run against the built-in simulator: no account, no network, nothing kept.")
    var demo = false

    func run() throws {
    }
}
