import Foundation
import PulseSimulator

/// Runs a simulator for a test and stops it afterwards.
func withSimulator(
    _ scenario: Scenario.Name = .empty,
    faults: Set<Fault> = [],
    pace: Double = 0.001,
    visitorsWrite: Bool? = false,
    lastMessageLimit: Int? = nil,
    _ body: (Simulator) async throws -> Void
) async throws {
    let options = SimulatorOptions(
        scenario: scenario,
        seed: 7,
        faults: faults,
        pace: pace,
        visitorsWrite: visitorsWrite,
        lastMessageLimit: lastMessageLimit
    )
    let simulator = try await Simulator.start(options)
    do {
        try await body(simulator)
    } catch {
        await simulator.stop()
        throw error
    }
    await simulator.stop()
}

extension Simulator {
    var support: SimulatorAddresses.Support { addresses.support }
    func assistant(_ kind: String) -> SimulatorAddresses.Assistant {
        addresses.assistants.first { $0.kind == kind } ?? addresses.assistants[0]
    }

    func get(_ path: String, _ kind: String = "chat") async -> RawReply {
        let app = assistant(kind)
        return await RawClient.get(app.baseURL + path, key: app.key)
    }

    /// Asks an assistant; the query's directives say how it answers.
    func ask(
        _ query: String,
        _ kind: String = "chat",
        mode: String = "streaming",
        in conversation: String = "",
        seconds: Double = 10
    ) async -> RawReply {
        let app = assistant(kind)
        let body =
            #"{"inputs": {}, "query": "\#(query)", "response_mode": "\#(mode)", "user": "support-desk", "#
            + #""conversation_id": "\#(conversation)"}"#
        return await RawClient.post(app.baseURL + "/chat-messages", key: app.key, body, seconds: seconds)
    }

    /// The exchanges of the newest conversation.
    func newestMessages(_ kind: String = "chat") async -> [Shape] {
        let list = await get("/conversations?user=support-desk&limit=1", kind)
        guard let id = list.json?["data"]?.rows.first?["id"]?.text else { return [] }
        return await get("/messages?user=support-desk&conversation_id=\(id)", kind).json?["data"]?.rows ?? []
    }

    func postSupport(_ json: String, seconds: Double = 10) async -> RawReply {
        await RawClient.post(support.baseURL + "/messages", key: support.key, json, seconds: seconds)
    }

    func supportRows(_ query: String = "?limit=100") async -> [Shape] {
        await RawClient.get(support.baseURL + "/conversations" + query, key: support.key).json?["data"]?.rows ?? []
    }
}

/// Waits until a condition holds; false when ten seconds went by.
func eventually(_ condition: () async -> Bool) async -> Bool {
    let end = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < end {
        if await condition() { return true }
        do { try await Task.sleep(for: .milliseconds(5)) } catch { return false }
    }
    return false
}
