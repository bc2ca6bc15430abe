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

/// Calls beyond messages.
extension Simulator {
    static let unknown = "00000000-0000-4000-8000-000000000000"

    func post(_ path: String, to kind: String = "chat", _ json: String) async -> RawReply {
        let app = assistant(kind)
        return await RawClient.post(app.baseURL + path, key: app.key, json)
    }

    /// Sends a form with files to an assistant.
    func post(_ path: String, to kind: String = "chat", form: FormBody) async -> RawReply {
        let app = assistant(kind)
        return await RawClient.send(form.request(app.baseURL + path, key: app.key))
    }

    /// A call to the knowledge bases, with its key.
    func knowledge(_ method: String, _ path: String, _ json: String? = nil, key: String? = nil) async -> RawReply {
        await RawClient.send(
            .init(
                method: method,
                url: addresses.knowledge.baseURL + "/datasets" + path,
                key: key ?? addresses.knowledge.key,
                contentType: json == nil ? nil : "application/json",
                body: json
            )
        )
    }

    func knowledge(_ path: String, form: FormBody) async -> RawReply {
        let url = addresses.knowledge.baseURL + "/datasets" + path
        return await RawClient.send(form.request(url, key: addresses.knowledge.key))
    }

    /// Makes a knowledge base and gives its identifier.
    func newDataset(_ name: String = "K", technique: String = "high_quality") async -> String {
        let reply = await knowledge("POST", "", #"{"name": "\#(name)", "indexing_technique": "\#(technique)"}"#)
        return reply.json?["id"]?.text ?? ""
    }

    /// Makes a document of a text, waits until it is indexed, and gives its path behind `/datasets`.
    func newDocument(in dataset: String, _ text: String = "One.\\n\\nTwo.", _ more: String = "") async -> String {
        let made = await knowledge(
            "POST",
            "/\(dataset)/document/create-by-text",
            #"{"name": "d.txt", "text": "\#(text)", "indexing_technique": "high_quality"\#(more)}"#
        )
        await indexed(made, in: dataset)
        return "/\(dataset)/documents/\(made.json?["document"]?["id"]?.text ?? "")"
    }

    /// Waits until the document of a reply is indexed.
    func indexed(_ made: RawReply, in dataset: String) async {
        let batch = made.json?["batch"]?.text ?? ""
        _ = await eventually {
            let state = await knowledge("GET", "/\(dataset)/documents/\(batch)/indexing-status")
            return state.json?["data"]?.rows.first?["indexing_status"]?.text == "completed"
        }
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
