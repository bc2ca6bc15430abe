import ArgumentParser
import Foundation
import PulseModel
import PulseSimulator
import PulseTUI

@main
struct PulseTUICommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pulse-tui",
        abstract: "A keyboard-only support desk in the terminal, for Pulse live chat and PulseAI assistants."
    )

    @Flag(help: "Run against the built-in simulator: no account, no network, nothing kept.")
    var demo = false

    func run() throws {
        let simulator = try DemoServer.start()
        defer { simulator.stop() }
        try Demo.run(simulator.accounts)
    }
}

/// The built-in simulator beside the screen.
final class DemoServer {
    let simulator: Simulator

    private init(_ simulator: Simulator) {
        self.simulator = simulator
    }

    static func start() throws -> DemoServer {
        let box = Handover<Result<Simulator, any Error>>()
        Task.detached {
            do {
                box.put(.success(try await Simulator.start(SimulatorOptions())))
            } catch {
                box.put(.failure(error))
            }
        }
        return DemoServer(try box.take().get())
    }

    func stop() {
        let box = Handover<Bool>()
        Task.detached { [simulator] in
            await simulator.stop()
            box.put(true)
        }
        _ = box.take()
    }

    var accounts: [(Account, APIKey)] {
        let addresses = simulator.addresses
        var accounts = [
            (
                Account(
                    id: AccountID(rawValue: "Acme desk"),
                    service: .support,
                    baseURL: addresses.support.baseURL,
                    senderName: "Support"
                ), APIKey(addresses.support.key)
            )
        ]
        for assistant in addresses.assistants {
            accounts.append(
                (
                    Account(
                        id: AccountID(rawValue: assistant.name),
                        service: .assistant,
                        baseURL: assistant.baseURL,
                        user: assistant.user
                    ), APIKey(assistant.key)
                )
            )
        }
        return accounts
    }
}

/// One value from a task to a thread that waits for it.
final class Handover<Value: Sendable>: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let box = HandoverBox<Value>()

    func put(_ value: Value) {
        box.set(value)
        semaphore.signal()
    }

    func take() -> Value {
        semaphore.wait()
        guard let value = box.get() else { preconditionFailure("A value is put before the signal.") }
        return value
    }
}
