import ArgumentParser
import PtyKit

/// Starts the demo, answers a visitor, leaves, and looks whether the terminal is as it was.
struct SmokeSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "smoke",
        abstract: "Try a binary: the demo paints, a reply is sent, leaving gives the terminal back."
    )

    @Argument(help: "The pulse-tui to try.")
    var program: String

    func run() throws {
        let environment = [
            "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent",
        ]
        let process = try PtyProcess(executable: program, arguments: ["--demo"], environment: environment)
        var output = ""
        try expect("Jane Doe", "the list is painted", process, &output)
        try process.write(Array("r".utf8))
        try expect("reply to", "the composer is open", process, &output)
        try process.write(Array("Hello from the smoke run\r".utf8))
        try expect("✓", "the reply is marked as sent", process, &output)
        try process.write([0x1C])
        guard let ending = process.wait(until: .after(seconds: 20)), ending == .exited(0) else {
            throw ValidationError("pulse-tui did not leave with status 0.")
        }
        guard process.modes == process.originalModes else {
            throw ValidationError("The terminal's modes did not come back.")
        }
        print("smoke: painted, replied, left, terminal as it was")
    }

    /// Reads until a text stands in what the program wrote.
    private func expect(_ text: String, _ what: String, _ process: PtyProcess, _ output: inout String) throws {
        let deadline = Deadline.after(seconds: 30)
        output = ""
        while !output.contains(text) {
            let bytes = process.read(until: deadline)
            guard !bytes.isEmpty || !deadline.isOver else {
                throw ValidationError("Waited in vain until \(what).")
            }
            output += String(decoding: bytes, as: UTF8.self)
        }
    }
}
