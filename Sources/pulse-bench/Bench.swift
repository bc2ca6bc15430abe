import Foundation
import PtyKit
import PulseSimulator

/// The measurements.
struct Bench {
    let program: String
    let folder: URL
    private let filled: FilledDesk
    /// Nothing listens there: what is measured first must not wait for a server.
    private static let nowhere = "http://127.0.0.1:9"

    init(program: String, folder: URL, amount: FilledDesk.Amount) async throws {
        self.program = program
        self.folder = folder
        filled = try await FilledDesk.make(
            amount,
            supportURL: Self.nowhere + "/api/v1",
            assistantURL: Self.nowhere + "/v1",
            in: folder.appending(path: "filled")
        )
        try Self.configuration(supportURL: Self.nowhere + "/api/v1", assistantURL: Self.nowhere + "/v1")
            .write(to: folder.appending(path: "filled.toml"), atomically: true, encoding: .utf8)
    }

    static func configuration(supportURL: String, assistantURL: String, user: String = "desk") -> String {
        """
        [[account]]
        name = "Acme desk"
        service = "pulse"
        base_url = "\(supportURL)"
        key_env = "DESK_KEY"

        [[account]]
        name = "Helper"
        service = "pulseai"
        base_url = "\(assistantURL)"
        key_env = "HELPER_KEY"
        user = "\(user)"

        """
    }

    func start(_ configuration: String, state: String, keys: [String: String] = [:]) throws -> MeasuredProgram {
        let none = ["DESK_KEY": "none", "HELPER_KEY": "none"]
        return try MeasuredProgram(
            program,
            ["--config", folder.path + "/" + configuration, "--state", folder.path + "/" + state],
            environment: none.merging(keys) { $1 }
        )
    }

    // MARK: Start

    func measureStart(_ table: inout ResultTable) throws {
        var samples = Samples()
        for _ in 0..<20 {
            let began = Deadline.now.nanoseconds
            let measured = try start("filled.toml", state: "filled")
            try measured.wait(for: "First Visitor")
            samples.add(Double(Deadline.now.nanoseconds - began) / 1e6)
            measured.end()
        }
        table.add("start to painted list, median of 20", budget: "40 ms", ResultTable.milliseconds(samples.median))
    }

    // MARK: Keys

    func measureKeys(_ table: inout ResultTable) throws {
        let measured = try start("filled.toml", state: "filled")
        defer { measured.end() }
        try measured.wait(for: "First Visitor")
        measured.settle(quiet: 1)
        try measured.process.write(Array("r".utf8))
        measured.settle(quiet: 0.5)
        var typing = Samples()
        for number in 0..<500 {
            let letter = String(UnicodeScalar(UInt8(0x61 + number % 26)))
            if let time = try measured.latency(of: number % 60 == 59 ? " " : letter) { typing.add(time) }
            measured.settle(quiet: 0.01)
        }
        table.add("key to screen, p50 / p99", budget: "0.3 / 1.5 ms", pair(typing))

        try measured.process.write([0x1B])
        measured.settle(quiet: 0.3)
        try measured.process.write([0x1B])
        measured.settle(quiet: 0.3)
        // Finds the long conversation by its name, wherever its row stands, and opens it.
        try measured.process.write(Array("/long one\r".utf8))
        measured.settle(quiet: 0.5)
        try measured.process.write(Array("\r".utf8))
        measured.settle(quiet: 0.5)
        var paging = Samples()
        for _ in 0..<300 {
            if let time = try measured.latency(of: "\u{1B}[5~") { paging.add(time) }
            measured.settle(quiet: 0.02)
        }
        table.add("page up in a long thread, p50 / p99", budget: "0.5 / 3 ms", pair(paging))
        table.add("memory, highest", budget: "48 MiB", String(format: "%.1f MiB", measured.peakMemory))
    }

    func pair(_ samples: Samples) -> String {
        guard !samples.isEmpty else { return "nothing was seen" }
        return ResultTable.milliseconds(samples.median) + " / " + ResultTable.milliseconds(samples.percentile(0.99))
    }
}
