import Foundation
import Testing

/// A terminal with sixteen colours, described by the tests: none of those that every system describes has as many.
enum SixteenColours {
    /// What TERM says; no package has a terminal of this name.
    static let terminal = "xterm-of-sixteen-colours"

    /// Compiles the description.
    ///
    /// - Parameter folder: where to.
    /// - Returns: what TERMINFO has to say.
    /// - Throws: when `tic`, which comes with ncurses itself, cannot be run or refuses.
    static func describe(in folder: URL) throws -> String {
        let source = folder.appending(path: "sixteen.terminfo")
        let text = "\(terminal)|xterm with sixteen colours,\n\tcolors#16, pairs#0x100, use=xterm-256color,\n"
        try text.write(to: source, atomically: true, encoding: .utf8)
        let compiled = folder.appending(path: "terminfo")
        let tic = Process()
        tic.executableURL = URL(filePath: "/usr/bin/env")
        tic.arguments = ["tic", "-x", "-o", compiled.path, source.path]
        try tic.run()
        tic.waitUntilExit()
        try #require(tic.terminationStatus == 0, "tic refused the description")
        return compiled.path
    }
}
