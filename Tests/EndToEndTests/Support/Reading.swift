import Foundation
import PtyKit
import TerminalTesting

extension VTermScreen {
    /// What stands behind the name and the time of our message with this text: `✓`, `? unknown`, `◷ queued` and so on.
    func standing(of text: String) -> String? {
        let rows = self.text
        guard
            let row = rows.indices.dropFirst().last(where: { rows[$0].contains(text) && rows[$0 - 1].contains(" you ") }
            )
        else { return nil }
        guard let name = rows[row - 1].range(of: " you ", options: .backwards) else { return nil }
        // The time comes first.
        let rest = rows[row - 1][name.upperBound...].drop { $0 != " " }
        return rest.prefix { $0 != "│" }.trimmingCharacters(in: .whitespaces)
    }

    /// The line at the bottom.
    var statusLine: String { text(row: rows - 1) }

    /// So many lines of the thread, from the first below its title, without the frame around them.
    func threadLines(_ count: Int) -> [String] {
        text.dropFirst().prefix(count).map { row in
            let parts = row.split(separator: "│", omittingEmptySubsequences: false)
            return parts.count > 2 ? parts[2].trimmingCharacters(in: .whitespaces) : row
        }
    }
}

extension TerminalSession {
    /// From the thread or the composer to a row of the list and into it.
    ///
    /// - Parameters:
    ///   - name: what the row shows.
    ///   - isComposing: whether the composer has the keys; else the list or the thread has them.
    ///   - key: Enter to read, `r` to write.
    /// - Throws: `TimedOut` when the program does not follow.
    func go(to name: String, fromComposer isComposing: Bool, with key: String) throws {
        if isComposing { try press(.tab) } else { try type("h") }
        try type("/")
        try waitForText("Find:")
        // What was looked for last stands there.
        try press(.control("u"))
        try type(name)
        try waitUntil("what to find") {
            $0.statusLine == "Find: " + name || $0.statusLine.hasPrefix("Find: " + name + "  ")
        }
        try press(.enter)
        try waitForNoText("Find:")
        try type(key)
    }
}
