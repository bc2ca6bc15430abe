import Foundation
import PtyKit
import PulseSimulator

/// What is measured over a long time.
extension Bench {
    /// What the screen costs when nothing is to be done.
    func measureIdle(_ table: inout ResultTable) throws {
        try "theme = \"default\"\n".write(
            to: folder.appending(path: "idle.toml"),
            atomically: true,
            encoding: .utf8
        )
        let measured = try start("idle.toml", state: "idle")
        defer { measured.end() }
        try measured.wait(for: "No account")
        measured.settle(quiet: 2)
        let cpu = measured.cpuTime
        let bytes = measured.process.bytesRead
        measured.settle(until: .after(seconds: 60))
        table.add(
            "idle without an account, a minute",
            budget: "12 ms CPU, 0 bytes",
            ResultTable.milliseconds(measured.cpuTime - cpu) + " CPU, \(measured.process.bytesRead - bytes) bytes"
        )
    }

    /// Whether memory grows with the number of polls.
    ///
    /// Many accounts are polled at once, as one may ask twice a second at the most.
    func measureMemory(after polls: Int, _ table: inout ResultTable) async throws {
        var options = SimulatorOptions()
        options.visitorsWrite = false
        let simulator = try await Simulator.start(options)
        let address = simulator.addresses.support
        var text = "[poll]\nopen_list = 1\nother_lists = 1\n"
        for number in 1...40 {
            text += """

                [[account]]
                name = "Desk \(number)"
                service = "pulse"
                base_url = "\(address.baseURL)"
                key_env = "DESK_KEY"

                """
        }
        try text.write(to: folder.appending(path: "polls.toml"), atomically: true, encoding: .utf8)
        let measured = try start("polls.toml", state: "polls", keys: ["DESK_KEY": address.key])
        defer { measured.end() }
        try measured.wait(for: "Jane Doe")
        let limit = Deadline.after(seconds: 1_200)
        var first: Double?
        var count = 0
        while count < polls, !limit.isOver {
            measured.settle(until: .after(seconds: 1))
            count = await simulator.requests.values.reduce(0, +)
            if count >= 500 { first = first ?? measured.memory }
        }
        await simulator.stop()
        let growth = measured.memory - (first ?? 0)
        table.add(
            "memory's growth from poll 500 to poll \(count)",
            budget: "2 MiB after 20,000",
            String(format: "%.1f MiB", growth)
        )
    }
}
