import CursesKit
import Glibc

extension TerminalFailure {
    /// What is wrong and what can be done, for a person; may hold text from outside.
    var sentence: String {
        switch self {
        case .notATerminal:
            "this is no terminal: standard input and output must be one; run it without a pipe or redirection"
        case .unknownTerminal(let name):
            name.isEmpty
                ? "TERM is not set; set it to your terminal's name"
                : "the terminal \"\(name)\" is not known here, or cannot place its cursor; set TERM to another, such as xterm"
        case .noPipe(let error): "no pipe could be opened: \(Self.words(error))"
        case .modesUnreadable(let error): "the terminal's modes cannot be read: \(Self.words(error))"
        case .logUnwritable(let path, let error): "\(path) cannot be written: \(Self.words(error))"
        case .cannotRun(let command, let error): "\(command) cannot be started: \(Self.words(error))"
        }
    }

    private static func words(_ error: Int32) -> String {
        strerror(error).map { String(cString: $0) } ?? "error \(error)"
    }
}
