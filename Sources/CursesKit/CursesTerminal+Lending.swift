import CNcurses
import CTerminal
import Glibc
import ScreenKit

extension CursesTerminal {
    /// Also runs by itself, inside `wait`, when SIGTSTP comes from outside.
    package func suspend() {
        giveBack()
        terminal_stop()
        takeAgain()
        pending.append(.resumed)
    }

    /// Interrupts and stops are the program's alone; SIGTERM, SIGHUP and a resize meanwhile come with the next `wait`.
    package func runForeground(
        _ command: [String],
        environment: [String: String]
    ) throws(TerminalFailure) -> Int32 {
        guard let program = command.first else { throw .cannotRun(command: "", ENOENT) }
        giveBack()
        defer { takeAgain() }
        var status: Int32 = 0
        let failure = withCStrings(command) { arguments in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
                terminal_run(program, arguments, variables, &status)
            }
        }
        guard failure == 0 else { throw .cannotRun(command: program, failure) }
        return status
    }

    /// Puts the terminal back as it was found.
    ///
    /// Each step does its best, whatever became of the others.
    func giveBack() {
        if title != nil { write(modes.restoreTitle) }
        write(modes.leave)
        if !isendwin() { draw { endwin() } }
        write(modes.behind)
        // ncurses writes into memory here, and that has no modes. Not TCSADRAIN: it would wait for a terminal that does not read.
        tcsetattr(input, TCSANOW, &originalModes)
        terminal_guard_disarm()
        errorStream.restore()
    }

    /// Takes the terminal after `giveBack`, or after someone else may have changed it, and draws the last screen.
    ///
    /// - Parameter wasGivenBack: not after a stop that nobody can catch: the title is still saved then, and saved a second
    ///   time ours would be what comes back at the end.
    func takeAgain(wasGivenBack: Bool = true) {
        errorStream.redirect()
        armGuard()
        tcsetattr(input, TCSANOW, &programModes)
        if let title {
            if wasGivenBack { write(modes.saveTitle) }
            write(modes.title(title.string, isUTF8: traits.isUTF8))
        }
        write(modes.enter)
        if followWindow() { pending.append(.resized(size)) }
        clearok(nc_curscr(), true)
        draw { wrefresh(nc_stdscr()) }
    }

    private func withCStrings<Result>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
