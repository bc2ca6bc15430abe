package import Logging
import PulseCore
package import PulseModel
import ScreenKit

/// Writes log events as lines of a file; text from outside is made safe to look at with `cat`.
package struct FileLogHandler: LogHandler {
    /// Of one logger; what `bootstrap` was given until somebody sets another.
    package var logLevel: Logger.Level
    /// Of one logger; what an event brings of the same name replaces it.
    package var metadata: Logger.Metadata = [:]
    /// Asked at each event; it replaces `metadata` of the same name and yields to what the event brings.
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let file: LogFile

    /// Columns after which a line is cut.
    private static let columnLimit = 2_000

    /// `bootstrap` makes one for each logger of the process, all with one file; the label stands before the message.
    package init(label: String, file: LogFile, level: Logger.Level) {
        self.label = label
        self.file = file
        logLevel = level
    }

    /// An entry of `metadata`; nil takes it out.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Adds one line: the time in UTC, the level, the label, the message, and the metadata in the order of their names.
    ///
    /// What stands behind the level is cut after 2,000 columns.
    package func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let text = DisplayText(sanitizing: "\(label): \(event.message)\(details)").prefix(columns: Self.columnLimit)
        file.append("\(Self.time(.now)) \(event.level.rawValue) \(text.string)")
    }

    /// A moment as lines begin with it, in UTC: `2026-11-21T09:05:00.042Z`.
    ///
    /// By arithmetic: a format style of Foundation reads the data of ICU, which are 3 MiB.
    package static func time(_ moment: Timestamp) -> String {
        let time = LocalTime(moment, zone: ZoneOffsets())
        let milliseconds = moment.milliseconds - moment.milliseconds / 60_000 * 60_000
        let date = [time.month, time.day].map { "-" + digits($0, 2) }.joined()
        let clock = [time.hour, time.minute, Int(milliseconds / 1000)].map { digits($0, 2) }.joined(separator: ":")
        return "\(time.year)\(date)T\(clock).\(digits(Int(milliseconds % 1000), 3))Z"
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    /// Sends every logger of the process to a file.
    ///
    /// Call it once, before the first logger is made.
    package static func bootstrap(_ file: LogFile, level: Logger.Level) {
        LoggingSystem.bootstrap { label in FileLogHandler(label: label, file: file, level: level) }
    }
}
