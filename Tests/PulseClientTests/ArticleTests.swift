import Foundation
import PulseClient
import PulseModel
import PulseSimulator
import TestPacing
import Testing

/// The article of the library's documentation: its examples compile, run, and are those that it shows.
@Suite("Article", .paced)
struct ArticleTests {
    @Test("its code blocks are the examples that are compiled here")
    func blocksAreTheExamples() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let article = root.appending(path: "Sources/PulseClient/PulseClient.docc/PulseClient.md")
        let examples = root.appending(path: "Tests/PulseClientTests/ArticleExamples.swift")
        let blocks = Self.parts(of: try String(contentsOf: article, encoding: .utf8), from: "```swift", to: "```")
        let parts = Self.parts(
            of: try String(contentsOf: examples, encoding: .utf8),
            from: "// example: ",
            to: "// end of example"
        )
        #expect(parts.count == 4)
        #expect(blocks == parts)
    }

    @Test("all of it runs against both services")
    func everythingRuns() async throws {
        let simulator = try await Simulator.start(SimulatorOptions(visitorsWrite: false))
        let assistant = try #require(simulator.addresses.assistants.first)
        let support = simulator.addresses.support
        try await run(support: (support.baseURL, support.key), assistant: (assistant.baseURL, assistant.key))
        let texts = await simulator.received.map(\.text)
        #expect(Set(texts) == ["Hello! We are looking into it.", "How long is the warranty?"])
        await simulator.stop()
    }

    @Test("a history longer than a page is read whole")
    func longHistory() async throws {
        let options = SimulatorOptions(scenario: .long, longConversation: 317)
        try await SimulatedDesk.run(options) { desk in
            let conversations = try await desk.assistant.conversations().value.rows
            var lengths: [Int] = []
            for conversation in conversations {
                let all = try await history(of: conversation.id, desk.assistant)
                #expect(Set(all.map(\.id)).count == all.count)
                lengths.append(all.count)
            }
            #expect(lengths.contains(317))
        }
    }

    /// The lines between marks.
    private static func parts(of text: String, from start: String, to end: String) -> [[String]] {
        var parts: [[String]] = []
        var isInside = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if isInside, line == end {
                isInside = false
            } else if isInside {
                parts[parts.count - 1].append(line)
            } else if line.hasPrefix(start) {
                isInside = true
                parts.append([])
            }
        }
        return parts
    }
}
