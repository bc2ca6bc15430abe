import ArgumentParser
import Foundation
import PulseSimulator

/// Prints the table of budgets with what this machine gives.
struct MeasureSubcommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measure a release binary against the budgets, at 120×40."
    )

    @Argument(help: "The pulse-tui to measure: a release build.")
    var program: String

    @Flag(help: "With 10,000 messages in the store, not 1,000,000.")
    var quick = false

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pulse-bench-\(UUID().uuidString)")
        defer {
            // What cannot be removed is in the system's folder for such things.
            try? FileManager.default.removeItem(at: folder)
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let bench = try await Bench(program: program, folder: folder, amount: quick ? .quick : .full)
        var table = ResultTable()
        try bench.measureStart(&table)
        try bench.measureKeys(&table)
        try await bench.measurePolling(&table)
        try await bench.measureStreaming(&table)
        try bench.measureIdle(&table)
        try await bench.measureMemory(after: quick ? 4_000 : 20_000, &table)
        print(table.text)
    }
}
