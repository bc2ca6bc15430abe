/// Why a program could not be driven through a pseudo terminal.
package enum PtyFailure: Error, Equatable, Sendable {
    /// No pseudo terminal could be opened; the error number.
    case noTerminal(Int32)
    /// The program could not be started; its path and the error number.
    case notStarted(path: String, Int32)
    /// Nothing can be written any more; the error number.
    case notWritten(Int32)
}
