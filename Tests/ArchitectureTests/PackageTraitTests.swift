import Foundation
import Testing

/// Whoever wants the client library alone shall not fetch what only the desk needs.
@Suite struct PackageTraitTests {
    /// The package manager fetches a package if a single use of it is unconditional.
    @Test func whatTheClientDoesNotNeedHasTheTrait() throws {
        let manifest = try String(contentsOf: SourceTree.root.appending(path: "Package.swift"), encoding: .utf8)
        let target = try #require(manifest.firstMatch(of: /name: "PulseClient",\s+dependencies: \[([^\]]+)\]/))
        let needed = Set(target.1.matches(of: /package: "([^"]+)"/).map { String($0.1) })
        #expect(needed.count == 5)
        let uses = manifest.matches(of: /\.product\(name: "[^"]+", package: "([^"]+)"([^)]*)\)/)
        #expect(uses.count > 15)
        for use in uses {
            let package = String(use.1)
            #expect(needed.contains(package) == !use.2.contains("condition: desk"), "\(use.0)")
        }
    }
}
