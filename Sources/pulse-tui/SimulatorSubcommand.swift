import ArgumentParser
import Foundation
import PulseSimulator

/// Both services on the loopback, for other programs and for trying things out.
struct SimulatorSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulator",
        abstract: "Serve both services on 127.0.0.1 until it is ended.",
        discussion: "Prints one line of JSON with the addresses and keys, then serves."
    )

    @Option(help: "The port; 0 takes any free one.")
    var port: UInt16 = 0

    @Option(help: "What is played: \(Scenario.Name.allCases.map(\.rawValue).joined(separator: ", ")).")
    var scenario = Scenario.Name.demo.rawValue

    @Option(help: "What goes wrong, repeatable: \(Fault.allCases.map(\.rawValue).joined(separator: ", ")).")
    var fault: [String] = []

    @Option(help: "Equal seeds play equally.")
    var seed: UInt64 = 1

    @Option(help: "The largest file that is taken, in MB; 0 takes any. The services' own limits without it.")
    var uploadLimit: Int?

    func validate() throws {
        if let uploadLimit, uploadLimit < 0 { throw ValidationError("--upload-limit is 0 or more.") }
        guard Scenario.Name(rawValue: scenario) != nil else {
            throw ValidationError("No scenario is called \"\(scenario)\".")
        }
        for name in fault where Fault(rawValue: name) == nil {
            throw ValidationError("No fault is called \"\(name)\".")
        }
    }

    func run() throws {
        var options = SimulatorOptions()
        options.port = port
        options.seed = seed
        options.scenario = Scenario.Name(rawValue: scenario) ?? .demo
        options.uploadLimitMB = uploadLimit
        options.faults = Set(fault.compactMap(Fault.init(rawValue:)))
        let server = try DemoServer.start(options)
        // Not `print`: a pipe must have the line at once.
        FileHandle.standardOutput.write(Data((server.line + "\n").utf8))
        server.waitUntilStopped()
    }
}

extension DemoServer {
    /// Addresses and keys as one line of JSON.
    var line: String { simulator.addresses.line }

    /// Blocks until the server ends.
    func waitUntilStopped() {
        let isDone = BlockingResult<Bool>()
        Task.detached { [simulator] in
            await simulator.waitUntilStopped()
            isDone.put(true)
        }
        _ = isDone.take()
    }
}
