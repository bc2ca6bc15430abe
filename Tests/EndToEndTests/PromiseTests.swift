import Foundation
import PtyKit
import PulseSimulator
import TerminalTesting
import TestPacing
import Testing

/// The promises to the person at the keyboard, by their names, held by the program as it is run.
///
/// The eighth is held without a clock in `PulseTUITests`: no key waits where nothing ever answers.
@Suite(.paced, .timeLimit(.minutes(20))) struct PromiseTests {
    private func openJane(_ desk: DeskInTerminal) throws -> TerminalSession {
        let session = try desk.start()
        try session.replyToJane()
        return session
    }

    @Test("1. Nothing typed is lost") func nothingTypedIsLost() async throws {
        try await withDesk { desk in
            let session = try self.openJane(desk)
            try session.type("half a sentence")
            try session.waitForText("half a sentence")
            // The draft is on disk when the list shows its sign.
            try session.waitUntil("the sign of a draft") {
                $0.text.contains { $0.contains(" Jane Doe") && ($0.contains(" + ") || $0.contains("[draft]")) }
            }
            session.process.signal(SIGKILL)
            _ = try session.waitForEnd()
            let again = try self.openJane(desk)
            try again.waitForText("half a sentence")
            again.process.signal(SIGTERM)
            #expect(try again.waitForEnd() == .exited(128 + SIGTERM))
        }
    }

    @Test("2. Nothing is sent twice, and nothing is claimed that is not known") func nothingIsSentTwice() async throws {
        try await withDesk(faults: [.lostReply]) { desk in
            let session = try self.openJane(desk)
            try session.type("did it arrive")
            try session.press(.enter)
            try session.waitUntil("the mark, when a look has shown it") {
                $0.contains("did it arrive") && $0.contains("✓")
            }
            #expect(desk.received("did it arrive") == 1)
            try session.press(.control("\\"))
            _ = try session.waitForEnd()
        }
    }

    @Test("3. The reply goes to the visitor on the screen") func theReplyGoesToTheVisitorOnTheScreen() async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.openJohn()
            try session.goToComposer()
            try session.type("for John")
            // Others write, and the rows move under the selection.
            for name in ["Anna", "Bert", "Cleo"] {
                _ = desk.control { await $0.startConversation(name: name, email: nil, text: "hello") }
                try session.waitForText(name)
            }
            #expect(session.screen.text.contains { $0.contains("to John Smith <") })
            try session.type(", nobody else")
            try session.press(.enter)
            try session.waitUntil("the mark") { $0.standing(of: "for John, nobody else")?.hasPrefix("✓") ?? false }
            let sent = desk.control { await $0.received }
            #expect(sent.map(\.text) == ["for John, nobody else"])
            let first = sent.first?.conversationID
            // The one whom the screen named is the one who sees it as the last text of his row.
            try session.waitUntil("John's row") { $0.text.contains { $0.contains("John Smith    you: ") } }
            #expect(first?.isEmpty == false)
            try session.leave()
        }
    }

    @Test("4. The view does not move under the reader") func theViewDoesNotMove() async throws {
        try await withDesk(scenario: .long, longConversation: 200) { desk in
            let session = try desk.start()
            try session.waitForText("The long one")
            try session.type("/The long\r")
            try session.waitForNoText("Find:")
            try session.press(.enter)
            try session.waitForText("G newest")
            for _ in 0..<3 { try session.press(.pageUp) }
            try session.waitUntil("a view above the end") { !$0.threadLines(20).joined().isEmpty }
            // The view stands when two looks in a row show the same, with a poll between them.
            var before = session.screen.threadLines(20)
            let polls = desk.control { await $0.requests.values.reduce(0, +) }
            try desk.waitUntil("another poll") { await $0.requests.values.reduce(0, +) > polls + 1 }
            try session.readAvailable()
            before = session.screen.threadLines(20)
            _ = desk.control { await $0.startConversation(name: "Newcomer", email: nil, text: "hello") }
            try session.waitForText("Newcomer")
            #expect(session.screen.threadLines(20) == before)
            session.resize(rows: 10, columns: 40)
            session.resize(rows: 24, columns: 80)
            try session.waitUntil("the same lines") { $0.threadLines(20) == before }
            try session.leave()
        }
    }

    @Test("5. The screen tells the truth about what it does not know") func theScreenTellsWhatItDoesNotKnow()
        async throws
    {
        try await withDesk { desk in
            let age = /[0-9]+ (s|min|h) old/
            let lastSeen = /last seen ([A-Z][a-z]{2} )?[0-9]{2}:[0-9]{2}/
            let session = try desk.start(columns: 120)
            try session.waitForText("Jane Doe")
            try session.press(.enter)
            // How a visitor's thread is seen, and who is only inferred to have written.
            try session.waitForText("seen by polling; texts between two looks may be missing")
            try session.waitForText("~Jane Doe")
            // No age while the data is fresh.
            for _ in 0..<3 {
                let polls = desk.control { await $0.requests.values.reduce(0, +) }
                try desk.waitUntil("another poll") { await $0.requests.values.reduce(0, +) > polls }
                try session.readAvailable()
                #expect(!session.screen.statusLine.contains(age))
            }
            // An age once it is not.
            desk.stopServers()
            try session.waitUntil("what is wrong, and an age", seconds: 30) {
                $0.statusLine.contains("refuses connections") && $0.statusLine.contains(age)
            }
            try session.leave()

            // The next start shows what is kept, and says of when it is until the first answer.
            let port = UInt16(URL(string: desk.simulator.addresses.controlURL)?.port ?? 0)
            let mute = try MuteServer(port: port)
            let again = try desk.start(columns: 120)
            try again.waitForText("Jane Doe")
            try again.waitUntil("of when the list is") { $0.statusLine.contains(lastSeen) }
            #expect(!again.screen.statusLine.contains(age))
            mute.close()
            try desk.startServers()
            try again.waitUntil("the first answer", seconds: 30) {
                !$0.statusLine.contains(lastSeen) && !$0.statusLine.contains("Acme desk:")
                    && !$0.statusLine.contains("Acme desk, Helper:")
            }
            try again.leave()
        }
    }

    @Test("6. Text from outside cannot touch the terminal") func textFromOutsideCannotTouchTheTerminal() async throws {
        let attack = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\u{1B}]52;c;aGk=\u{7}\u{202E}evil\u{0}"
        try await withDesk { desk in
            let session = try desk.start()
            try session.waitForText("Jane Doe")
            _ = desk.control {
                await $0.startConversation(name: "Mallory" + attack, email: attack, text: attack + "hi")
            }
            try session.waitForText("Mallory")
            try session.type("/Mallory\r")
            try session.waitForNoText("Find:")
            try session.press(.enter)
            try session.waitForText("G newest")
            try session.type("i")
            try session.waitForText("Esc close")
            #expect(session.screen.scanner.titles.allSatisfy { $0 == "pulse-tui" })
            let written = String(decoding: session.output, as: UTF8.self).unicodeScalars
            let hasC1 = written.contains { (0x80...0x9F).contains($0.value) }
            let hasClipboard = session.output.firstRange(of: [0x1B, 0x5D, 0x35, 0x32]) != nil
            let hasTitle = session.output.firstRange(of: [0x1B, 0x5D, 0x30, 0x3B]) != nil
            #expect(!hasC1)
            #expect(!hasClipboard)
            #expect(!hasTitle)
            try session.press(.escape)
            try session.waitForNoText("Esc close")
            try session.leave()
            session.expectGivenBack()
        }
    }

    @Test("7. The terminal comes back") func theTerminalComesBack() async throws {
        try await withDesk { desk in
            for signal in [SIGTERM, SIGHUP, SIGINT] {
                let session = try desk.start()
                try session.waitForText("Jane Doe")
                session.process.signal(signal)
                #expect(try session.waitForEnd() == .exited(128 + signal))
                #expect(session.process.modes == session.process.originalModes)
                #expect(!session.screen.isAlternate)
            }
            for signal in [SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE] {
                let session = try desk.start()
                try session.waitForText("Jane Doe")
                session.process.signal(signal)
                _ = try session.waitForEnd()
                #expect(session.process.modes == session.process.originalModes, "signal \(signal)")
                #expect(!session.screen.isAlternate, "signal \(signal)")
            }
        }
    }

    @Test("9. Keys are safe") func keysAreSafe() async throws {
        try await withDesk(configuration: "log_level = \"trace\"\n") { desk in
            let secrets = [desk.simulator.addresses.support.key, desk.simulator.addresses.assistants[0].key]
            let session = try self.openJane(desk)
            try session.type("hello")
            try session.press(.enter)
            try session.waitUntil("the mark") { $0.standing(of: "hello")?.hasPrefix("✓") ?? false }
            let commandLine = try Data(contentsOf: URL(filePath: "/proc/\(session.process.identifier)/cmdline"))
            desk.control { simulator in
                for key in secrets { await simulator.revoke(key) }
            }
            try session.waitUntil("the refused key") { $0.statusLine.contains("key") }
            try session.leave()
            var places = [("the command line", commandLine), ("the terminal", Data(session.output))]
            let files = try FileManager.default.contentsOfDirectory(atPath: desk.state)
            #expect(files.contains("pulse-tui.log"))
            for file in files { places.append((file, try Data(contentsOf: URL(filePath: desk.state + "/" + file)))) }
            for (place, content) in places {
                for key in secrets { #expect(content.firstRange(of: Data(key.utf8)) == nil, "\(place)") }
            }
        }
    }
}
