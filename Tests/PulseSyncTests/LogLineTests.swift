import Logging
import PulseModel
import PulseSimulator
import Synchronization
import TestPacing
import Testing

@testable import PulseSync

/// What the log says of calls that failed.
@Suite("Lines of the log", .paced)
struct LogLineTests {
    @Test("they name the account and what was asked in plain words, and hold no key")
    func plainWords() async throws {
        let lines = LoggedLines()
        let logger = Logger(label: "sync", factory: { _ in lines.handler })
        try await withDesk(logger: logger) { desk in
            try await eventually("both services' lists") {
                [SyncDesk.support, SyncDesk.assistant].allSatisfy {
                    desk.log.state($0)?.listsSeenAt != nil
                }
            }
            await desk.simulator.setFaults([.serverError])
            let row = try #require(try await desk.row(named: "Jane Doe"))
            _ = try await desk.send("Hello", in: row.id)
            let expected: Set<String> = [
                "poll failed account=Acme desk ask=open conversations failure=500",
                "poll failed account=Product assistant ask=conversations failure=500",
            ]
            try await eventually("the lines") {
                expected.isSubset(of: lines.all) && lines.all.contains { $0.hasPrefix("send failed account=Acme desk") }
            }
            await desk.simulator.stop()
            try await eventually("that nobody listens") {
                lines.all.contains("poll failed account=Acme desk ask=open conversations failure=connection refused")
            }
            for line in lines.all {
                #expect(!line.contains("Pulse") && !line.contains("(") && !line.contains("nil"), "\(line)")
                #expect(!line.contains(desk.simulator.addresses.support.key), "\(line)")
            }
        }
    }
}

/// Everything that was logged, as one text for each line.
private final class LoggedLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    var handler: any LogHandler { Handler(lines: self) }

    private struct Handler: LogHandler {
        let lines: LoggedLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
            let line = "\(event.message)" + all.map { " \($0.key)=\($0.value)" }.joined()
            lines.lines.withLock { $0.append(line) }
        }
    }
}
