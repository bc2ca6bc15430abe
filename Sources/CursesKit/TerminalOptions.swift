/// What the person can choose about the terminal.
package struct TerminalOptions: Sendable {
    /// After how many milliseconds a lone Esc is the Esc key.
    package var escapeDelay: Int64
    /// Whether colours are used at all.
    package var usesColors: Bool
    /// The file that standard error goes to while the terminal is held; `nil` leaves it where it is.
    ///
    /// What the runtime says about a crash would be lost between the panes otherwise.
    package var errorLog: String?

    /// By default what holds where the person chose nothing, and standard error stays where it is.
    package init(escapeDelay: Int64 = 25, usesColors: Bool = true, errorLog: String? = nil) {
        self.escapeDelay = escapeDelay
        self.usesColors = usesColors
        self.errorLog = errorLog
    }
}
