/// How the program ends, as `sysexits.h` numbers it.
package enum ExitCode: Int32, Sendable {
    case ok = 0
    /// The command line cannot be understood.
    case usage = 64
    /// A service or the terminal is not available.
    case unavailable = 69
    /// The state folder is in use.
    case inUse = 75
    /// The configuration is wrong.
    case configuration = 78
}
