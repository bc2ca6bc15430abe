/// What the process tells whoever started it.
///
/// Source: sysexits.h.
package enum ExitStatus: Int32, Hashable, Sendable {
    /// What was asked for was done.
    case ok = 0
    /// The command line is wrong, or a needed answer was not given.
    case usage = 64
    /// A service is not reachable, or refuses.
    case unavailable = 69
    /// Another process has the state folder; later it may work.
    case inUse = 75
    /// The configuration is wrong or missing.
    case configuration = 78
}
