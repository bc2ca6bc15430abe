import Foundation
import PtyKit
import PulseSimulator
import TerminalTesting
import TestPacing
import Testing

/// Another size of the window changes nothing but where things stand.
@Suite(.paced, .timeLimit(.minutes(20))) struct WindowSizeTests {
    @Test(arguments: [(24, 65_535), (65_535, 80), (32_768, 32_768)])
    func aSizeThatNoWindowHasEndsNothing(rows: Int, columns: Int) async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.waitForText("Jane Doe")
            session.process.resize(rows: rows, columns: columns)
            // The emulator has no such window; what is drawn for it is not looked at.
            try session.type("?")
            _ = session.process.read(until: .after(seconds: 5))
            session.process.resize(rows: 24, columns: 80)
            try session.type("?\u{C}")
            try session.waitForText("no conversation open")
            try session.leave()
        }
    }

    @Test func whatAShellSaysOfTheSizeDoesNotCount() async throws {
        try await withDesk { desk in
            let session = try desk.start(environment: ["COLUMNS": "99999", "LINES": "-4"])
            try session.waitForText("Jane Doe")
            try session.waitForText("no conversation open")
            try session.leave()
        }
    }

    @Test func draftAndPositionOutliveEverySize() async throws {
        try await withDesk(scenario: .long) { desk in
            let session = try desk.start()
            try session.waitForText("─ assistant ─")
            try session.type("j")
            try session.press(.enter)
            try session.waitForText("The long one · ")
            try session.waitForText("you ")
            for _ in 0..<6 { try session.press(.pageUp) }
            try session.waitUntil("the place above the end") { $0.contains("G newest") }
            try session.goToComposer()
            try session.type("kept over all sizes")
            try session.waitForText("kept over all sizes")
            let before = try self.settled(session)
            for (rows, columns) in [(10, 40), (40, 120), (4, 19), (24, 80)] {
                session.resize(rows: rows, columns: columns)
                if rows < 5 {
                    try session.waitForText("window too")
                    #expect(!session.screen.contains("kept over"))
                } else {
                    try session.waitUntil("the draft at \(rows)x\(columns)") {
                        $0.contains("kept over all sizes") && !$0.contains("window too small")
                    }
                }
            }
            // A line of the message at the top is another line in a wider window, so the place may differ by a line.
            let answer = try #require(before.first { $0.contains("Answer ") })
            let place = try #require(before.firstIndex(of: answer))
            try session.waitUntil("'\(answer)' about where it was, in row \(place)") {
                self.body($0).firstIndex(of: answer).map { abs($0 - place) <= 1 } ?? false
            }
            try session.type(" and on")
            try session.waitForText("kept over all sizes and on")
            try session.leave()
        }
    }

    /// The thread's lines, once they change no more for what was asked.
    private func settled(_ session: TerminalSession) throws -> [String] {
        var last = body(session.screen)
        for _ in 0..<20 {
            usleep(50_000)
            try session.readAvailable()
            let now = body(session.screen)
            if now == last { return now }
            last = now
        }
        return last
    }

    /// What stands in the thread and in the composer; ages in the list may change.
    private func body(_ screen: VTermScreen) -> [String] {
        (1..<23).map { row in (31..<80).map { screen.cell(row, $0).text }.map { $0.isEmpty ? " " : $0 }.joined() }
    }
}
