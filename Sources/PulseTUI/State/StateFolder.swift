/// The folder that holds the database, the log and what a crash left.
package struct StateFolder: Hashable, Sendable {
    /// The folder as `FilePlaces.stateFolder` gives it, whether it is there or not.
    package let path: String

    /// Makes nothing on the disk.
    package init(path: String) {
        self.path = path
    }

    /// The program's log.
    package var log: String { path + "/pulse-tui.log" }

    /// Where standard error goes while the screen is up.
    package var errorLog: String { path + "/stderr.log" }
}
