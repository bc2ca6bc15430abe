import TestPacing
import Testing

@testable import PulseSimulator

/// Every scenario loads, and a seed decides all of it.
@Suite(.paced) struct ScenarioTests {
    private func content(_ name: Scenario.Name, seed: UInt64) -> ScenarioContent {
        var content = ScenarioContent(seed: seed, now: 1_800_000_000_000)
        Scenario.fill(&content, SimulatorOptions(scenario: name))
        return content
    }

    private func texts(_ content: ScenarioContent) -> [String] {
        content.widgets.map(\.id) + content.support.map { "\($0)" }
            + content.conversations.flatMap { conversation in
                ["\(conversation.id) \(conversation.name) \(conversation.updatedAt)"]
                    + (0..<min(50, conversation.history.count)).map { "\(conversation.history[$0])" }
            }
    }

    @Test(arguments: Scenario.Name.allCases)
    func `two runs with one seed are equal, with another they differ`(_ name: Scenario.Name) {
        #expect(texts(content(name, seed: 5)) == texts(content(name, seed: 5)))
        #expect(texts(content(name, seed: 5)) != texts(content(name, seed: 6)))
    }

    @Test(arguments: Scenario.Name.allCases)
    func `every list of every scenario can be read`(_ name: Scenario.Name) async throws {
        try await withSimulator(name) { simulator in
            for status in ["open", "snoozed", "resolved"] {
                let reply = await RawClient.get(
                    simulator.support.baseURL + "/conversations?limit=100&status=\(status)",
                    key: simulator.support.key
                )
                #expect(reply.status == 200)
                #expect(reply.isComplete)
            }
            for kind in ["chat", "agent", "flow"] {
                let reply = await simulator.get("/conversations?user=support-desk&limit=100", kind)
                #expect(reply.status == 200)
                #expect(reply.isComplete)
                #expect(reply.body.allSatisfy { $0 < 0x80 })
            }
        }
    }

    @Test func `the demo looks alive`() {
        let demo = content(.demo, seed: 1)
        #expect(demo.widgets.count == 2)
        #expect(demo.support.filter { $0.status == "open" }.count >= 12)
        #expect(demo.support.contains { $0.status == "snoozed" })
        #expect(demo.support.contains { $0.visitorName == nil && $0.visitorEmail == nil })
        #expect(demo.support.filter { $0.visitorName == "John Smith" }.count == 2)
        #expect(demo.conversations.count >= 24)
        #expect(demo.conversations.contains { $0.history.count == 300 })
        #expect(Set(demo.assistants.map(\.kind)) == [.chat, .agent, .flow])
    }

    @Test func `a busy desk exceeds what a list can hold`() async throws {
        try await withSimulator(.busy) { simulator in
            let reply = await RawClient.get(
                simulator.support.baseURL + "/conversations?status=open&limit=100",
                key: simulator.support.key
            )
            #expect(reply.json?["pagination"]?["total"]?.number == 500)
            #expect(reply.json?["pagination"]?["hasMore"] == .bool(true))
            #expect(reply.json?["data"]?.rows.count == 100)
        }
    }

    @Test func `errors of the hostile scenario attack, each with the next text`() async throws {
        try await withSimulator(.hostile) { simulator in
            var said: [String] = []
            for _ in HostileTexts.all {
                let reply = await RawClient.get(simulator.support.baseURL + "/widgets", key: "wrong")
                #expect(reply.status == 401)
                said.append(reply.json?["error"]?["message"]?.text ?? "")
            }
            #expect(Set(said).count > 25)
            #expect(said.contains { $0.contains("\u{1B}]52;c;") })
            let refused = await simulator.get("/conversations?limit=0")
            #expect(refused.status == 400)
            #expect(refused.text.contains("\\u001"))
            await simulator.setFaults([.serverError])
            #expect(await simulator.get("/info").text.contains("a\\u0000b"))
            await simulator.setFaults([])
            #expect(await simulator.ask("[error][fast]").text.contains("abc\\b\\b"))
            #expect(await simulator.ask("[http=500][fast]", "flow").text.contains("harmless\\rEVIL"))
        }
    }

    @Test func `what the hostile scenario makes up attacks too`() async throws {
        try await withSimulator(.hostile) { simulator in
            _ = await simulator.ask("[n=1]")
            let message = await simulator.newestMessages().first?["id"]?.text ?? ""
            let speech = FormBody().file("a.wav", type: "audio/wav")
            for reply in [
                await simulator.get("/messages/\(message)/suggested?user=support-desk"),
                await simulator.post("/audio-to-text", form: speech), await simulator.get("/tenant/characters"),
                await simulator.knowledge("GET", "?limit=100"),
            ] {
                #expect(reply.status == 200)
                let attacks = HostileTexts.all.filter { attack in
                    reply.text.contains(JSON.string(attack.text).written(.ascii).dropFirst().dropLast())
                }
                #expect(!attacks.isEmpty)
            }
        }
    }

    @Test func `hostile text is on the wire, lone surrogates as escapes`() async throws {
        try await withSimulator(.hostile) { simulator in
            let reply = await RawClient.get(
                simulator.support.baseURL + "/conversations?limit=100",
                key: simulator.support.key
            )
            #expect(reply.text.contains("\\ud800"))
            #expect(reply.text.contains("\\u001b]52;c;"))
            #expect(reply.text.contains("\u{202E}"))
            #expect(reply.text.contains("\u{9B}2J"))
            let list = await simulator.get("/conversations?user=support-desk&limit=100")
            #expect(list.text.contains("\\u202e"))
            let agent = await simulator.get("/conversations?user=support-desk&limit=100", "agent")
            #expect(agent.text.contains("\\udc00\\ud83d"))
        }
    }
}
