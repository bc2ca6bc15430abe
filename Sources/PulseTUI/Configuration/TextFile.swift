import Foundation
import Glibc

/// Reads text files whole.
enum TextFile {
    /// The largest file that is taken for one that a person wrote.
    private static let limit = 1 << 20

    /// The text of a file.
    ///
    /// - Throws: `.missingFile`, `.unreadableFile`, and a `.syntax` with its line for bytes that are no UTF-8.
    static func read(_ path: String) throws(ConfigurationProblem) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let isMissing = errno == ENOENT || errno == ENOTDIR
            let reason = String(cString: strerror(errno))
            throw ConfigurationProblem(file: path, reason: isMissing ? .missingFile : .unreadableFile(reason))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            throw ConfigurationProblem(
                file: path,
                reason: .unreadableFile(isFolder ? "it is a folder" : "it is no file")
            )
        }
        guard status.st_size <= limit else {
            throw ConfigurationProblem(file: path, reason: .unreadableFile("it is larger than 1 MiB"))
        }
        // The system's words, which say more than those of a read that fails.
        guard access(path, R_OK) == 0, let bytes = FileManager.default.contents(atPath: path) else {
            throw ConfigurationProblem(file: path, reason: .unreadableFile(String(cString: strerror(errno))))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationProblem(file: path, line: badLine(bytes), reason: .syntax("bytes that are no UTF-8"))
        }
        return text
    }

    private static func badLine(_ bytes: Data) -> Int? {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .firstIndex { String(validating: $0, as: UTF8.self) == nil }
            .map { $0 + 1 }
    }
}
