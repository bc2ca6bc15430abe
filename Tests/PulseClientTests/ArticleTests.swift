import Foundation
import Testing

/// The articles of the library's documentation against the code: their examples compile, and their lists miss nothing.
@Suite("Articles")
struct ArticleTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let catalogue = root.appending(path: "Sources/PulseClient/PulseClient.docc")
    private static let examples = root.appending(path: "Tests/PulseClientTests/Articles")

    @Test("the code blocks of each article are the examples that are compiled here")
    func blocksAreTheExamples() throws {
        let articles = try Self.names(in: Self.catalogue, withExtension: "md")
        let files = try Self.names(in: Self.examples, withExtension: "swift")
        #expect(files.count == 10)
        #expect(Set(files).isSubset(of: articles))
        for name in articles {
            let article = try Self.text(Self.catalogue.appending(path: name + ".md"))
            let code = files.contains(name) ? try Self.text(Self.examples.appending(path: name + ".swift")) : ""
            let blocks = Self.parts(of: article, from: "```swift", to: "```")
            #expect(blocks == Self.parts(of: code, from: "// example", to: "// end of example"), "\(name)")
            #expect(blocks.isEmpty != files.contains(name), "\(name)")
            // A block in another language, or in none, would be held against nothing.
            let fences = article.split(separator: "\n").filter { $0.hasPrefix("```") }.count
            #expect(fences == blocks.count * 2, "\(name)")
        }
    }

    @Test("the first page lists every public type of the module")
    func everyTypeIsListed() throws {
        let page = try Self.text(Self.catalogue.appending(path: "PulseClient.md"))
        let listed = page.matches(of: /(?m)^- ``(\w+)``$/).map { String($0.1) }
        let types = try Self.sources().flatMap { source in
            source.matches(of: /(?m)^public (?:final class|struct|enum|protocol|actor|typealias) (\w+)/).map {
                String($0.1)
            }
        }
        #expect(types.count > 30)
        #expect(listed.sorted() == types.sorted())
    }

    @Test("the page of each client lists every public member", arguments: ["Support", "Assistant", "Knowledge"])
    func everyCallIsListed(service: String) throws {
        let client = service + "Client"
        let page = try Self.text(Self.catalogue.appending(path: client + ".md"))
        let listed = page.matches(of: /(?m)^- ``(\w+)/).map { String($0.1) }
        let members = try Self.sources().flatMap { source in
            source.matches(of: /(?m)^(?:public struct|extension) (\w+)[^{]*\{\n([\s\S]*?)^\}/).filter {
                $0.1 == client
            }.flatMap {
                $0.2.matches(of: /(?m)^    public (?:static )?(?:func |let |var |(?=init))(\w+)/).map { String($0.1) }
            }
        }
        #expect(members.count > 5)
        #expect(listed.sorted() == members.sorted())
    }

    private static func sources() throws -> [String] {
        let folder = root.appending(path: "Sources/PulseClient")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        return try paths.map { try text(folder.appending(path: $0)) }
    }

    private static func names(in folder: URL, withExtension name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == name }.map { $0.deletingPathExtension().lastPathComponent }.sorted()
    }

    private static func text(_ file: URL) throws -> String {
        try String(contentsOf: file, encoding: .utf8)
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
            } else if line == start {
                isInside = true
                parts.append([])
            }
        }
        return parts
    }
}
