import Foundation
import PtyKit

/// The program under measurement, in a pseudo-terminal of 120×40.
final class MeasuredProgram {
    let process: PtyProcess
    private var output: [UInt8] = []

    /// A wait that was in vain.
    struct Vain: Error, CustomStringConvertible {
        var description: String
    }

    init(_ program: String, _ arguments: [String], environment: [String: String]) throws {
        let standard = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]
        process = try PtyProcess(
            executable: program,
            arguments: arguments,
            environment: standard.merging(environment) { $1 },
            rows: 40,
            columns: 120
        )
    }

    /// Reads until a text has been written since the last call.
    func wait(for text: String, seconds: Double = 30) throws {
        let wanted = Array(text.utf8)
        let deadline = Deadline.after(seconds: seconds)
        output = []
        while output.firstRange(of: wanted) == nil {
            let bytes = process.read(until: deadline)
            if bytes.isEmpty && deadline.isOver { throw Vain(description: "waited for \"\(text)\"") }
            output += bytes
        }
    }

    /// Reads until nothing has come for a while.
    func settle(quiet seconds: Double = 0.15) {
        while !process.read(until: .after(seconds: seconds)).isEmpty {}
    }

    /// Presses a key and gives the milliseconds until the first byte of what it changed.
    func latency(of key: String) throws -> Double? {
        try process.write(Array(key.utf8))
        let bytes = process.read(until: .after(seconds: 2))
        guard !bytes.isEmpty, let first = process.firstReadTime else { return nil }
        return Double(first - process.lastWriteTime) / 1e6
    }

    /// Presses a key and gives the milliseconds until a letter that nothing else writes was seen.
    func latency(of key: String, showing letter: Character) throws -> Double? {
        let wanted = Array(String(letter).utf8)
        let deadline = Deadline.after(seconds: 2)
        try process.write(Array(key.utf8))
        while !deadline.isOver {
            let bytes = process.read(until: deadline)
            if bytes.firstRange(of: wanted) != nil {
                return Double(Deadline.now.nanoseconds - process.lastWriteTime) / 1e6
            }
        }
        return nil
    }

    /// Reads all that comes until a time.
    func settle(until deadline: Deadline) {
        while !deadline.isOver { _ = process.read(until: deadline) }
    }

    /// The highest memory so far, in MiB.
    var peakMemory: Double { memory(named: "VmHWM") }

    /// The memory now, in MiB.
    var memory: Double { memory(named: "VmRSS") }

    private func memory(named name: String) -> Double {
        // A process that is gone has no memory.
        let status = (try? String(contentsOfFile: "/proc/\(process.identifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? 0
        return kibibytes / 1024
    }

    /// CPU time of all threads so far, in milliseconds.
    var cpuTime: Double {
        let folder = "/proc/\(process.identifier)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []  // gone: nothing
        return threads.reduce(0) { sum, thread in
            // A thread that ended meanwhile adds nothing.
            let text = (try? String(contentsOfFile: "\(folder)/\(thread)/schedstat", encoding: .utf8)) ?? ""
            return sum + (text.split(separator: " ").first.flatMap { Double($0) } ?? 0) / 1e6
        }
    }

    /// Leaves.
    func end() {
        // What has ended already needs no key.
        try? process.write([0x1C])
        if process.wait(until: .after(seconds: 5)) == nil { process.signal(9) }
        _ = process.wait(until: .after(seconds: 5))
    }
}
