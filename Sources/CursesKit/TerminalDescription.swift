import CTerminal
import Glibc
package import ScreenKit

/// What is known of the terminal without taking it: for reports, never for drawing.
package struct TerminalDescription: Hashable, Sendable {
    /// What TERM says; empty where it says nothing.
    package var name: String
    /// Whether its description is installed and can place the cursor.
    package var isKnown: Bool
    /// How many colours it has.
    package var colorCount: Int
    /// Whether the locale's text is UTF-8.
    package var isUTF8: Bool
    /// The window; nil where standard output is no terminal.
    package var size: Size?

    /// Takes values as they are, as the test of a report does; `current()` asks the real terminal.
    package init(name: String, isKnown: Bool, colorCount: Int, isUTF8: Bool, size: Size?) {
        self.name = name
        self.isKnown = isKnown
        self.colorCount = colorCount
        self.isUTF8 = isUTF8
        self.size = size
    }

    /// The terminal of this process.
    ///
    /// Sets the process's locale, as opening the terminal does.
    package static func current() -> TerminalDescription {
        let name = getenv("TERM").map { String(cString: $0) } ?? ""
        let isKnown = !name.isEmpty && terminal_describe(name, STDOUT_FILENO) != 0
        var rows: Int32 = 0
        var columns: Int32 = 0
        let hasSize = terminal_window_size(STDOUT_FILENO, &rows, &columns) == 0
        return TerminalDescription(
            name: name,
            isKnown: isKnown,
            colorCount: isKnown ? Int(terminal_color_count()) : 0,
            isUTF8: terminal_set_locale() != 0,
            size: hasSize ? Size(rows: Int(rows), columns: Int(columns)) : nil
        )
    }
}
