import PulseModel
import PulseSimulator

/// The built-in simulator beside the screen.
struct DemoServer {
    let simulator: Simulator

    /// Starts it on any free port of the loopback.
    static func start(_ options: SimulatorOptions = SimulatorOptions()) throws -> DemoServer {
        let result = Handover<Result<Simulator, Simulator.StartError>>()
        Task.detached {
            do throws(Simulator.StartError) {
                result.put(.success(try await Simulator.start(options)))
            } catch {
                result.put(.failure(error))
            }
        }
        return DemoServer(simulator: try result.take().get())
    }

    /// Ends it.
    func stop() {
        let isDone = Handover<Bool>()
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
