import Foundation

/// The package's own Swift files.
enum SourceTree {
    struct File {
        /// From the package's root, with slashes.
        var path: String
        var lines: [String]
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A folder without a Swift file: a rule would hold there whatever stands elsewhere.
    struct NothingFound: Error, Equatable {
        var folder: String
    }

    /// All Swift files under these folders, of which each has some.
    static func files(under folders: [String]) throws -> [File] {
        var files: [File] = []
        for folder in folders {
            let base = root.appending(path: folder)
            guard let found = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else {
                throw NothingFound(folder: folder)
            }
            let before = files.count
            for case let url as URL in found where url.pathExtension == "swift" {
                let text = try String(contentsOf: url, encoding: .utf8)
                let path = String(url.path.dropFirst(root.path.count)).drop { $0 == "/" }
                files.append(File(path: String(path), lines: text.components(separatedBy: "\n")))
            }
            if files.count == before { throw NothingFound(folder: folder) }
        }
        return files
    }

    /// The modules that a file imports.
    static func imports(of file: File) -> [String] {
        file.lines.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let index = words.firstIndex(of: "import"), index + 1 < words.count else { return nil }
            let modifiers: Set<String> = [
                "public", "package", "internal", "private", "fileprivate", "@testable", "@_exported",
            ]
            guard words[..<index].allSatisfy(modifiers.contains) else { return nil }
            let kinds: Set<String> = ["struct", "class", "enum", "func", "protocol", "var", "let", "typealias"]
            let name = kinds.contains(words[index + 1]) && index + 2 < words.count ? words[index + 2] : words[index + 1]
            return name.split(separator: ".").first.map(String.init)
        }
    }
}
