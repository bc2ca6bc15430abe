import Foundation
import PtyKit
import PulseSimulator
import TerminalTesting
import TestPacing
import Testing

/// What comes back by itself, what comes back with Ctrl-R, and that one can always leave.
@Suite(.paced, .timeLimit(.minutes(20))) struct RecoveryTests {
    @Test func aRevokedKeyStopsItsAccountUntilControlR() async throws {
        try await withDesk { desk in
            let session = try desk.start(columns: 120)
            try session.waitForText("Jane Doe")
            try session.waitUntil("a status line without trouble") { $0.statusLine.contains("Acme desk +1") }
            let key = desk.simulator.addresses.support.key
            desk.control { await $0.revoke(key) }
            try session.waitUntil("that the account stopped") { screen in
                screen.statusLine.contains("Acme desk: the key is refused; check it, then Ctrl-R; only the open list")
            }
            // The other account goes on, and with the refused key nothing is asked for but the open list, once a minute.
            let asked = desk.control { await $0.requests["GET /api/v1/conversations"] ?? 0 }
            let others = desk.control { await $0.requests["GET /v1/conversations"] ?? 0 }
            try desk.waitUntil("another look of the other account") {
                await $0.requests["GET /v1/conversations"] ?? 0 > others
            }
            #expect(desk.control { await $0.requests["GET /api/v1/conversations"] ?? 0 } <= asked + 1)

            try session.type("r")
            try session.waitForText("reply to Jane Doe")
            try session.type("written without a key")
            try session.press(.enter)
            try session.waitUntil("that it waits") {
                $0.standing(of: "written without a key")?.contains("queued") == true
            }

            desk.control { await $0.restore(key) }
            try session.press(.control("r"))
            try session.waitUntil("the mark") { $0.standing(of: "written without a key")?.contains("✓") == true }
            try session.waitUntil("a status line without trouble") { !$0.statusLine.contains("the key") }
            #expect(desk.received("written without a key") == 1)
            try session.press(.control("\\"))
            #expect(try session.waitForEnd() == .exited(0))
        }
    }

    @Test(arguments: [true, false]) func aServerThatHangsHoldsNobodyUp(leavesAtOnce: Bool) async throws {
        try await withDesk { desk in
            let session = try desk.start(columns: 120)
            try session.waitForText("Jane Doe")
            desk.control { await $0.setFaults([.silent], scope: .all) }
            try session.type("r")
            try session.waitForText("reply to Jane Doe", seconds: 2)
            try session.type("into the silence")
            try session.press(.enter)
            try session.waitUntil("the message", seconds: 2) { $0.standing(of: "into the silence") != nil }
            try session.type("keys answer")
            try session.waitForText("keys answer", seconds: 2)
            try session.waitUntil("what is wrong, in the status line") {
                $0.statusLine.contains("Acme desk: no answer in 4 s")
            }
            try session.waitUntil("that it may have arrived") { $0.contains("it may have arrived") }
            // It is stored and nobody said so: it is there once, whatever the desk can know.
            #expect(desk.received("into the silence") == 1)

            // Polls hang while it ends.
            if leavesAtOnce {
                try session.press(.control("\\"))
            } else {
                try session.press(.tab)
                try session.type("q")
            }
            #expect(try session.waitForEnd(seconds: 2) == .exited(0))
            #expect(session.process.modes == session.process.originalModes)
            desk.control { await $0.setFaults([]) }
            let again = try desk.start(columns: 120)
            try again.waitForText("Jane Doe")
            try again.type("r")
            try again.waitForText("keys answer")
            try again.waitUntil("the mark, when a look has shown it") {
                $0.standing(of: "into the silence")?.contains("✓") == true
            }
            #expect(desk.received("into the silence") == 1)
            try again.press(.control("\\"))
            _ = try again.waitForEnd()
        }
    }

    @Test func anAnswerThatHangsHoldsNobodyUp() async throws {
        try await withDesk { desk in
            let session = try desk.start(columns: 120)
            try session.waitForText("Jane Doe")
            try session.type("c")
            try session.waitForText("ask ")
            desk.control { await $0.setFaults([.silent], scope: .all) }
            try session.type("is anybody there")
            try session.press(.enter)
            try session.waitUntil("that it leaves") {
                $0.standing(of: "is anybody there")?.contains("sending") == true
            }
            try desk.waitUntil("that it is there") { await !$0.received.isEmpty }
            try session.type("keys answer")
            try session.waitForText("keys answer", seconds: 2)
            try session.press(.tab)
            try session.type("q")
            try session.waitForText("Quit? Under way: 1 not sent yet", seconds: 2)
            try session.type("y")
            #expect(try session.waitForEnd(seconds: 4) == .exited(0))
            #expect(desk.received("is anybody there") == 1)
        }
    }

    @Test func withoutAServerTheCacheIsShownUntilOneAppears() async throws {
        try await withDesk { desk in
            let first = try desk.start(rows: 50, columns: 120)
            try first.waitForText("Jane Doe")
            try first.waitForText("Everything about the router")
            try first.press(.control("\\"))
            _ = try first.waitForEnd()
            desk.stopServers()

            let session = try desk.start(rows: 50, columns: 120)
            try session.waitForText("Jane Doe")
            try session.waitForText("Everything about the router", seconds: 2)
            try session.waitUntil("what is wrong, in the status line") {
                $0.statusLine.contains("the server refuses connections")
            }
            try session.type("r")
            try session.waitForText("reply to Jane Doe", seconds: 2)
            try session.type("written offline")
            try session.press(.enter)
            try session.waitUntil("that it waits") { $0.standing(of: "written offline")?.contains("queued") == true }

            try desk.startServers()
            try session.waitUntil("a status line without trouble", seconds: 40) {
                !$0.statusLine.contains("Acme desk:") && !$0.statusLine.contains("Helper:")
            }
            try session.waitUntil("the mark") { $0.standing(of: "written offline")?.contains("✓") == true }
            #expect(desk.received("written offline") == 1)
            try session.press(.control("\\"))
            #expect(try session.waitForEnd() == .exited(0))
        }
    }
}
