import Foundation
import PtyKit
import PulseSimulator
import TerminalTesting
import TestPacing
import Testing

/// What someone new does first, in a real terminal.
@Suite(.paced, .timeLimit(.minutes(20))) struct FirstStepsTests {
    @Test func theDemoPaintsAnswersAndEndsLeavingTheTerminalAsItWas() async throws {
        try await onThread {
            Result {
                let session = try TerminalSession(executable: DeskInTerminal.program, arguments: ["--demo"])
                try session.waitForText("Jane Doe")
                #expect(session.screen.isAlternate)
                try session.type("r")
                try session.waitForText("reply to Jane Doe")
                try session.type("Hello Jane")
                try session.press(.enter)
                try session.waitUntil("the message with its mark") { screen in
                    screen.contains("Hello Jane") && screen.contains("✓")
                }
                try session.press(.escape)
                try session.waitForText("Esc list")
                try session.press(.escape)
                try session.waitForText("Enter open")
                try session.type("q")
                let ending = try session.waitForEnd()
                #expect(ending == .exited(0))
                #expect(session.process.modes == session.process.originalModes)
                #expect(!session.screen.isAlternate)
                #expect(session.screen.scanner.modes.isDisjoint(with: [1, 1004, 2004]))
            }
        }.get()
    }

    @Test func withoutConfigurationItSaysWhatToType() async throws {
        try await onThread {
            Result {
                let session = try TerminalSession(
                    executable: DeskInTerminal.program,
                    environment: ["XDG_CONFIG_HOME": "/nonexistent"]
                )
                let ending = try session.waitForEnd()
                #expect(ending == .exited(78))
                #expect(session.screen.contains("pulse-tui --demo"))
                #expect(session.screen.contains("pulse-tui setup"))
            }
        }.get()
    }

    @Test func theHelpNamesTheDemoAndEveryCommand() async throws {
        try await onThread {
            Result {
                let session = try TerminalSession(executable: DeskInTerminal.program, arguments: ["--help"], rows: 50)
                #expect(try session.waitForEnd() == .exited(0))
                for word in ["--demo", "--config", "--state", "setup", "doctor", "keys", "themes", "simulator"] {
                    #expect(session.screen.contains(word))
                }
                let lines = session.screen.text.map { $0.trimmingCharacters(in: .whitespaces) }
                for option in ["--demo  ", "--config FILE  ", "--state DIR  "] {
                    #expect(lines.contains { $0.hasPrefix(option) }, "\(option) is not explained")
                }
            }
        }.get()
    }

    @Test(arguments: [
        (["--confg", "x"], "Unknown option '--confg'. Did you mean '--config'?"),
        (["--demo", "--stat=x"], "Unknown option '--stat'"), (["--config"], "Missing value for '--config"),
        (["--state", ""], "--state needs the name of a folder."), (["docter"], "No command is called \"docter\"."),
    ])
    func aWrongCommandLineIsNamedWithTheHelpThatThereIs(arguments: [String], words: String) async throws {
        try await onThread {
            Result {
                let program = DeskInTerminal.program
                let session = try TerminalSession(executable: program, arguments: arguments, columns: 120)
                #expect(try session.waitForEnd() == .exited(64))
                #expect(session.screen.contains(words))
                #expect(session.screen.contains("See 'pulse-tui --help' for more information."))
                #expect(!session.screen.contains("screen --help"))
            }
        }.get()
    }

    @Test func aWordThatIsNoCommandIsAnsweredWithTheCommands() async throws {
        try await onThread {
            Result {
                let session = try TerminalSession(executable: DeskInTerminal.program, arguments: ["docter"])
                #expect(try session.waitForEnd() == .exited(64))
                #expect(session.screen.contains("No command is called \"docter\"."))
                #expect(session.screen.contains("setup | doctor | keys | themes | simulator"))
            }
        }.get()
    }

    @Test func aPortThatIsTakenIsSaidInASentence() async throws {
        try await withDesk { desk in
            let port = desk.control {
                $0.addresses.controlURL.split(separator: ":").last?.split(separator: "/").first ?? ""
            }
            let session = try TerminalSession(
                executable: DeskInTerminal.program,
                arguments: ["simulator", "--port", String(port)]
            )
            #expect(try session.waitForEnd() == .exited(69))
            #expect(session.screen.contains("port \(port) of 127.0.0.1 is taken; --port 0 takes a free one"))
        }
    }

    @Test func aTerminalThatCannotBeUsedIsSaidInASentence() async throws {
        try await withDesk { desk in
            let session = try desk.start(environment: ["TERM": "no-such-terminal"])
            #expect(try session.waitForEnd() == .exited(69))
            #expect(session.screen.contains("\"no-such-terminal\" is not known"))
            #expect(!session.screen.contains("unknownTerminal"))
        }
    }

    @Test func aStateFolderInUseIsSaid() async throws {
        try await withDesk { desk in
            let first = try desk.start()
            try first.waitForText("Jane Doe")
            let second = try desk.start()
            #expect(try second.waitForEnd() == .exited(75))
            #expect(second.screen.contains("--state"))
            try first.type("q")
            #expect(try first.waitForEnd() == .exited(0))
        }
    }

    @Test(arguments: [(10, 40), (40, 120), (5, 20)]) func itWorksAtEverySize(rows: Int, columns: Int) async throws {
        try await withDesk { desk in
            let session = try desk.start(rows: rows, columns: columns)
            try session.waitForText("Jane")
            session.resize(rows: 24, columns: 80)
            try session.waitForText("no conversation open")
            session.resize(rows: rows, columns: columns)
            try session.waitUntil("the list again") { $0.contains("Jane") }
            session.resize(rows: 4, columns: 15)
            try session.waitForText("window too")
            session.resize(rows: 24, columns: 80)
            try session.waitForText("Jane Doe")
            try session.type("q")
            #expect(try session.waitForEnd() == .exited(0))
        }
    }
}
