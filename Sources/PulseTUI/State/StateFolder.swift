/// The folder that holds the database, the log and what a crash left.
package struct StateFolder: Hashable, Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// The program's log.
    package var log: String { path + "/pulse-tui.log" }

    /// Where standard error goes while the screen is up.
    package var errorLog: String { path + "/stderr.log" }
}
