import CPty
import Glibc

/// A program that runs in a pseudo terminal of its own, driven from outside like a person would.
///
/// Use it from one thread. The program is killed when nobody holds this any more.
package final class PtyProcess {
    /// How a program ended.
    package enum Ending: Hashable, Sendable {
        /// By itself, with this exit status.
        case exited(Int32)
        /// By a signal nobody handled.
        case killed(signal: Int32)
    }

    /// The program's number.
    package let identifier: Int32
    /// The modes of the line before the program was started.
    package let originalModes: LineModes
    /// When the last write ended, in nanoseconds of the monotonic clock; 0 before the first.
    package private(set) var lastWriteTime: Int64 = 0
    /// When the first byte after the last write was read; `nil` while none came.
    package private(set) var firstReadTime: Int64?
    /// How many bytes the program has written so far.
    package private(set) var bytesRead = 0
    /// Set when the program has ended and was waited for.
    package private(set) var ending: Ending?

    private var master: Int32 = -1
    private var slave: Int32 = -1
    private let processDescriptor: Int32

    /// Starts a program in a new session whose terminal is a new pseudo terminal.
    ///
    /// - Parameters:
    ///   - executable: the path of the program.
    ///   - arguments: what follows its name.
    ///   - environment: its whole environment.
    ///   - rows: the height of the window.
    ///   - columns: the width of the window.
    /// - Throws: `.noTerminal` or `.notStarted`.
    package init(
        executable: String,
        arguments: [String] = [],
        environment: [String: String],
        rows: Int = 24,
        columns: Int = 80
    ) throws(PtyFailure) {
        var name = [CChar](repeating: 0, count: 256)
        var master: Int32 = -1
        var slave: Int32 = -1
        let failure = pty_open(Int32(rows), Int32(columns), &master, &slave, &name, name.count)
        guard failure == 0 else { throw .noTerminal(failure) }
        originalModes = Self.modes(of: slave)
        var child: pid_t = 0
        let spawnFailure = Self.withCStrings([executable] + arguments) { arguments in
            Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
                pty_spawn(executable, arguments, variables, name, &child)
            }
        }
        guard spawnFailure == 0 else {
            close(master)
            close(slave)
            throw .notStarted(path: executable, spawnFailure)
        }
        self.master = master
        self.slave = slave
        identifier = child
        processDescriptor = pty_process_descriptor(child)
        // Writing must not hang when a program does not read.
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
    }

    deinit {
        if ending == nil {
            kill(identifier, SIGKILL)
            _ = pty_reap(identifier, 1)
        }
        hangUp()
        if processDescriptor >= 0 { close(processDescriptor) }
    }

    /// The modes of the line now.
    ///
    /// They can be read after the end of the program too, but not after `hangUp`.
    package var modes: LineModes { Self.modes(of: slave) }

    /// Types bytes.
    ///
    /// - Throws: `.notWritten` when the terminal is gone, or the program did not read for ten seconds.
    package func write(_ bytes: [UInt8]) throws(PtyFailure) {
        firstReadTime = nil
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                guard isReady(master, POLLOUT, .after(seconds: 10)) else { throw .notWritten(EAGAIN) }
            } else if errno != EINTR {
                throw .notWritten(errno)
            }
        }
        lastWriteTime = pty_nanoseconds()
    }

    /// Reads what the program wrote, waiting for the first byte at most until the deadline.
    ///
    /// - Returns: the bytes; none when the time was over, or the program has closed its terminal.
    package func read(until deadline: Deadline) -> [UInt8] {
        guard master >= 0, isReady(master, POLLIN, deadline) else { return [] }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(master, &buffer, buffer.count)
        guard count > 0 else { return [] }
        if firstReadTime == nil { firstReadTime = pty_nanoseconds() }
        bytesRead += count
        return Array(buffer[..<count])
    }

    /// Gives the window another size, which the program learns by a signal.
    package func resize(rows: Int, columns: Int) {
        _ = pty_resize(master, Int32(rows), Int32(columns))
    }

    /// Sends a signal to the program alone.
    package func signal(_ number: Int32) {
        // Its number may belong to someone else once it was waited for.
        if ending == nil { kill(identifier, number) }
    }

    /// Sends a signal to these threads of the program, one right after the other.
    package func signal(_ number: Int32, threads: [Int32]) {
        guard ending == nil else { return }
        for thread in threads { pty_signal_thread(identifier, thread, number) }
    }

    /// Closes the terminal under the program, like a window that is closed or a line that breaks.
    package func hangUp() {
        if master >= 0 { close(master) }
        if slave >= 0 { close(slave) }
        master = -1
        slave = -1
    }

    /// Waits for the end of the program; `nil` when it still runs at the deadline.
    ///
    /// What it writes meanwhile goes to `discard`; without reading, a program can wait for ever to write its last bytes.
    ///
    /// - Parameters:
    ///   - deadline: when to give up.
    ///   - isReading: false for a terminal that reads no more, like one that is frozen.
    ///   - discard: takes what was read.
    /// - Returns: how it ended; `nil` when it still runs.
    package func wait(
        until deadline: Deadline,
        isReading: Bool = true,
        discard: ([UInt8]) -> Void = { _ in }
    ) -> Ending? {
        while ending == nil {
            var ready = [
                pollfd(fd: processDescriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isReading ? master : -1, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&ready, 2, deadline.pollMilliseconds)
            if count > 0, ready[1].revents & Int16(POLLIN) != 0 { discard(read(until: .now)) }
            if ready[0].revents != 0 { reap() }
            if deadline.isOver { break }
        }
        return ending
    }

    private func reap() {
        let status = pty_reap(identifier, 0)
        if status >= 256 {
            ending = .killed(signal: status - 256)
        } else if status >= 0 {
            ending = .exited(status)
        }
    }

    private func isReady(_ descriptor: Int32, _ events: Int32, _ deadline: Deadline) -> Bool {
        while true {
            var ready = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            let count = poll(&ready, 1, deadline.pollMilliseconds)
            if count > 0 { return true }
            if deadline.isOver { return false }
        }
    }

    private static func modes(of descriptor: Int32) -> LineModes {
        var modes = termios()
        // On failure everything is zero, which equals no real modes.
        _ = tcgetattr(descriptor, &modes)
        return LineModes(modes)
    }

    private static func withCStrings<Result>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
