/// Why the terminal cannot be used, or a program not be run in it.
package enum TerminalFailure: Error, Equatable, Sendable {
    /// Standard input or output is no terminal.
    case notATerminal
    /// TERM is not set, not known here, or names a terminal that cannot place its cursor.
    case unknownTerminal(name: String)
    /// No pipe could be opened; the error number.
    case noPipe(Int32)
    /// The terminal's modes could not be read; the error number.
    case modesUnreadable(Int32)
    /// The file for standard error could not be opened; its path and the error number.
    case logUnwritable(path: String, Int32)
    /// The program could not be started; its name and the error number.
    case cannotRun(command: String, Int32)
}
