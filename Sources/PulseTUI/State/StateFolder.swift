import Foundation
import Glibc

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

    /// Makes the folder, for this user alone, where it is not there.
    ///
    /// - Throws: the system's words.
    package func prepare() throws(StateFolderFailure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw StateFolderFailure(path: path, reason: error.localizedDescription)
        }
    }
}

/// Why the state folder cannot be used.
package struct StateFolderFailure: Error, Hashable, Sendable {
    package var path: String
    /// The system's words.
    package var reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}
