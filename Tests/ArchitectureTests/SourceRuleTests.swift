import Foundation
import Testing

@Suite struct SourceRuleTests {
    /// What must not stand in the sources, and why.
    private static let forbidden: [(pattern: String, reason: String)] = [
        ("@MainActor", "the main thread blocks in the loop, so the main actor never runs"),
        ("DispatchQueue.main", "the main thread blocks in the loop, so its queue never runs"),
        ("RunLoop.main", "the main thread blocks in the loop, so its run loop never runs"),
        ("@unchecked Sendable", "the compiler checks what crosses threads"),
        ("nonisolated(unsafe)", "the compiler checks what crosses threads"),
        ("fatalError(", "a person's text must survive"),
        ("try!", "errors are typed and handled"),
        ("as!", "casts are checked"),
    ]

    @Test func nothingForbiddenStandsInTheSources() throws {
        var found: [String] = []
        for file in try SourceTree.files(under: ["Sources", "Snippets", "themes"]) {
            for (number, line) in file.lines.enumerated() {
                let code = line.components(separatedBy: "//").first ?? line
                for rule in Self.forbidden where code.contains(rule.pattern) {
                    found.append("\(file.path):\(number + 1) \(rule.pattern): \(rule.reason)")
                }
            }
        }
        #expect(found == [])
    }

    /// The database library ends the program where a column holds what its subscript cannot convert.
    @Test func columnsAreReadBySomethingThatTakesAnyValue() throws {
        var found: [String] = []
        for file in try SourceTree.files(under: ["Sources/PulseStore"]) {
            for (number, line) in file.lines.enumerated() where line.contains(/\[\d+\]/) {
                found.append("\(file.path):\(number + 1): read it with [at:]")
            }
        }
        #expect(found == [])
    }

    @Test func everyIgnoredErrorSaysWhy() throws {
        var silent: [String] = []
        for file in try SourceTree.files(under: ["Sources", "Snippets", "themes"]) {
            for (number, line) in file.lines.enumerated() {
                let code = line.components(separatedBy: "//").first ?? line
                guard code.contains("try?") else { continue }
                let above = number > 0 ? file.lines[number - 1].trimmingCharacters(in: .whitespaces) : ""
                if !line.contains("//") && !above.hasPrefix("//") { silent.append("\(file.path):\(number + 1)") }
            }
        }
        #expect(silent == [])
    }

    /// Whatever is beyond ASCII on the screen is outside text, or from the set of signs that was chosen.
    @Test func sentencesHaveNoSignsOfTheirOwn() throws {
        var found: [String] = []
        for file in try SourceTree.files(under: ["Sources/PulseCore", "Sources/PulseUI"]) {
            for (number, line) in file.lines.enumerated() {
                let code = line.components(separatedBy: "//").first ?? line
                if !code.allSatisfy(\.isASCII) { found.append("\(file.path):\(number + 1)") }
            }
        }
        #expect(found == [])
    }

    /// What commands print, also of a failure below them, is read in terminals that know ASCII alone; Foundation's
    /// descriptions of errors have typographic quotes.
    @Test func whatIsPrintedOutsideTheScreenIsASCII() throws {
        let folders = ["PulseTUI", "pulse-tui", "PulseClient", "PulseModel", "PulseSync", "CursesKit"]
        var found: [String] = []
        for file in try SourceTree.files(under: folders.map { "Sources/" + $0 }) {
            for (number, line) in file.lines.enumerated() {
                let code = line.components(separatedBy: "//").first ?? line
                if !code.allSatisfy(\.isASCII) || code.contains("localizedDescription") {
                    found.append("\(file.path):\(number + 1)")
                }
            }
        }
        #expect(found == [])
    }

    @Test func noFileIsOver400Lines() throws {
        let long = try SourceTree.files(under: ["Sources", "Snippets", "themes"])
            .filter { $0.lines.count > 401 && !$0.path.contains("+Tables") }
            .map { "\($0.path): \($0.lines.count)" }
        #expect(long == [])
    }

    @Test func noNameTellsNothing() throws {
        let empty = ["Util", "Helper", "Common", "Misc", "Manager"]
        let found = try SourceTree.files(under: ["Sources", "Snippets", "Tests", "themes"]).map(\.path).filter { path in
            path.split(separator: "/").contains { part in empty.contains { part.contains($0) } }
        }
        #expect(found == [])
    }
}
