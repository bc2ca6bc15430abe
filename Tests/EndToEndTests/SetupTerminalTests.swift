import Foundation
import PtyKit
import TerminalTesting
import TestPacing
import Testing

/// `pulse-tui setup` hides a key while it is typed, and the terminal shows again what is typed afterwards, whatever happens.
@Suite(.paced, .timeLimit(.minutes(20))) struct SetupTerminalTests {
    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT]) func theEchoComesBackAfterASignal(
        number: Int32
    ) async throws {
        try await withSetup { session, home in
            try session.askForTheKey(in: home)
            session.process.signal(number)
            #expect(try session.waitForEnd() == .killed(signal: number))
            #expect(session.process.modes == session.process.originalModes)
        }
    }

    @Test(arguments: [("c", SIGINT), ("\\", SIGQUIT)]) func aKeyThatEndsItEndsIt(key: String, number: Int32)
        async throws
    {
        try await withSetup { session, home in
            try session.askForTheKey(in: home)
            try session.press(.control(Character(key)))
            #expect(try session.waitForEnd() == .killed(signal: number))
            #expect(session.process.modes == session.process.originalModes)
        }
    }

    @Test func theEndOfTheInputGivesUpAndWritesNothing() async throws {
        try await withSetup { session, home in
            try session.askForTheKey(in: home)
            try session.press(.control("d"))
            #expect(try session.waitForEnd() == .exited(64))
            #expect(session.screen.contains("Nothing was written."))
            #expect(session.process.modes == session.process.originalModes)
            #expect(try FileManager.default.contentsOfDirectory(atPath: home) == [])
        }
    }

    @Test func theLastWordsStandOnALineOfTheirOwn() async throws {
        try await withSetup { session, _ in
            try session.waitForText("1 or 2 [1]:")
            try session.press(.control("d"))
            #expect(try session.waitForEnd() == .exited(64))
            #expect(session.screen.text.contains { $0.hasPrefix("Nothing was written.") })
        }
    }

    @Test func whatIsTypedDoesNotShow() async throws {
        try await withSetup { session, home in
            try session.askForTheKey(in: home)
            try session.type("hidden-key\r")
            try session.waitForText("Asking http://127.0.0.1:1/api")
            try session.waitForText("r tries again")
            #expect(!String(decoding: session.output, as: UTF8.self).contains("hidden-key"))
            #expect(session.process.modes == session.process.originalModes)
        }
    }

    @Test func controlZShowsWhatIsTypedInTheShellAndHidesItAgainAfterFg() async throws {
        let script = "set -m; \"$0\" \"$@\"; echo; echo stopped; read answer; fg; echo ended $?; read answer"
        try await withSetup(wrapper: ["/bin/bash", "-c", script]) { session, home in
            try session.askForTheKey(in: home)
            try session.type("first-half")
            try session.press(.control("z"))
            try session.waitForText("stopped")
            #expect(session.process.modes.hasEcho)
            try session.type("seen in the shell\r")
            try session.waitForText("seen in the shell")
            try session.waitUntil("the question again") { screen in
                screen.text.filter { $0.contains("Key (it does not show)") }.count == 2
            }
            #expect(!session.process.modes.hasEcho)
            try session.type("second-half\r")
            try session.waitForText("r tries again")
            #expect(session.process.modes.hasEcho)
            #expect(!String(decoding: session.output, as: UTF8.self).contains("half"))
            try session.type("q\r")
            try session.waitForText("ended 64")
        }
    }
}

extension TerminalSession {
    /// Answers up to the question for the key, of a service that nobody serves.
    fileprivate func askForTheKey(in home: String) throws {
        try waitForText("1 or 2")
        try type("1\r")
        try waitForText("Name of the account")
        try type("Acme\r")
        try waitForText("Address")
        try type("http://127.0.0.1:1/api\r")
        try waitForText("visitors see")
        try type("\r")
        try waitForText("c, e, f or t")
        try type("t\r")
        try waitForText("Key (it does not show)")
        #expect(!process.modes.hasEcho)
    }
}

/// Runs a body with `pulse-tui setup` in a terminal and a home of its own.
private func withSetup(
    wrapper: [String] = [],
    _ body: @escaping @Sendable (TerminalSession, String) throws -> Void
) async throws {
    try await onThread {
        Result {
            let home = FileManager.default.temporaryDirectory.appending(path: "pulse-setup-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: home) }  // it is in the folder for such things
            let command = wrapper + [DeskInTerminal.program, "setup"]
            let session = try TerminalSession(
                executable: command[0],
                arguments: Array(command.dropFirst()),
                environment: ["HOME": home],
                rows: 40
            )
            try body(session, home)
        }
    }.get()
}
