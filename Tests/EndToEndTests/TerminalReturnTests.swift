import Foundation
import PtyKit
import TerminalTesting
import TestPacing
import Testing

/// The terminal comes back from the program itself, whatever ends or stops it.
@Suite(.paced, .timeLimit(.minutes(20))) struct TerminalReturnTests {
    @Test func afterQuitting() async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.waitForText("Jane Doe")
            try session.waitUntilTaken()
            session.expectTaken()
            try session.type("q")
            #expect(try session.waitForEnd() == .exited(0))
            session.expectGivenBack()
        }
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT]) func afterASignalThatAsksToEnd(signal: Int32) async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.replyToJane()
            try session.type("still here")
            try session.waitForText("still here")
            session.process.signal(signal)
            #expect(try session.waitForEnd() == .exited(128 + signal))
            session.expectGivenBack()
            let again = try desk.start()
            try again.replyToJane()
            try again.waitForText("still here")
            try again.leave()
        }
    }

    @Test(arguments: [SIGTERM, SIGHUP]) func afterASignalWhileTheTerminalIsFrozen(signal: Int32) async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.replyToJane()
            try session.type("before")
            try session.waitForText("before")
            let written = session.output.count
            try session.type(String(repeating: "\u{C}", count: 300))
            try session.waitUntil("the first of it") { _ in session.output.count > written }
            // Nobody reads from here on.
            try session.type(" and after")
            session.process.signal(signal)
            #expect(session.process.wait(until: .after(seconds: 20), isReading: false) == .exited(128 + signal))
            _ = try session.waitForEnd()
            session.expectGivenBack()
            let again = try desk.start()
            try again.replyToJane()
            try again.waitForText("before and after")
            try again.leave()
        }
    }

    // A trap of the language is SIGILL or SIGTRAP; the program has no key that traps, the probe of CursesKitTests has.
    @Test(arguments: [
        SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGSYS, SIGQUIT, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM,
    ])
    func afterACrash(signal: Int32) async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.waitForText("Jane Doe")
            session.process.signal(signal)
            #expect(try session.waitForEnd() == .killed(signal: signal))
            session.expectGivenBack()
            // What a crash leaves behind does not keep the next start out.
            let again = try desk.start()
            try again.waitForText("Jane Doe")
            try again.leave()
        }
    }

    @Test func afterTwoThreadsCrashAtOnce() async throws {
        try await withDesk { desk in
            // Which thread comes first is chance, so that one round says little.
            for _ in 0..<10 {
                let session = try desk.start()
                try session.waitForText("Jane Doe")
                let process = session.process.identifier
                let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
                session.process.signal(SIGSEGV, threads: threads.compactMap { Int32($0) })
                #expect(try session.waitForEnd() == .killed(signal: SIGSEGV))
                session.expectGivenBack()
            }
        }
    }

    @Test func aCrashAsksNoQuestion() async throws {
        try await withDesk { desk in
            // As it is outside of tests: the runtime's own way with crashes.
            let session = try desk.start(environment: ["SWIFT_BACKTRACE": ""])
            try session.waitForText("Jane Doe")
            session.process.signal(SIGSEGV)
            #expect(try session.waitForEnd(seconds: 8) == .killed(signal: SIGSEGV))
            session.expectGivenBack()
            let shown = session.snapshot().joined(separator: "\n")
            #expect(!shown.contains("Press space"))
            #expect(!shown.contains("Backtrace"))
        }
    }

    @Test func aClosedTerminalEndsTheProgram() async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.replyToJane()
            try session.type("before the line broke")
            try session.waitForText("before the line broke")
            session.process.hangUp()
            #expect(try session.waitForEnd() == .exited(128 + SIGHUP))
            let again = try desk.start()
            try again.replyToJane()
            try again.waitForText("before the line broke")
            try again.leave()
        }
    }

    @Test func aTerminalThatClosesWithoutASignalEndsTheProgram() async throws {
        try await withDesk { desk in
            // Behind a program that ignores it, the hang-up is seen by reading alone.
            let session = try desk.start(wrapper: ["/bin/sh", "-c", "trap '' HUP; setsid \"$@\"", "sh"])
            try session.waitForText("Jane Doe")
            let lock = try String(contentsOfFile: desk.state + "/desk.lock", encoding: .utf8)
            let program = try #require(Int32(lock.trimmingCharacters(in: .whitespacesAndNewlines)))
            session.process.hangUp()
            try waitUntil("the end of the program") { kill(program, 0) != 0 }
        }
    }

    @Test func controlZGivesTheTerminalToTheShellAndFgTakesItAgain() async throws {
        try await withDesk { desk in
            let script = "set -m; \"$0\" \"$@\"; echo; echo stopped; read answer; fg; echo ended $?; read answer"
            let session = try desk.start(wrapper: ["/bin/bash", "-c", script])
            try session.replyToJane()
            try session.type("half a word")
            try session.waitForText("half a word")
            try session.press(.control("z"))
            try session.waitUntil("the shell") { !$0.isAlternate && $0.contains("stopped") }
            #expect(session.process.modes.isCanonical)
            #expect(session.process.modes.hasEcho)
            #expect(session.screen.isCursorVisible)
            #expect(session.screen.scanner.modes.isDisjoint(with: [1, 1004, 2004]))
            session.resize(rows: 20, columns: 90)
            try session.type("\r")
            try session.waitUntilTaken()
            try session.waitUntil("the draft in its place") {
                $0.contains("reply to Jane Doe") && $0.contains("half a word") && $0.text[19].contains("┘")
            }
            session.expectTaken()
            try session.type(" more")
            try session.waitForText("half a word more")
            try session.press(.control("\\"))
            try session.waitForText("ended 0")
            #expect(!session.screen.isAlternate)
            session.process.signal(SIGKILL)
            _ = try session.waitForEnd()
        }
    }

    @Test func afterAStopThatNobodyCanCatchTheScreenIsWholeAgain() async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.waitForText("Jane Doe")
            session.process.signal(SIGSTOP)
            // What a shell would print meanwhile.
            _ = session.screen.feed(Array("\u{1B}[?2004l\u{1B}[?1l\u{1B}[2J\u{1B}[H[1]+ Stopped".utf8))
            #expect(!session.screen.contains("Jane Doe"))
            session.process.signal(SIGCONT)
            try session.waitUntil("the list again") { $0.contains("Jane Doe") && !$0.contains("Stopped") }
            try session.waitUntilTaken()
            try session.leave()
        }
    }
}
