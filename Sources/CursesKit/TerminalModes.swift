import CTerminal

/// The byte strings that put the terminal into the program's modes, and out of them.
///
/// ncurses switches the screen and the cursor; paste, focus, keypad and title are written here, as it does not know
/// the former and switches the keypad only where it reads keys itself.
struct TerminalModes {
    /// After every taking of the terminal.
    let enter: [UInt8]
    /// Before every giving back.
    let leave: [UInt8]
    /// After ncurses gave the terminal back: where there is no second screen to leave, a line of its own for what follows.
    let behind: [UInt8]
    /// Everything at once, for a crash, when ncurses cannot be asked any more.
    let restore: [UInt8]
    /// Before the first title and at the end; empty where titles are unknown.
    let saveTitle: [UInt8]
    let restoreTitle: [UInt8]
    /// Whether a title can be set.
    let hasTitle: Bool
    /// Whether a paste is probably told from typing.
    let hasBracketedPaste: Bool

    /// Asks the description of the current terminal.
    init(name: String, isInsideTmux: Bool) {
        let isANSI = Self.capability("cup").starts(with: [0x1B, UInt8(ascii: "[")])
        let marks: [UInt8] = isANSI ? Array("\u{1B}[?2004h\u{1B}[?1004h".utf8) : []
        let noMarks: [UInt8] = isANSI ? Array("\u{1B}[?1004l\u{1B}[?2004l".utf8) : []
        enter = Self.capability("smkx") + marks
        leave = noMarks + Self.capability("rmkx")

        let isModern = Self.modernNames.contains { name.hasPrefix($0) }
        hasTitle = isModern
        saveTitle = isModern ? Array("\u{1B}[22;2t".utf8) : []
        restoreTitle = isModern ? Array("\u{1B}[23;2t".utf8) : []
        // GNU screen and tmux can have the same name; only tmux passes the marks on.
        hasBracketedPaste = isModern && (!name.hasPrefix("screen") || isInsideTmux)

        let first = Self.capability("rmcup")
        behind = first.isEmpty ? Array("\r\n".utf8) : []
        let lastRow: [UInt8] = first.isEmpty && isANSI ? Array("\u{1B}[999;1H".utf8) : []
        let end = first + lastRow + behind
        restore = leave + Self.capability("sgr0") + Self.capability("op") + Self.capability("cnorm") + end
    }

    private static let modernNames = [
        "xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "kitty", "wezterm", "st-", "ghostty", "konsole",
        "vte", "gnome", "contour", "iterm", "mintty", "putty",
    ]

    /// The bytes that set the title.
    func title(_ text: String, isUTF8: Bool) -> [UInt8] {
        guard hasTitle else { return [] }
        let bytes = text.unicodeScalars.flatMap { scalar -> [UInt8] in
            isUTF8 || scalar.isASCII ? Array(String(scalar).utf8) : [UInt8(ascii: "?")]
        }
        return Array("\u{1B}]2;".utf8) + bytes + [0x07]
    }

    /// A string of the terminal's description without its delays; empty when it has none.
    static func capability(_ name: String) -> [UInt8] {
        var buffer = [CChar](repeating: 0, count: 256)
        let count = terminal_capability(name, &buffer, buffer.count)
        return buffer.prefix(count).map { UInt8(bitPattern: $0) }
    }
}
