/// What a terminal device reports.
package enum InputEvent: Hashable, Sendable {
    /// A key. `readAt` is the time of the read that brought it, in milliseconds of the
    /// continuous clock: keys of one burst have equal or neighbouring times.
    case key(Key, readAt: Int64)
    /// A bracketed paste, whole, as it came: not sanitised, line ends as sent.
    case paste(String)
    /// The window has this size now.
    case resized(Size)
    /// The window has the keyboard again; only from terminals that report it.
    case focusGained
    /// The keyboard went to another window; only from terminals that report it.
    case focusLost
    /// The program was stopped and goes on (after `fg`, or a continue signal).
    case resumed
    /// SIGTERM, SIGHUP or SIGINT came, by its number, or the terminal is gone (`SIGHUP`).
    case terminated(Int32)
}
