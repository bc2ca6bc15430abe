import Foundation
import PulseModel
import PulseSimulator

@testable import PulseTUI

/// A simulator with a configuration for it, and calls that are made as the command line makes them.
final class CallBench: Sendable {
    let simulator: Simulator
    let folder: TemporaryFolder
    private let environment: [String: String]

    /// What a call printed and ended with.
    struct Outcome {
        var status: ExitStatus
        var output: String
        var errors: String

        /// The one line of JSON that was printed.
        var json: JSONValue? {
            try? JSONDecoder().decode(JSONValue.self, from: Data(output.utf8))  // nil is asserted on
        }
    }

    /// - Parameters:
    ///   - options: what is simulated.
    ///   - more: TOML at the end of the first assistant's account.
    /// - Throws: why there is no simulator or no folder.
    init(_ options: SimulatorOptions = SimulatorOptions(pace: 0, visitorsWrite: false), more: String = "") async throws
    {
        simulator = try await Simulator.start(options)
        folder = try TemporaryFolder()
        let addresses = simulator.addresses
        var text = """
            [[account]]
            name = "desk"
            service = "pulse"
            base_url = "\(addresses.support.baseURL)"
            key_env = "DESK_KEY"
            sender_name = "Support"

            """
        var variables = ["DESK_KEY": addresses.support.key, "DATASET_KEY": addresses.knowledge.key]
        for (index, assistant) in addresses.assistants.enumerated() {
            variables["APP_KEY_\(index)"] = assistant.key
            text += """
                [[account]]
                name = "\(assistant.kind)"
                service = "pulseai"
                base_url = "\(assistant.baseURL)"
                key_env = "APP_KEY_\(index)"
                dataset_key_env = "DATASET_KEY"
                user = "\(assistant.user)"
                \(index == 0 ? more : "")

                """
        }
        try folder.write(text, to: "config.toml")
        variables["PATH"] = ProcessInfo.processInfo.environment["PATH"]
        environment = variables
    }

    /// Makes a call of the first account that fits.
    func call(
        _ name: String,
        account: String? = nil,
        _ settings: String...,
        file: String? = nil,
        out: String? = nil,
        json: Bool = true,
        interruption: Interruption = Interruption(listens: false),
        wrote: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Outcome {
        let isSupport = ServiceCall.all.first { $0.name == name }?.access == .support
        let command = CallCommand(
            name: name,
            configuration: folder.path + "/config.toml",
            account: account ?? (isSupport ? "desk" : "chat"),
            settings: settings.filter { !$0.isEmpty },
            file: file,
            out: out,
            isJSON: json,
            environment: environment
        )
        let answer = Pipe()
        let errors = Pipe()
        let output = CallOutput(
            isJSON: json,
            answer: answer.fileHandleForWriting,
            errors: errors.fileHandleForWriting,
            showsProgress: false
        )
        // Read meanwhile, or a long answer would fill the pipe.
        async let printed = Self.text(of: answer, wrote)
        async let said = Self.text(of: errors) { _ in }
        let status = await command.run(output: output, interruption: interruption)
        try answer.fileHandleForWriting.close()
        try errors.fileHandleForWriting.close()
        return Outcome(status: status, output: await printed, errors: await said)
    }

    private static func text(of pipe: Pipe, _ wrote: @escaping @Sendable (String) -> Void) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var bytes = Data()
                while true {
                    let more = pipe.fileHandleForReading.availableData
                    guard !more.isEmpty else { break }
                    bytes += more
                    wrote(String(decoding: bytes, as: UTF8.self))
                }
                continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
            }
        }
    }

    func stop() async {
        await simulator.stop()
    }

    /// Runs work with a bench that is stopped after it.
    static func run(
        _ options: SimulatorOptions = SimulatorOptions(pace: 0, visitorsWrite: false),
        more: String = "",
        _ work: (CallBench) async throws -> Void
    ) async throws {
        let bench = try await CallBench(options, more: more)
        do {
            try await work(bench)
        } catch {
            await bench.stop()
            throw error
        }
        await bench.stop()
    }
}

extension JSONValue {
    /// The value under keys and places, or null.
    subscript(first: String, rest: String...) -> JSONValue {
        ([first] + rest).reduce(self) { value, key in
            switch value {
            case .object(let members): members[key] ?? .null
            case .array(let elements): Int(key).flatMap { elements.indices.contains($0) ? elements[$0] : nil } ?? .null
            default: .null
            }
        }
    }
}
