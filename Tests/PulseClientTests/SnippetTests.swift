import Foundation
import PulseSimulator
import TestPacing
import Testing

/// The programs in `Snippets`, as others would run them.
@Suite("Snippets", .paced)
struct SnippetTests {
    @Test("an answer comes with its sources")
    func answerWithSources() async throws {
        try await SimulatedDesk.run(SimulatorOptions(pace: 0, visitorsWrite: false)) { desk in
            let app = try #require(desk.simulator.addresses.assistants.first)
            let environment = ["PULSEAI_URL": app.baseURL, "PULSEAI_KEY": app.key]
            let run = try await Snippet.run("AnswerWithSources", ["How long is the warranty?"], environment)
            let lines = run.output.split(separator: "\n").map(String.init)
            #expect(lines.first?.hasPrefix("The warranty covers faults of material and making for 24 months.") == true)
            #expect(lines.dropFirst().first?.hasPrefix("[1] warranty.md: ") == true)
            #expect(run.errors == "")
            #expect(run.status == 0)
        }
    }

    @Test("a wrong key is said in words")
    func wrongKey() async throws {
        try await SimulatedDesk.run(SimulatorOptions(visitorsWrite: false)) { desk in
            let app = try #require(desk.simulator.addresses.assistants.first)
            let environment = ["PULSEAI_URL": app.baseURL, "PULSEAI_KEY": "app-wrong"]
            let run = try await Snippet.run("AnswerWithSources", ["q"], environment)
            #expect(run.errors.hasPrefix("the key is refused"))
            #expect(run.output == "")
            #expect(run.status == 69)
        }
    }

    @Test("without what they need they say how they are called", arguments: ["AnswerWithSources"])
    func usage(name: String) async throws {
        let run = try await Snippet.run(name, [], [:])
        #expect(run.errors.hasPrefix("usage: "))
        #expect(run.status == 64)
    }
}

/// One run of a program of `Snippets`.
struct Snippet {
    var status: Int32
    var output: String
    var errors: String

    /// The package manager builds each file of `Snippets` as a program beside the tests.
    static func run(_ name: String, _ arguments: [String], _ environment: [String: String]) async throws -> Snippet {
        let folder = try TemporaryFolder()
        let output = URL(filePath: try folder.write([], to: "output"))
        let errors = URL(filePath: try folder.write([], to: "errors"))
        let process = Process()
        process.executableURL = URL(filePath: Bundle.main.bundlePath + "/" + name)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
        return Snippet(
            status: process.terminationStatus,
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8)
        )
    }
}
