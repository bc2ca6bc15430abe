import Foundation
import PtyKit
import PulseSimulator
import TerminalTesting
import TestPacing
import Testing

/// Replies and questions, from the key to the server and back.
@Suite(.paced, .timeLimit(.minutes(20))) struct ReplyTests {
    private func openJane(_ desk: DeskInTerminal) throws -> TerminalSession {
        let session = try desk.start()
        try session.waitForText("Jane Doe")
        try session.type("r")
        try session.waitForText("reply to Jane Doe")
        return session
    }

    @Test func aMessageIsSentOnceAndShownWithItsState() async throws {
        try await withDesk { desk in
            let session = try self.openJane(desk)
            try session.type("first line")
            try session.press(.control("j"))
            try session.type("second line")
            try session.press(.enter)
            try session.waitUntil("the mark") { $0.contains("second line") && $0.contains("✓") }
            #expect(desk.received("first line\nsecond line") == 1)
            try session.press(.control("\\"))
            #expect(try session.waitForEnd() == .exited(0))
        }
    }

    @Test func aPasteNeverSends() async throws {
        try await withDesk { desk in
            let session = try self.openJane(desk)
            try session.paste("one\rtwo\rthree\r")
            try session.waitForText("three")
            #expect(desk.control { await $0.received.isEmpty })
            try session.press(.control("\\"))
            _ = try session.waitForEnd()
        }
    }

    @Test func aServerThatIsAwayKeepsTheMessageUntilItIsBack() async throws {
        try await withDesk { desk in
            let session = try self.openJane(desk)
            desk.control { await $0.setFaults([.tooManyRequests], rate: 1, scope: .all) }
            try session.type("patience")
            try session.press(.enter)
            try session.waitForText("queued")
            desk.control { await $0.setFaults([]) }
            try session.waitUntil("the mark", seconds: 40) {
                $0.contains("patience") && $0.contains("✓") && !$0.contains("queued")
            }
            #expect(desk.received("patience") == 1)
            try session.press(.control("\\"))
            _ = try session.waitForEnd()
        }
    }

    @Test func whatAVisitorWritesArrivesAndDoesNotMoveTheSelection() async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.openJohn()
            let id = desk.control {
                await $0.startConversation(name: "Newcomer", email: nil, text: "hello from outside")
            }
            #expect(!id.isEmpty)
            try session.waitForText("Newcomer")
            #expect(session.screen.contains("John Smith <"))
            try session.press(.control("\\"))
            _ = try session.waitForEnd()
        }
    }

    @Test func anAnswerStreamsAndControlCStopsItOnTheServerToo() async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.waitForText("Jane Doe")
            try session.type("c")
            try session.waitForText("ask ")
            try session.type("[n=2000]")
            try session.press(.enter)
            try session.waitForText("w20 ")
            try session.press(.control("c"))
            try session.waitForText("stopped")
            try desk.waitUntil("the stop") { await $0.requests.contains { $0.key.contains("stop") && $0.value > 0 } }
            try session.press(.control("\\"))
            _ = try session.waitForEnd()
        }
    }
}
