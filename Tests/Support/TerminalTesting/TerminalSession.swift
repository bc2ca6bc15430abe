package import PtyKit

/// A program in a pseudo terminal, and the screen that a person would see.
///
/// Every wait is for a condition, with a deadline; a wait that fails says what was on the screen.
package final class TerminalSession {
    package let process: PtyProcess
    package let screen: VTermScreen
    /// Everything that the program has written.
    package private(set) var output: [UInt8] = []

    /// A condition that did not come true in time.
    package struct TimedOut: Error, CustomStringConvertible {
        package let description: String
    }

    /// How long a wait may take when nothing else is said; generous, as it is only used up by failures.
    package static let patience = 10.0

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - executable: the path of the program.
    ///   - arguments: what follows its name.
    ///   - environment: added to TERM, LC_ALL, PATH and HOME; what is given here wins.
    ///   - rows: the height of the window.
    ///   - columns: the width of the window.
    /// - Throws: `PtyFailure` when it cannot be started.
    package init(
        executable: String,
        arguments: [String] = [],
        environment: [String: String] = [:],
        rows: Int = 24,
        columns: Int = 80
    ) throws(PtyFailure) {
        let standard = [
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": "/nonexistent",
            // The runtime would ask a question on the terminal when the program crashes.
            "SWIFT_BACKTRACE": "enable=no",
        ]
        process = try PtyProcess(
            executable: executable,
            arguments: arguments,
            environment: standard.merging(environment) { $1 },
            rows: rows,
            columns: columns
        )
        screen = VTermScreen(rows: rows, columns: columns)
    }

    /// Reads until the condition holds.
    ///
    /// - Parameters:
    ///   - what: named in the failure.
    ///   - seconds: how long it may take.
    ///   - condition: looked at after everything that was read.
    /// - Throws: `TimedOut`, with the screen, when it does not hold in time.
    package func waitUntil(
        _ what: String,
        seconds: Double = patience,
        _ condition: (VTermScreen) -> Bool
    ) throws {
        let deadline = Deadline.after(seconds: seconds)
        while !condition(screen) {
            let bytes = process.read(until: deadline)
            if bytes.isEmpty {
                throw TimedOut(description: "waited for \(what); the screen:\n" + snapshot().joined(separator: "\n"))
            }
            try take(bytes)
        }
    }

    /// Reads until a text stands on the screen.
    package func waitForText(_ text: String, seconds: Double = patience) throws {
        try waitUntil("the text '\(text)'", seconds: seconds) { $0.contains(text) }
    }

    /// Reads until a text stands no longer on the screen.
    package func waitForNoText(_ text: String, seconds: Double = patience) throws {
        try waitUntil("the text '\(text)' to go", seconds: seconds) { !$0.contains(text) }
    }

    /// Types text as it is.
    package func type(_ text: String) throws {
        try process.write(Array(text.utf8))
    }

    /// Presses a key, in the form for the mode that the program switched on.
    package func press(_ key: TerminalKey) throws {
        try process.write(key.bytes(application: screen.scanner.modes.contains(1)))
    }

    /// Pastes text; between marks only when the program asked for them, as terminals do.
    package func paste(_ text: String) throws {
        let isMarked = screen.scanner.modes.contains(2004)
        try type(isMarked ? "\u{1B}[200~" + text + "\u{1B}[201~" : text)
    }

    /// Gives the window another size.
    package func resize(rows: Int, columns: Int) {
        screen.resize(rows: rows, columns: columns)
        process.resize(rows: rows, columns: columns)
    }

    /// The rows of the screen as text.
    package func snapshot() -> [String] {
        screen.text
    }

    /// Waits for the end of the program, reading what it still writes.
    ///
    /// - Throws: `TimedOut` when it goes on running.
    package func waitForEnd(seconds: Double = patience) throws -> PtyProcess.Ending {
        var late: [UInt8] = []
        let ending = process.wait(until: .after(seconds: seconds)) { late += $0 }
        while true {
            let rest = process.read(until: .now)
            if rest.isEmpty { break }
            late += rest
        }
        output += late
        _ = screen.feed(late)
        guard let ending else {
            throw TimedOut(description: "waited for the end; the screen:\n" + snapshot().joined(separator: "\n"))
        }
        return ending
    }

    /// Takes what lies ready without waiting for more.
    package func readAvailable() throws {
        while true {
            let bytes = process.read(until: .now)
            if bytes.isEmpty { return }
            try take(bytes)
        }
    }

    private func take(_ bytes: [UInt8]) throws {
        output += bytes
        let answer = screen.feed(bytes)
        if !answer.isEmpty { try process.write(answer) }
    }
}
