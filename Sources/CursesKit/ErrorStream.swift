import Glibc

/// Sends standard error to a file while the terminal shows something else, and back.
final class ErrorStream {
    private let log: Int32
    private let original: Int32

    /// Opens the file for appending and points standard error to it.
    ///
    /// - Parameter path: the file, made when missing and then readable by its owner only; `nil` changes nothing.
    /// - Throws: `.logUnwritable`.
    init(path: String?) throws(TerminalFailure) {
        guard let path else {
            log = -1
            original = -1
            return
        }
        // A pipe that nobody reads would be waited for.
        log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o600)
        guard log >= 0 else { throw .logUnwritable(path: path, errno) }
        original = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        redirect()
    }

    deinit {
        restore()
        if log >= 0 { close(log) }
        if original >= 0 { close(original) }
    }

    func redirect() {
        if log >= 0 { dup2(log, STDERR_FILENO) }
    }

    func restore() {
        if original >= 0 { dup2(original, STDERR_FILENO) }
    }
}
