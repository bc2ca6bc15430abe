/// What the process tells whoever started it.
///
/// Source: sysexits.h.
package enum ExitStatus: Int32, Hashable, Sendable {
    /// What was asked for was done.
    case ok = 0
    /// The command line is wrong, or a needed answer was not given.
    case usage = 64
    /// A service refused what was asked.
    case refused = 65
    /// Nothing has that id, or a file is not there.
    case notFound = 66
    /// A service is not reachable, or failed.
    case unavailable = 69
    /// A message left and no usable answer came: it may have arrived.
    case unknownFate = 70
    /// What came cannot be written to its file.
    case outputFailed = 74
    /// Another process has the state folder; later it may work.
    case inUse = 75
    /// The configuration is wrong or missing.
    case configuration = 78
    /// The person stopped it, as shells say it.
    case interrupted = 130
}
