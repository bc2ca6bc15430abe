import Foundation
import PtyKit
import PulseSimulator

/// What is measured against the simulator, which runs in this process.
extension Bench {
    func measurePolling(_ table: inout ResultTable) async throws {
        var options = SimulatorOptions()
        options.scenario = .empty
        options.visitorsWrite = false
        let simulator = try await Simulator.start(options)
        for number in 0..<100 {
            _ = await simulator.startConversation(name: "Visitor \(number)", text: "Message \(number)")
        }
        let measured = try connect(to: simulator, state: "polling")
        try measured.wait(for: "Visitor")
        // Until the first looks and the ages of the first minute are over.
        measured.settle(quiet: 5)
        let cpu = measured.cpuTime
        let bytes = measured.process.bytesRead
        let end = Deadline.after(seconds: 60)
        var chunks: [Int] = []
        while !end.isOver {
            let read = measured.process.read(until: end)
            if !read.isEmpty { chunks.append(read.count) }
        }
        table.add(
            "polling 100 conversations, nothing new, a minute",
            budget: "80 ms CPU, bytes at minute changes only",
            ResultTable.milliseconds(measured.cpuTime - cpu)
                + " CPU, \(measured.process.bytesRead - bytes) bytes in \(chunks.count) writes"
        )
        try measured.process.write(Array("r".utf8))
        measured.settle(quiet: 0.5)
        var typing = Samples()
        for _ in 0..<500 {
            if let time = try measured.latency(of: "Q", showing: "Q") { typing.add(time) }
            measured.settle(quiet: 0.02)
        }
        table.add("key to screen while polling, p99", budget: "3 ms", ResultTable.milliseconds(typing.percentile(0.99)))
        measured.end()
        await simulator.stop()
    }

    func measureStreaming(_ table: inout ResultTable) async throws {
        var options = SimulatorOptions()
        options.visitorsWrite = false
        let simulator = try await Simulator.start(options)
        let measured = try connect(to: simulator, state: "streaming")
        try measured.wait(for: "Jane Doe")
        measured.settle(quiet: 1)
        try measured.process.write(Array("c".utf8))
        measured.settle(quiet: 0.5)
        // A word is a delta: 2,000 a second, for as long as is measured.
        try measured.process.write(Array("[n=100000] [slow=0.0005] [delay=0]\r".utf8))
        try measured.wait(for: "answering")
        var typing = Samples()
        let began = Deadline.now.nanoseconds
        let end = Deadline.after(seconds: 5)
        var paints = 0
        var last: Int64 = 0
        while !end.isOver {
            guard !measured.process.read(until: .after(seconds: 0.05)).isEmpty else { continue }
            // A large paint comes in pieces; two paints are 33 ms apart.
            let now = Deadline.now.nanoseconds
            if now - last > 5_000_000 { paints += 1 }
            last = now
        }
        let seconds = Double(Deadline.now.nanoseconds - began) / 1e9
        for _ in 0..<200 {
            if let time = try measured.latency(of: "Q", showing: "Q") { typing.add(time) }
            measured.settle(until: .after(seconds: 0.05))
        }
        table.add(
            "answer streaming, paints a second / key p99",
            budget: "30 / 5 ms",
            String(format: "%.0f / ", Double(paints) / seconds) + ResultTable.milliseconds(typing.percentile(0.99))
        )
        measured.end()
        await simulator.stop()
    }

    private func connect(to simulator: Simulator, state: String) throws -> MeasuredProgram {
        let addresses = simulator.addresses
        try Self.configuration(
            supportURL: addresses.support.baseURL,
            assistantURL: addresses.assistants[0].baseURL,
            user: addresses.assistants[0].user
        ).write(to: folder.appending(path: state + ".toml"), atomically: true, encoding: .utf8)
        let keys = ["DESK_KEY": addresses.support.key, "HELPER_KEY": addresses.assistants[0].key]
        return try start(state + ".toml", state: state, keys: keys)
    }
}
