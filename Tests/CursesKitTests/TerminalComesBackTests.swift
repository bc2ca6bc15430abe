import Foundation
import Glibc
import PtyKit
import TerminalTesting
import TestPacing
import Testing

@Suite("The terminal comes back", .paced)
struct TerminalComesBackTests {
    @Test("after quitting")
    func quit() throws {
        let probe = try ProbeSession()
        probe.expectTaken()
        try probe.session.type("h")
        try probe.session.waitUntil("the cursor to hide") { !$0.isCursorVisible }
        try probe.session.type("wq")
        #expect(try probe.session.waitForEnd() == .exited(0))
        probe.expectRestored()
    }

    @Test("with a line for the prompt where there is no second screen", arguments: ["q", "x"])
    func promptHasALine(key: String) throws {
        let probe = try ProbeSession(["TERM": "vt100"])
        try probe.session.type("d")
        try probe.session.waitForText("END")
        try probe.session.type(key)
        _ = try probe.session.waitForEnd()
        let screen = probe.session.screen
        #expect(screen.cursor.row == 23 && screen.cursor.column == 0)
        #expect(screen.text(row: 23).isEmpty, "\(screen.text(row: 23))")
        #expect(screen.text(row: 22).hasPrefix("END"), "\(screen.text(row: 22))")
    }

    @Test("after exit() in the middle")
    func exitInTheMiddle() throws {
        let probe = try ProbeSession()
        try probe.session.type("x")
        #expect(try probe.session.waitForEnd() == .exited(3))
        probe.expectRestored()
    }

    @Test("after a signal that asks to end", arguments: [SIGTERM, SIGHUP, SIGINT])
    func polite(signal: Int32) throws {
        let probe = try ProbeSession()
        probe.session.process.signal(signal)
        #expect(try probe.session.waitForEnd() == .exited(128 + signal))
        probe.expectRestored()
    }

    @Test("after a crash by signal", arguments: [SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP])
    func crash(signal: Int32) throws {
        let probe = try ProbeSession()
        try probe.session.type("h")
        try probe.session.waitUntil("the cursor to hide") { !$0.isCursorVisible }
        probe.session.process.signal(signal)
        #expect(try probe.session.waitForEnd() == .killed(signal: signal))
        probe.expectRestored()
    }

    @Test("after a trap of the language, whose words are in the log")
    func trap() throws {
        let log = NSTemporaryDirectory() + "probe-\(UUID().uuidString).log"
        defer { unlink(log) }
        let probe = try ProbeSession(["PROBE_LOG": log])
        try probe.session.type("t")
        guard case .killed = try probe.session.waitForEnd() else {
            Issue.record("a trap ends the program by a signal")
            return
        }
        probe.expectRestored()
        #expect(try String(contentsOfFile: log, encoding: .utf8).contains("Index out of range"))
        #expect(!probe.session.screen.contains("Fatal error"))
    }

    @Test("after the stack was used up")
    func stackOverflow() throws {
        let probe = try ProbeSession()
        try probe.session.type("o")
        #expect(try probe.session.waitForEnd() == .killed(signal: SIGSEGV))
        probe.expectRestored()
    }

    @Test("a lost terminal ends the program")
    func lostTerminal() throws {
        let probe = try ProbeSession()
        probe.session.process.hangUp()
        #expect(try probe.session.waitForEnd() == .exited(128 + SIGHUP))
    }

    @Test("Ctrl-Z gives the terminal to the shell, fg takes it again")
    func suspend() throws {
        // A shell with job control: the probe cannot be stopped where nobody could continue it.
        let script = "set -m; \"$0\"; echo; echo stopped; read answer; fg; echo ended $?; read answer"
        let probe = try ProbeSession(wrapper: ["/bin/bash", "-c", script])
        let session = probe.session
        try session.press(.control("z"))
        try session.waitUntil("the shell") { !$0.isAlternate && $0.contains("stopped") }
        #expect(session.process.modes.isCanonical)
        #expect(session.process.modes.hasEcho)
        #expect(session.screen.scanner.modes.isDisjoint(with: [1, 1004, 2004]))
        session.resize(rows: 20, columns: 70)
        try session.type("\r")
        try session.waitUntil("the probe again") {
            $0.isAlternate && $0.contains("ready 20x70") && $0.contains("resumed")
        }
        probe.expectTaken()
        try session.type("q")
        try session.waitForText("ended 0")
        session.process.signal(SIGKILL)
        _ = try session.waitForEnd()
    }

