import Foundation
import Logging
import PulseModel
import Testing

@testable import PulseTUI

@Suite struct LogFileTests {
    @Test func aFullFileMakesRoomAndFiveAreKept() throws {
        let folder = try TemporaryFolder()
        let log = LogFile(path: folder.path + "/a.log", sizeLimit: 100, count: 5)
        for number in 0..<30 { log.append("line \(number) " + String(repeating: "x", count: 40)) }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(files == ["a.log", "a.log.1", "a.log.2", "a.log.3", "a.log.4"])
        for file in files {
            #expect(try folder.text(file).utf8.count <= 100)
            #expect(try folder.mode(file) == 0o600)
        }
        #expect(try folder.text("a.log").contains("line 29"))
        #expect(try folder.text("a.log.4").contains("line 20"))
    }

    @Test func anotherStartGoesOnInTheSameFile() throws {
        let folder = try TemporaryFolder()
        LogFile(path: folder.path + "/a.log").append("one")
        LogFile(path: folder.path + "/a.log").append("two")
        #expect(try folder.text("a.log") == "one\ntwo\n")
    }

    @Test func whatOthersFilledIsPutAside() throws {
        let folder = try TemporaryFolder()
        let log = LogFile(path: folder.path + "/stderr.log", sizeLimit: 100, count: 3)
        log.makeRoom()
        for name in ["a", "b", "c", "d"] {
            try folder.write(String(repeating: name, count: 100), to: "stderr.log")
            log.makeRoom()
        }
        try folder.write("short", to: "stderr.log")
        log.makeRoom()
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(files == ["stderr.log", "stderr.log.1", "stderr.log.2"])
        #expect(try folder.text("stderr.log.1").hasPrefix("d"))
        #expect(try folder.text("stderr.log") == "short")
    }

    @Test func aLogThatCannotBeWrittenLosesLinesOnly() throws {
        let folder = try TemporaryFolder()
        LogFile(path: folder.path + "/none/a.log").append("one")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/none"))
    }

    @Test func aPipeThatNobodyReadsIsNotWaitedFor() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a folder that stays is no failure
        let path = folder.appending(path: "log").path()
        #expect(mkfifo(path, 0o600) == 0)
        LogFile(path: path).append("lost")
    }

    @Test func aSymbolicLinkIsNotFollowed() throws {
        let folder = try TemporaryFolder()
        try folder.write("mine\n", to: "other")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/a.log",
            withDestinationPath: folder.path + "/other"
        )
        LogFile(path: folder.path + "/a.log").append("one")
        #expect(try folder.text("other") == "mine\n")
    }

    @Test(arguments: [
        (1_795_251_900_042, "2026-11-21T09:05:00.042Z"), (0, "1970-01-01T00:00:00.000Z"),
        (1_709_251_199_999, "2024-02-29T23:59:59.999Z"),
    ])
    func linesBeginWithTheTimeInUTC(moment: Int64, text: String) {
        #expect(FileLogHandler.time(Timestamp(milliseconds: moment)) == text)
    }

    @Test func eventsAreLinesThatAreSafeToLookAt() throws {
        let folder = try TemporaryFolder()
        let handler = FileLogHandler(label: "sync", file: LogFile(path: folder.path + "/a.log"), level: .info)
        var logger = Logger(label: "sync") { _ in handler }
        logger[metadataKey: "account"] = "Acme"
        logger.debug("too small to keep")
        logger.warning("from outside: \u{1B}[2J\nsecond line\u{202E}", metadata: ["status": "500"])
        let text = try folder.text("a.log")
        #expect(text.split(separator: "\n").count == 1)
        #expect(text.contains(" warning sync: from outside: "))
        #expect(text.contains(" account=Acme status=500"))
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
}
