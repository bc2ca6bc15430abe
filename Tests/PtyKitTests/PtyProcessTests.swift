import Glibc
import PtyKit
import Testing

struct PtyProcessTests {
    private func shell(_ script: String, rows: Int = 24, columns: Int = 80) throws -> PtyProcess {
        try PtyProcess(
            executable: "/bin/sh",
            arguments: ["-c", script],
            environment: ["PATH": "/usr/bin:/bin"],
            rows: rows,
            columns: columns
        )
    }

    private func read(_ process: PtyProcess, until text: String) -> String {
        var bytes: [UInt8] = []
        let deadline = Deadline.after(seconds: 10)
        while !String(decoding: bytes, as: UTF8.self).contains(text), !deadline.isOver {
            bytes += process.read(until: deadline)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("a program has a terminal of the wanted size, and its exit status is known")
    func sizeAndStatus() throws {
        let process = try shell("stty size; exit 5", rows: 33, columns: 99)
        #expect(read(process, until: "99\r\n") == "33 99\r\n")
        #expect(process.wait(until: .after(seconds: 10)) == .exited(5))
    }

    @Test("the terminal is its controlling one, and no signal is blocked")
    func controllingTerminal() throws {
        let process = try shell("echo ready > /dev/tty; grep -E 'SigBlk|SigIgn' /proc/self/status; echo end; read line")
        let text = read(process, until: "end")
        #expect(text.contains("ready"))
        #expect(try standardSignals("SigBlk:", in: text) == 0)
        #expect(try standardSignals("SigIgn:", in: text) == 0)
    }

    // The two above 31 belong to the C library, which does not let anybody change them.
    private func standardSignals(_ name: String, in text: String) throws -> UInt64 {
        let line = try #require(text.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name) })
        let digits = line.dropFirst(name.count).filter { !$0.isWhitespace }
        return try #require(UInt64(digits, radix: 16)) & 0x7FFF_FFFF
    }

    @Test("a resize reaches the program as a signal")
    func resize() throws {
        let process = try shell("trap 'stty size; exit' WINCH; echo ready; while :; do read line; done")
        _ = read(process, until: "ready")
        process.resize(rows: 10, columns: 20)
        #expect(read(process, until: "10 20").contains("10 20"))
    }

    @Test("changed modes are seen, also after the end of the program")
    func modes() throws {
        let process = try shell("stty raw -echo; echo done")
        #expect(process.originalModes.isCanonical)
        _ = read(process, until: "done")
        #expect(process.wait(until: .after(seconds: 10)) == .exited(0))
        #expect(!process.modes.isCanonical)
        #expect(process.modes != process.originalModes)
    }

    @Test("the time from a write to the first byte is measured")
    func times() throws {
        let process = try shell("stty -echo; echo ready; read line; echo answer")
        _ = read(process, until: "ready")
        try process.write(Array("x\n".utf8))
        #expect(process.firstReadTime == nil)
        _ = read(process, until: "answer")
        let first = try #require(process.firstReadTime)
        #expect(first > process.lastWriteTime)
    }

    @Test("a signal and a hang-up end the program")
    func endings() throws {
        let process = try shell("echo ready; read line")
        _ = read(process, until: "ready")
        process.signal(SIGTERM)
        #expect(process.wait(until: .after(seconds: 10)) == .killed(signal: SIGTERM))
        let other = try shell("echo ready; read line")
        _ = read(other, until: "ready")
        other.hangUp()
        let ending = other.wait(until: .after(seconds: 10))
        #expect(ending == .killed(signal: SIGHUP) || ending == .exited(1))
    }

    @Test("a program that is not there is an error")
    func missing() {
        #expect(throws: PtyFailure.notStarted(path: "/nonexistent", ENOENT)) {
            try PtyProcess(executable: "/nonexistent", environment: [:])
        }
    }

    @Test("nobody is left behind")
    func killed() throws {
        var process: PtyProcess? = try shell("trap '' HUP TERM; echo ready; while :; do read line; done")
        let identifier = try #require(process?.identifier)
        process = nil
        #expect(kill(identifier, 0) == -1)
        #expect(errno == ESRCH)
    }
}
