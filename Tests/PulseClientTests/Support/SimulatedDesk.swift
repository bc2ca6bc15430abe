import PulseClient
import PulseModel
import PulseSimulator

/// A running simulator with a client for each of its services.
struct SimulatedDesk {
    let simulator: Simulator
    let support: SupportClient
    let assistants: [AssistantClient]
    let knowledge: KnowledgeClient

    /// The app that answers with plain text.
    var assistant: AssistantClient { assistants[0] }

    /// Gives work a simulator and clients against it, and stops all of it after.
    static func run<Value>(
        _ options: SimulatorOptions,
        limits: TimeLimits = TimeLimits(),
        _ work: (SimulatedDesk) async throws -> Value
    ) async throws -> Value {
        let simulator = try await Simulator.start(options)
        do {
            let value = try await withRuntime(limits) { runtime in
                let addresses = simulator.addresses
                let support = Account(
                    id: AccountID(rawValue: "support"),
                    service: .support,
                    baseURL: addresses.support.baseURL,
                    senderName: "Support"
                )
                return try await work(
                    SimulatedDesk(
                        simulator: simulator,
                        support: SupportClient(
                            account: support,
                            key: APIKey(addresses.support.key),
                            runtime: runtime
                        ),
                        assistants: addresses.assistants.map { address in
                            let account = Account(
                                id: AccountID(rawValue: address.name),
                                service: .assistant,
                                baseURL: address.baseURL,
                                user: address.user
                            )
                            return try AssistantClient(account: account, key: APIKey(address.key), runtime: runtime)
                        },
                        knowledge: KnowledgeClient(
                            account: Account(
                                id: AccountID(rawValue: "knowledge"),
                                service: .assistant,
                                baseURL: addresses.knowledge.baseURL
                            ),
                            key: APIKey(addresses.knowledge.key),
                            runtime: runtime
                        )
                    )
                )
            }
            await simulator.stop()
            return value
        } catch {
            await simulator.stop()
            throw error
        }
    }
}
