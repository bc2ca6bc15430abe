import Foundation
import PtyKit
import TerminalTesting
import Testing

/// The probe in a terminal, ready.
struct ProbeSession {
    static let path = Bundle.main.bundlePath + "/terminal-probe"
    let session: TerminalSession

    init(
        _ environment: [String: String] = [:],
        wrapper: [String] = [],
        rows: Int = 24,
        columns: Int = 80
    ) throws {
        let command = wrapper + [Self.path]
        session = try TerminalSession(
            executable: command[0],
            arguments: Array(command.dropFirst()),
            environment: environment,
            rows: rows,
            columns: columns
        )
        try session.waitForText("ready \(rows)x\(columns)")
    }

    /// Holds the terminal against how it was before the program came.
    func expectRestored(_ location: SourceLocation = #_sourceLocation) {
        let screen = session.screen
        #expect(session.process.modes == session.process.originalModes, sourceLocation: location)
        #expect(!screen.isAlternate, "the first screen is shown", sourceLocation: location)
        #expect(screen.isCursorVisible, "the cursor is visible", sourceLocation: location)
        #expect(screen.scanner.modes.isDisjoint(with: [1, 1004, 2004]), sourceLocation: location)
        #expect(!screen.scanner.isKeypadApplication, sourceLocation: location)
        #expect(screen.scanner.savedTitles == 0, sourceLocation: location)
    }

    /// The program has the terminal, as it wants it.
    func expectTaken(_ location: SourceLocation = #_sourceLocation) {
        #expect(!session.process.modes.isCanonical, sourceLocation: location)
        #expect(!session.process.modes.hasEcho, sourceLocation: location)
        #expect(session.screen.isAlternate, sourceLocation: location)
        #expect(session.screen.scanner.modes.isSuperset(of: [1, 1004, 2004]), sourceLocation: location)
    }
}
