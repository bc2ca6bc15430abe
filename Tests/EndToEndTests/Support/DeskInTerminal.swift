import Foundation
import PtyKit
import PulseSimulator
import Synchronization
import TerminalTesting
import Testing

/// The built program in a real pseudo-terminal, with the simulator beside it and a folder of its own.
///
/// Everything here blocks: it runs on a thread of its own, so that the simulator's tasks can go on.
final class DeskInTerminal {
    private(set) var simulator: Simulator
    private let options: SimulatorOptions
    /// Holds the configuration and the state; gone at the end.
    let folder: URL
    /// The folder that the program keeps its state in, made by its first start.
    var state: String

    /// The program as it was built with the tests.
    static let program = Bundle.main.bundlePath + "/pulse-tui"

    fileprivate init(_ simulator: Simulator, _ options: SimulatorOptions, configuration: String) throws {
        self.simulator = simulator
        self.options = options
        folder = FileManager.default.temporaryDirectory.appending(path: "pulse-desk-\(UUID().uuidString)")
        state = folder.path + "/state"
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = configuration + Self.accounts(simulator.addresses)
        try text.write(to: folder.appending(path: "config.toml"), atomically: true, encoding: .utf8)
    }

    deinit {
        // What cannot be removed is in the system's folder for such things.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Starts the program on this desk's configuration and state.
    ///
    /// A wrapper is a command that gets the program with its arguments behind its own.
    func start(
        _ arguments: [String] = [],
        wrapper: [String] = [],
        rows: Int = 24,
        columns: Int = 80,
        environment: [String: String] = [:]
    ) throws -> TerminalSession {
        let keys = [
            "DESK_KEY": simulator.addresses.support.key,
            "HELPER_KEY": simulator.addresses.assistants[0].key,
        ]
        let own = ["--config", folder.path + "/config.toml", "--state", state]
        let command = wrapper + [Self.program] + own + arguments
        return try TerminalSession(
            executable: command[0],
            arguments: Array(command.dropFirst()),
            environment: keys.merging(environment) { $1 },
            rows: rows,
            columns: columns
        )
    }

    /// Drives the simulator.
    func control<Value: Sendable>(_ body: @escaping @Sendable (Simulator) async -> Value) -> Value {
        let simulator = simulator
        return blocking { await body(simulator) }
    }

    /// Takes the servers away: their port is closed.
    func stopServers() {
        control { await $0.stop() }
    }

    /// Brings the servers back at the same port, with what they held at the start.
    func startServers() throws {
        var options = options
        options.port = UInt16(URL(string: simulator.addresses.controlURL)?.port ?? 0)
        let start = options
        simulator = try blocking {
            do throws(Simulator.StartError) {
                return Result<Simulator, Simulator.StartError>.success(try await Simulator.start(start))
            } catch {
                return .failure(error)
            }
        }.get()
    }

    /// How often a text was stored by either service.
    func received(_ text: String) -> Int {
        control { simulator in await simulator.received.filter { $0.text == text }.reduce(0) { $0 + $1.count } }
    }

    /// Waits until the simulator says so.
    func waitUntil(_ what: String, seconds: Double = 15, _ condition: @escaping @Sendable (Simulator) async -> Bool)
        throws
    {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while !control(condition) {
            guard Date() < deadline else { throw Late(description: "waited for \(what)") }
            usleep(20_000)
        }
    }

    struct Late: Error, CustomStringConvertible {
        let description: String
    }

    /// Two accounts of the simulator, looked at ten times as often as people's are, and given up sooner.
    private static func accounts(_ addresses: SimulatorAddresses) -> String {
        """

        [poll]
        open_list = 1
        other_lists = 2
        conversation = 1
        conversations = 1

        [limits]
        poll = 4
        send = 4

        [[account]]
        name = "Acme desk"
        service = "pulse"
        base_url = "\(addresses.support.baseURL)"
        key_env = "DESK_KEY"
        sender_name = "Support"

        [[account]]
        name = "Helper"
        service = "pulseai"
        base_url = "\(addresses.assistants[0].baseURL)"
        key_env = "HELPER_KEY"
        user = "\(addresses.assistants[0].user)"

        """
    }
}

/// Runs a body with a desk, on a thread of its own.
///
/// - Parameters:
///   - scenario: what the servers hold.
///   - faults: how they misbehave from the start.
///   - configuration: what stands before the accounts in the configuration.
///   - longConversation: how many exchanges the long conversation of `long` has.
///   - body: the test.
/// - Throws: what the body throws.
func withDesk(
    scenario: Scenario.Name = .demo,
    faults: Set<Fault> = [],
    configuration: String = "",
    longConversation: Int = 20_000,
    _ body: @escaping @Sendable (DeskInTerminal) throws -> Void
) async throws {
    var options = SimulatorOptions()
    options.scenario = scenario
    options.faults = faults
    options.visitorsWrite = false
    options.longConversation = longConversation
    let start = options
    let simulator = try await Simulator.start(start)
    try await onThread {
        Result {
            let desk = try DeskInTerminal(simulator, start, configuration: configuration)
            defer { desk.stopServers() }
            try body(desk)
        }
    }.get()
}

/// Runs what blocks on a thread of its own.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        let thread = Thread { continuation.resume(returning: body()) }
        thread.stackSize = 8 << 20
        thread.start()
    }
}

/// Blocks this thread, which must be none of the pool's, until a task has ended.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) -> Value {
    let result = Mutex<Value?>(nil)
    let box = Box(result)
    let isDone = DispatchSemaphore(value: 0)
    Task.detached {
        let value = await body()
        box.put(value)
        isDone.signal()
    }
    isDone.wait()
    guard let value = box.take() else { preconditionFailure("The value is put before the signal.") }
    return value
}

private final class Box<Value: Sendable>: Sendable {
    private let value: Mutex<Value?>

    init(_ value: consuming Mutex<Value?>) {
        self.value = value
    }

    func put(_ new: Value) {
        value.withLock { $0 = new }
    }

    func take() -> Value? {
        value.withLock { $0 }
    }
}
