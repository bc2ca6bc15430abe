import Foundation
import PtyKit
import PulseSimulator
import TerminalTesting
import TestPacing
import Testing

/// On a terminal that does not mark pastes, a paste runs no command and sends nothing, and keys still answer at once.
@Suite(.paced, .timeLimit(.minutes(20))) struct UnmarkedPasteTests {
    private let terminal = ["TERM": "vt100"]

    @Test func inTheListWithNothingOpenItIsANote() async throws {
        try await withDesk { desk in
            let session = try desk.start(environment: self.terminal)
            try session.waitForText("Jane Doe")
            try session.paste("quit all of them, Delete y\rrefund\r")
            try session.waitForText("Nothing is open to paste into.")
            #expect(session.screen.contains("no conversation open"))
            try session.type("j")
            try session.press(.enter)
            try session.waitForText("reply to John Smith")
            #expect(desk.control { await $0.received.isEmpty })
            try session.leave()
            session.expectGivenBack()
        }
    }

    @Test func aTerminalThatMarksPastesMayPassOnOneWithoutMarks() async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.replyToJane()
            try session.type("one\rtwo\rthree\r")
            try session.type("four\rfive\r")
            try session.waitForText("five")
            // A key by itself still sends: all of it at once.
            try session.type("!")
            try session.waitForText("!")
            // The pause before a person's key is what tells it from the paste.
            let pauseIsOver = Deadline.after(seconds: 0.1)
            while !pauseIsOver.isOver { _ = session.process.read(until: pauseIsOver) }
            try session.press(.enter)
            try desk.waitUntil("that it is there") { await !$0.received.isEmpty }
            let texts = desk.control { await $0.received.map(\.text) }
            #expect(texts == ["one\ntwo\nthree\nfour\nfive\n!"])
            try session.leave()
        }
    }

    @Test func besideAnOpenThreadItGoesIntoTheComposer() async throws {
        try await withDesk { desk in
            let session = try desk.start(environment: self.terminal)
            try session.waitForText("Jane Doe")
            try session.press(.enter)
            try session.waitForText("r to write")
            try session.paste("refund, please\rquickly\r")
            try session.waitUntil("the text in the composer") {
                $0.contains("refund, please") && $0.contains("quickly") && $0.contains("Enter send")
            }
            // As long as nothing was sent, the text stands in the draft.
            try session.type("!")
            try session.waitUntil("the line behind the last line end") { screen in
                screen.find("quickly").map { screen.text(row: $0.row + 1).contains("!") } ?? false
            }
            #expect(desk.control { await $0.received.isEmpty })
            try session.leave()
        }
    }

    @Test func aLongOneOfSeveralReadsLosesNothing() async throws {
        try await withDesk { desk in
            let session = try desk.start(environment: self.terminal)
            try session.waitForText("Jane Doe")
            try session.press(.enter)
            try session.waitForText("r to write")
            let text = (0..<300).map { "pasted line \($0)" }.joined(separator: "\r") + "\r"
            try session.paste(text)
            try session.waitForText("pasted line 299")
            #expect(desk.control { await $0.received.isEmpty })
            try session.leave()
        }
    }

    @Test func heldKeysStillScroll() async throws {
        try await withDesk { desk in
            let session = try desk.start(environment: self.terminal)
            try session.waitForText("Jane Doe")
            try session.type("jjjjjjjjkkkkkkkkj")
            try session.press(.enter)
            try session.waitForText("reply to John Smith <john@smith.example>")
            try session.leave()
        }
    }
}
