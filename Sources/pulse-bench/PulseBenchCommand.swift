import ArgumentParser

/// Measures and tries pulse-tui from outside, through a real pseudo-terminal.
@main
struct PulseBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pulse-bench",
        abstract: "Measure and try pulse-tui from outside, through a real pseudo-terminal.",
        subcommands: [MeasureSubcommand.self, FillSubcommand.self, SmokeSubcommand.self, SoakSubcommand.self]
    )
}