    @Test("a stop sent from outside is obeyed, too")
    func stopFromOutside() throws {
        let script = "set -m; \"$0\" & fg; echo; echo stopped; read answer; fg; read answer"
        let probe = try ProbeSession(wrapper: ["/bin/bash", "-c", script])
        let session = probe.session
        // The probe is the only child of the shell.
        let children = "/proc/\(session.process.identifier)/task/\(session.process.identifier)/children"
        let child = try #require(
            Int32(try String(contentsOfFile: children, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
        )
        kill(child, SIGTSTP)
        try session.waitUntil("the shell") { !$0.isAlternate && $0.contains("stopped") }
        #expect(session.process.modes.isCanonical)
        try session.type("\r")
        try session.waitUntil("the probe again") { $0.isAlternate && $0.contains("resumed") }
        probe.expectTaken()
        kill(child, SIGKILL)
    }

    @Test("after a stop that cannot be caught the screen is whole again")
    func continueSignal() throws {
        let probe = try ProbeSession()
        probe.session.process.signal(SIGSTOP)
        probe.session.process.signal(SIGCONT)
        try probe.session.waitForText("resumed")
        probe.expectTaken()
    }

    @Test("after a stop that cannot be caught, and the end, the former title is back")
    func continuedTitle() throws {
        let probe = try ProbeSession()
        try probe.session.type("w")
        try probe.session.waitUntil("the title") { $0.scanner.titles == ["probe title"] }
        probe.session.process.signal(SIGSTOP)
        probe.session.process.signal(SIGCONT)
        try probe.session.waitForText("resumed")
        #expect(probe.session.screen.scanner.titles == ["probe title", "probe title"])
        probe.session.process.signal(SIGTERM)
        #expect(try probe.session.waitForEnd() == .exited(128 + SIGTERM))
        probe.expectRestored()
    }

    @Test("a program in the foreground has the terminal for itself")
    func editor() throws {
        let probe = try ProbeSession()
        let session = probe.session
        try session.type("e")
        try session.waitUntil("the editor") { !$0.isAlternate && $0.contains("inside the editor") }
        #expect(session.process.modes == session.process.originalModes)
        #expect(session.screen.scanner.modes.isDisjoint(with: [1, 1004, 2004]))
        session.resize(rows: 22, columns: 78)
        try session.type("done\n")
        try session.waitForText("status 7")
        try session.waitForText("ready 22x78")
        probe.expectTaken()
    }

    @Test("a program in the foreground that stops itself stops with us, and both go on")
    func editorStops() throws {
        let script = "set -m; \"$0\"; echo stopped; read answer; fg; read answer"
        let probe = try ProbeSession(wrapper: ["/bin/bash", "-c", script])
        let session = probe.session
        try session.type("s")
        try session.waitUntil("the shell") { !$0.isAlternate && $0.contains("stopped") }
        try session.type("\r")
        try session.waitForText("went on")
        try session.type("\r")
        try session.waitForText("status 0")
        probe.expectTaken()
        try session.type("q")
        try session.waitUntil("the shell again") { !$0.isAlternate }
    }

    @Test("a program that ends by a signal, or is not there, is told apart")
    func foregroundFailures() throws {
        let probe = try ProbeSession()
        try probe.session.type("k")
        try probe.session.waitForText("status 143")
        try probe.session.type("f")
        try probe.session.waitForText("failed cannotRun")
        probe.expectTaken()
        try probe.session.type("q")
        #expect(try probe.session.waitForEnd() == .exited(0))
        probe.expectRestored()
    }
}
