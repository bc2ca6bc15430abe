import Foundation
import PtyKit
import TerminalTesting
import Testing

extension TerminalSession {
    /// Holds the terminal against how it was before the program came.
    func expectGivenBack(_ what: String = "", _ location: SourceLocation = #_sourceLocation) {
        let comment = Comment(rawValue: what)
        #expect(process.modes == process.originalModes, comment, sourceLocation: location)
        #expect(!screen.isAlternate, comment, sourceLocation: location)
        #expect(screen.isCursorVisible, comment, sourceLocation: location)
        #expect(screen.scanner.modes.isDisjoint(with: [1, 1004, 2004]), comment, sourceLocation: location)
        #expect(!screen.scanner.isKeypadApplication, comment, sourceLocation: location)
        #expect(screen.scanner.savedTitles == 0, comment, sourceLocation: location)
    }

    /// The program has the terminal, as it wants it.
    func expectTaken(_ location: SourceLocation = #_sourceLocation) {
        #expect(!process.modes.isCanonical, sourceLocation: location)
        #expect(!process.modes.hasEcho, sourceLocation: location)
        #expect(screen.isAlternate, sourceLocation: location)
        #expect(screen.scanner.modes.isSuperset(of: [1, 1004, 2004]), sourceLocation: location)
    }

    /// Waits until the program has the terminal, as it wants it.
    func waitUntilTaken() throws {
        try waitUntil("the program to take the terminal") {
            $0.isAlternate && $0.scanner.modes.isSuperset(of: [1, 1004, 2004])
        }
    }

    /// Opens Jane Doe's conversation of the demo for writing.
    func replyToJane() throws {
        try waitForText("Jane Doe")
        try type("r")
        try waitForText("reply to Jane Doe")
    }

    /// Opens the second conversation of the demo for reading.
    func openJohn() throws {
        try waitForText("Jane Doe")
        try type("j")
        try press(.enter)
        try waitForText("John Smith <")
    }

    /// Goes from the list or the thread into the composer.
    func goToComposer() throws {
        try type("r")
        try waitForText("Enter send")
    }

    /// Leaves by the key that asks nothing.
    func leave(_ location: SourceLocation = #_sourceLocation) throws {
        try press(.control("\\"))
        #expect(try waitForEnd() == .exited(0), sourceLocation: location)
    }
}

/// Waits until something outside of a terminal holds.
func waitUntil(_ what: String, seconds: Double = 10, _ condition: () throws -> Bool) throws {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while try !condition() {
        guard Date() < deadline else { throw DeskInTerminal.Late(description: "waited for \(what)") }
        usleep(20_000)
    }
}
