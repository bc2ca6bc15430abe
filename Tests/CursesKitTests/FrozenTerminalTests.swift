import Foundation
import Glibc
import PtyKit
import TerminalTesting
import TestPacing
import Testing

/// A terminal that reads no more: a line that hangs, a window that is stopped.
@Suite("A frozen terminal", .paced)
struct FrozenTerminalTests {
    /// A probe that has far more to write than its terminal takes.
    private func frozen() throws -> ProbeSession {
        let probe = try ProbeSession()
        try probe.session.type("wd")
        try probe.session.waitForText("END")
        let before = probe.session.output.count
        try probe.session.type(String(repeating: "p", count: 500))
        // It has the keys once it draws, and nobody reads from here on.
        try probe.session.waitUntil("the first of it") { _ in probe.session.output.count > before }
        return probe
    }

    @Test("does not keep the program from ending", arguments: [SIGTERM, SIGHUP, SIGINT])
    func ends(signal: Int32) throws {
        let probe = try frozen()
        probe.session.process.signal(signal)
        #expect(probe.session.process.wait(until: .after(seconds: 10), isReading: false) == .exited(128 + signal))
        _ = try probe.session.waitForEnd()
        probe.expectRestored()
    }

    @Test("does not keep a crash from ending", arguments: [SIGQUIT, SIGABRT, SIGSEGV])
    func crashes(signal: Int32) throws {
        let probe = try frozen()
        probe.session.process.signal(signal)
        #expect(probe.session.process.wait(until: .after(seconds: 10), isReading: false) == .killed(signal: signal))
        _ = try probe.session.waitForEnd()
        probe.expectRestored()
    }

    @Test("is waited for, and shows everything once it reads again")
    func thaws() throws {
        let probe = try frozen()
        try probe.session.type("q")
        #expect(probe.session.process.wait(until: .after(seconds: 0.3), isReading: false) == nil)
        #expect(try probe.session.waitForEnd() == .exited(0))
        probe.expectRestored()
    }

    @Test("no flag of the descriptor that the shell shares is changed")
    func descriptorFlags() throws {
        let probe = try ProbeSession()
        let path = "/proc/\(probe.session.process.identifier)/fdinfo/1"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix("flags:") })
        let flags = try #require(Int32(line.dropFirst(6).trimmingCharacters(in: .whitespaces), radix: 8))
        #expect(flags & O_NONBLOCK == 0)
    }
}
