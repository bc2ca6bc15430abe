import CNcurses
import CTerminal
import Glibc
package import ScreenKit

/// The terminal of the process, drawn with ncurses.
///
/// There can be one at a time. ncurses is not safe for threads, and this class is not `Sendable`: the thread
/// that opened it owns it. It reads the keyboard itself (see `KeyDecoder`); ncurses only draws.
package final class CursesTerminal: TerminalDevice {
    /// Found out when the terminal was taken; the colours are `.none` where the options want none.
    package let traits: TerminalTraits
    /// Follows the window inside `wait` and when the terminal is taken again; stays where it cannot be read.
    package internal(set) var size: Size

    let input: Int32 = STDIN_FILENO
    let output: Int32 = STDOUT_FILENO
    let signals: Int32
    let modes: TerminalModes
    let library: OpaquePointer?
    let errorStream: ErrorStream
    var originalModes: termios
    /// The modes of the line while the terminal is held.
    var programModes: termios

    var decoder: KeyDecoder
    /// What was found out outside of a wait.
    var pending: [InputEvent] = []
    /// The terminal is gone; nothing comes from it any more.
    var isLost = false
    var isClosed = false

    /// What ncurses was told last; `nil` when it has to be told everything.
    var shown: Screen?
    var isCursorVisible: Bool?
    var pairs: ColorPairs
    /// A space in each style that was drawn, by the style's number.
    var blanks: [UInt64: cchar_t] = [:]
    var line: [cchar_t] = []
    var title: DisplayText?

    /// Takes the terminal.
    ///
    /// - Throws: `.notATerminal`, `.unknownTerminal`, `.modesUnreadable`, `.noPipe` or `.logUnwritable`. The
    ///   terminal is untouched then.
    package init(options: TerminalOptions = TerminalOptions()) throws(TerminalFailure) {
        guard isatty(input) == 1, isatty(output) == 1 else { throw .notATerminal }
        let name = getenv("TERM").map { String(cString: $0) } ?? ""
        guard !name.isEmpty, terminal_describe(name, output) != 0 else { throw .unknownTerminal(name: name) }
        originalModes = termios()
        programModes = originalModes
        guard tcgetattr(input, &originalModes) == 0 else { throw .modesUnreadable(errno) }
        // Before ncurses looks at the first character, or every letter beyond ASCII has no width.
        let isUTF8 = terminal_set_locale() != 0
        let errorStream = try ErrorStream(path: options.errorLog)
        // Before newterm, which installs its own where nobody else did: its SIGTERM ends the process at once.
        signals = terminal_signals_open()
        guard signals >= 0 else {
            errorStream.restore()
            throw .noPipe(errno)
        }
        terminal_guard_install()
        modes = TerminalModes(name: name, isInsideTmux: getenv("TMUX") != nil)
        terminal_guard_arm(output, modes.restore, modes.restore.count, &originalModes)
        var rows: Int32 = 0
        var columns: Int32 = 0
        // LINES and COLUMNS count only for a terminal that cannot say its size: what a shell left in them may be anything.
        let hasSize = terminal_window_size(output, &rows, &columns) == 0
        use_env(!hasSize)
        // Without it ncurses begins with what the description says, until the window is followed.
        use_tioctl(hasSize && terminal_window_is_possible(output) != 0)
        terminal_output_open(output)
        library = terminal_drawing_open(output).flatMap { nc_newterm(name, $0) }
        guard library != nil else {
            terminal_drawing_close()
            terminal_guard_disarm()
            terminal_guard_remove()
            terminal_output_close()
            terminal_signals_close()
            errorStream.restore()
            throw .unknownTerminal(name: name)
        }
        self.errorStream = errorStream
        let colors = Self.startColors(options.usesColors)
        pairs = ColorPairs(capacity: colors == .none ? 0 : nc_color_pairs())
        decoder = KeyDecoder(
            delays: KeyDecoder.Delays(escape: options.escapeDelay),
            extraKeys: TerminalKeys.described()
        )
        traits = TerminalTraits(
            colors: colors,
            isUTF8: isUTF8,
            hasBracketedPaste: modes.hasBracketedPaste,
            name: name
        )
        size = Size(rows: Int(getmaxy(nc_stdscr())), columns: Int(getmaxx(nc_stdscr())))

        // Every key is ours: flow control, interrupts, and the return key as it is.
        raw()
        noecho()
        nonl()
        // Otherwise ncurses puts off drawing while keys are waiting, which is when drawing matters.
        typeahead(-1)
        def_prog_mode()
        tcgetattr(input, &programModes)
        write(modes.enter)
        _ = followWindow()
        draw { wrefresh(nc_stdscr()) }
    }

    deinit {
        close()
    }

    /// How long the end waits for a terminal that does not read, in milliseconds.
    private static let patience: Int32 = 500

    /// Milliseconds since the machine started, its sleep included where the system counts it.
    package var now: Int64 { terminal_milliseconds() }

    /// Sends the BEL character at once, past ncurses.
    package func ring() {
        write([0x07])
    }

    /// Writes nothing where it is the title already or the terminal has none; the first call saves the former one.
    package func setTitle(_ title: DisplayText) {
        guard modes.hasTitle, title != self.title else { return }
        let isFirst = self.title == nil
        self.title = title
        if isFirst {
            // Before the title is saved: a crash between the two would leave ours, and taking back one that was not saved
            // does nothing.
            armGuard()
            write(modes.saveTitle)
        }
        write(modes.title(title.string, isUTF8: traits.isUTF8))
    }

    /// Also takes back the handlers of signals and crashes; the end of the object does it where nobody did.
    package func close() {
        guard !isClosed else { return }
        isClosed = true
        // Whatever the terminal does, the program ends.
        terminal_output_limit(Self.patience)
        giveBack()
        terminal_guard_remove()
        terminal_signals_close()
        delscreen(library)
        terminal_drawing_close()
        terminal_output_close()
    }

    /// Writes past ncurses, which has nothing buffered between two refreshes.
    func write(_ bytes: [UInt8]) {
        guard !bytes.isEmpty, !isLost else { return }
        // A failure means that the terminal is gone, and the next wait reports that.
        _ = terminal_write(output, bytes, bytes.count)
    }

    func armGuard() {
        let bytes = (title == nil ? [] : modes.restoreTitle) + modes.restore
        terminal_guard_arm(output, bytes, bytes.count, &originalModes)
    }

    private static func startColors(_ wanted: Bool) -> TerminalTraits.Colors {
        guard wanted, has_colors() else { return .none }
        start_color()
        use_default_colors()
        let count = nc_colors()
        if terminal_has_direct_color() != 0, count >= TerminalTraits.Colors.direct.rawValue { return .direct }
        return TerminalTraits.Colors.allCases.last { $0 != .direct && $0.rawValue <= Int(count) } ?? .none
    }
}
