import ArgumentParser
import PulseModel
import PulseSimulator
import PulseTUI

/// The built-in simulator beside the screen.
struct DemoServer {
    let simulator: Simulator

    /// Starts it; where it has no port that is said, and ends the command.
    static func start(_ options: SimulatorOptions = SimulatorOptions()) throws -> DemoServer {
        let result = BlockingResult<Result<Simulator, Simulator.StartError>>()
        Task.detached {
            do throws(Simulator.StartError) {
                result.put(.success(try await Simulator.start(options)))
            } catch {
                result.put(.failure(error))
            }
        }
        do {
            return DemoServer(simulator: try result.take().get())
        } catch Simulator.StartError.cannotListen(let port) {
            let what =
                port == 0
                ? "no port of 127.0.0.1 is free" : "port \(port) of 127.0.0.1 is taken; --port 0 takes a free one"
            StandardError.say("pulse-tui: \(what)")
            throw ExitCode(ExitStatus.unavailable.rawValue)
        }
    }

    /// Ends it.
    func stop() {
        let isDone = BlockingResult<Bool>()
        Task.detached { [simulator] in
            await simulator.stop()
            isDone.put(true)
        }
        _ = isDone.take()
    }

    /// Its accounts with their keys.
    var accounts: [(Account, APIKey)] {
        let addresses = simulator.addresses
        let support = Account(
            id: AccountID(rawValue: "Acme desk"),
            service: .support,
            baseURL: addresses.support.baseURL,
            senderName: "Support"
        )
        return [(support, APIKey(addresses.support.key))]
            + addresses.assistants.map { assistant in
                let account = Account(
                    id: AccountID(rawValue: assistant.name),
                    service: .assistant,
                    baseURL: assistant.baseURL,
                    user: assistant.user
                )
                return (account, APIKey(assistant.key))
            }
    }
}
