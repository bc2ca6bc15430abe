import ArgumentParser
import Foundation

/// Makes a desk of the measured size, for profiling by hand.
struct FillSubcommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill",
        abstract: "Make the state folder and the configuration that are measured, and keep them."
    )

    @Argument(help: "The folder to make; it gets filled.toml and filled/.")
    var folder: String

    @Flag(help: "With 10,000 messages in the store, not 1,000,000.")
    var quick = false

    func run() async throws {
        let url = URL(filePath: folder)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        _ = try await Bench(program: "", folder: url, amount: quick ? .quick : .full)
        print("DESK_KEY=none HELPER_KEY=none pulse-tui --config \(folder)/filled.toml --state \(folder)/filled")
    }
}
