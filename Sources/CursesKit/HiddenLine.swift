import CTerminal
import Glibc

/// Reads a line of standard input that must not show, as a key is typed.
///
/// The echo comes back whatever ends or stops the process meanwhile. Not while the screen is open: both take the signals.
package struct HiddenLine {
    private let ask: () -> Void
    private var originalModes = termios()
    private var signals: Int32 = -1

    /// Asks and reads one line with the terminal's echo off; where standard input is no terminal it just reads.
    ///
    /// A signal that ends or stops the process does so, after the terminal is as it was. Where the process goes on, what was
    /// typed is forgotten and the question is asked again.
    ///
    /// - Parameter ask: prints the question; it can be called more than once.
    /// - Returns: the line without its end; nil at the end of the input.
    package static func read(ask: @escaping () -> Void) -> String? {
        var line = HiddenLine(ask: ask)
        guard tcgetattr(STDIN_FILENO, &line.originalModes) == 0 else {
            ask()
            return readLine()
        }
        while true {
            line.takeTerminal()
            let outcome = line.readHidden()
            line.giveTerminalBack()
            switch outcome {
            case .line(let text): return text
            case .end: return nil
            case .signal(let number): passOn(number)
            }
        }
    }

    /// Lets what was installed before decide; when this returns, the process goes on.
    private static func passOn(_ number: Int32) {
        var mask = sigset_t()
        var before = sigset_t()
        sigemptyset(&mask)
        sigaddset(&mask, number)
        // Threads of a pool block all signals: there it would wait for ever.
        pthread_sigmask(SIG_UNBLOCK, &mask, &before)
        raise(number)
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }

    private enum Outcome {
        case line(String)
        case end
        case signal(Int32)
    }

    private mutating func takeTerminal() {
        signals = terminal_signals_open()
        terminal_guard_install()
        terminal_guard_arm(STDIN_FILENO, "", 0, &originalModes)
        begin()
    }

    private mutating func giveTerminalBack() {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &originalModes)
        terminal_guard_disarm()
        terminal_guard_remove()
        terminal_signals_close()
        // The end of the line did not show either.
        _ = terminal_write(STDOUT_FILENO, "\n", 1)
    }

    /// Hides what is typed from now on, and asks.
    private func begin() {
        var quiet = originalModes
        quiet.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet)
        ask()
    }

    private func readHidden() -> Outcome {
        var bytes: [UInt8] = []
        while true {
            var ready = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
            ]
            // Less only when a signal came: its number is in the pipe then.
            guard poll(&ready, 2, -1) > 0 else { continue }
            while case let number = terminal_signals_next(), number != 0 {
                switch number {
                case SIGTERM, SIGHUP, SIGINT, SIGTSTP: return .signal(number)
                case SIGCONT:
                    // It was stopped by what nobody can catch, and a shell has set its own modes meanwhile.
                    bytes = []
                    begin()
                default: break
                }
            }
            guard ready[0].revents != 0 else { continue }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes.isEmpty ? .end : .line(String(decoding: bytes, as: UTF8.self)) }
            bytes += buffer[..<count]
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                return .line(String(decoding: bytes[..<end], as: UTF8.self))
            }
        }
    }
}
