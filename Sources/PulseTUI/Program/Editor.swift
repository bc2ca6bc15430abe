import CursesKit
import Foundation
import PulseCore

/// Writing a draft in the person's editor.
enum Editor {
    /// Opens the text in the configured editor, `$VISUAL`, `$EDITOR` or `vi` and gives what it left; nil keeps the old text.
    ///
    /// The file is readable by this user alone and gone afterwards. An editor that fails, or leaves nothing, changes nothing.
    /// Of a file that is too long only as much is given as shows that.
    static func edit(
        _ text: String,
        with configured: String?,
        on device: any TerminalDevice,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String? {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("pulse-tui-\(UUID().uuidString).txt")
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: file.path, contents: Data(text.utf8), attributes: attributes)
        else { return nil }
        defer {
            // A file that cannot be removed any more was removed by the editor.
            try? FileManager.default.removeItem(at: file)
        }
        let candidates = [configured, environment["VISUAL"], environment["EDITOR"]]
        let editor = candidates.compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
        // The variable may hold arguments, so a shell splits it; the file's name goes in as an argument of its own.
        let command = ["/bin/sh", "-c", "\(editor) \"$1\"", "pulse-tui", file.path]
        do {
            guard try device.runForeground(command, environment: environment) == 0 else { return nil }
            let edited = String(decoding: try beginning(of: file), as: UTF8.self)
            let trimmed = edited.hasSuffix("\n") ? String(edited.dropLast()) : edited
            return trimmed.allSatisfy(\.isWhitespace) ? nil : trimmed
        } catch {
            return nil
        }
    }

    /// What the file holds, as far as a byte beyond the longest text and its last line end.
    private static func beginning(of file: URL) throws -> Data {
        let handle = try FileHandle(forReadingFrom: file)
        defer {
            // It was only read.
            try? handle.close()
        }
        return try handle.read(upToCount: ComposerState.textLimit + 2) ?? Data()
    }
}
