import Foundation
package import Logging
import ScreenKit

/// Writes log events as lines of a file; text from outside is made safe to look at with `cat`.
package struct FileLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let file: LogFile

    /// Columns after which a line is cut.
    private static let columnLimit = 2_000

    package init(label: String, file: LogFile, level: Logger.Level) {
        self.label = label
        self.file = file
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let text = DisplayText(sanitizing: "\(label): \(event.message)\(details)").prefix(columns: Self.columnLimit)
        let time = Date.now.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
        file.append("\(time)Z \(event.level.rawValue) \(text.string)")
    }

    /// Sends every logger of the process to a file.
    ///
    /// Call it once, before the first logger is made.
    package static func bootstrap(_ file: LogFile, level: Logger.Level) {
        LoggingSystem.bootstrap { label in FileLogHandler(label: label, file: file, level: level) }
    }
}
