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

    @Test("a folder becomes a knowledge base, the best chunk comes first", arguments: ["economy", "high_quality"])
    func knowledgeFromFolder(indexing: String) async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array("Batteries are covered for six months.".utf8), to: "batteries.txt")
        _ = try folder.write(Array("The warranty covers faults for 24 months.".utf8), to: "warranty.md")
        _ = try folder.write([0x4D, 0x5A], to: "setup.exe")
        try await SimulatedDesk.run(SimulatorOptions(pace: 0.1, visitorsWrite: false)) { desk in
            let address = desk.simulator.addresses.knowledge
            let environment = [
                "PULSEAI_URL": address.baseURL, "PULSEAI_DATASET_KEY": address.key,
                "PULSEAI_INDEXING": indexing,
            ]
            let arguments = [folder.path, "warranty faults months"]
            let run = try await Snippet.run("KnowledgeFromFolder", arguments, environment)
            let lines = run.output.split(separator: "\n").map(String.init)
            let ranks = indexing == "economy" ? ["1. unscored", "2. unscored"] : ["1. 1.00", "2. 0.33"]
            #expect(lines.first?.hasPrefix("made pulse-client-") == true)
            #expect(
                Array(lines.dropFirst()) == [
                    "added batteries.txt", "added warranty.md",
                    ranks[0] + "  warranty.md: The warranty covers faults for 24 months.",
                    ranks[1] + "  batteries.txt: Batteries are covered for six months.",
                ]
            )
            #expect(run.errors.hasPrefix("left out setup.exe: refused with 400"))
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

    @Test("without arguments they say what they need", arguments: ["AnswerWithSources", "KnowledgeFromFolder"])
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
