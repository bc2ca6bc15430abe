import Foundation
import TestPacing
import Testing

@testable import PulseSimulator

/// Every way in which an answer goes.
@Suite(.paced) struct StreamTests {
    @Test func `the answer is empty while it runs, stripped at its end, and the title comes late`() async throws {
        try await withSimulator(pace: 1) { simulator in
            let text = "  spaced out" + String(repeating: " and more", count: 500)
            await simulator.setNextAnswer(text, directives: "[slow=0.2][delay=0]")
            async let running = simulator.ask("What a long question")
            let task = try await firstTask(simulator)
            let list = await simulator.get("/conversations?user=support-desk")
            #expect(list.json?["data"]?.rows.first?["name"]?.text == "New conversation")
            #expect(await simulator.newestMessages().first?["answer"]?.text == "")
            let app = simulator.assistant("chat")
            _ = await RawClient.post(
                "\(app.baseURL)/chat-messages/\(task)/stop",
                key: app.key,
                #"{"user": "support-desk"}"#
            )
            let reply = await running
            #expect(text.hasPrefix(reply.answer))
            let stored = await simulator.newestMessages().first?["answer"]?.text
            #expect(stored == reply.answer.trimmingCharacters(in: .whitespacesAndNewlines))
            let after = await simulator.get("/conversations?user=support-desk")
            #expect(after.json?["data"]?.rows.first?["name"]?.text == "What a long question")
        }
    }

    @Test func `an answer whose reader went away stays empty`() async throws {
        try await withSimulator(pace: 1) { simulator in
            let app = simulator.assistant("chat")
            let body =
                #"{"inputs": {}, "query": "[n=50][slow=0.02][delay=0]", "response_mode": "streaming", "user": "support-desk"}"#
            let reply = await RawClient.send(
                .init(
                    method: "POST",
                    url: app.baseURL + "/chat-messages",
                    key: app.key,
                    contentType: "application/json",
                    body: body,
                    hangUpAfter: 900
                )
            )
            #expect(!reply.isComplete)
            // A later answer runs to its end meanwhile, longer than the abandoned one would have.
            _ = await simulator.ask("[n=60][slow=0.03][delay=0]")
            let list = await simulator.get("/conversations?user=support-desk").json?["data"]?.rows ?? []
            var answers: [String] = []
            for row in list {
                let id = row["id"]?.text ?? ""
                let messages = await simulator.get("/messages?user=support-desk&conversation_id=\(id)")
                answers.append(messages.json?["data"]?.rows.first?["answer"]?.text ?? "none")
            }
            #expect(answers.filter(\.isEmpty).count == 1)
            #expect(answers.contains { $0.hasSuffix("w59") })
        }
    }

    @Test(arguments: ["chat", "agent", "flow"])
    func `stopping ends with an ordinary end and stores what was said`(_ kind: String) async throws {
        try await withSimulator(pace: 1) { simulator in
            let app = simulator.assistant(kind)
            async let running = simulator.ask("[n=2000][slow=0.05][delay=0]", kind)
            let id = try await firstTask(simulator)
            let other = await RawClient.post(
                "\(app.baseURL)/chat-messages/\(id)/stop",
                key: app.key,
                #"{"user": "someone else"}"#
            )
            #expect(other.json?["result"]?.text == "success")
            #expect(await simulator.world.isStopped(id) == false)
            _ = await RawClient.post(
                "\(app.baseURL)/chat-messages/\(id)/stop",
                key: app.key,
                #"{"user": "support-desk"}"#
            )
            let reply = await running
            #expect(reply.isComplete)
            #expect(reply.eventNames.last == "message_end")
            #expect(!reply.answer.contains("w1999"))
            if kind == "flow" {
                #expect(
                    reply.events.first { $0["event"]?.text == "workflow_finished" }?["data"]?["status"]?.text
                        == "stopped"
                )
            }
            let stored = await simulator.newestMessages(kind).first?["answer"]?.text
            #expect(stored == reply.answer.trimmingCharacters(in: .whitespaces))
        }
    }

    private func firstTask(_ simulator: Simulator) async throws -> String {
        let started = await eventually { await !simulator.world.tasks.isEmpty }
        #expect(started)
        return try #require(await simulator.world.tasks.keys.first)
    }

    @Test(arguments: ["[error]", "[n=3][cut]", "[n=500][slow=0.05][first=0]"])
    func `an answer that failed or was abandoned is not running any more`(_ directives: String) async throws {
        try await withSimulator(pace: 1) { simulator in
            _ = await simulator.ask("Why? " + directives, seconds: 1)
            let isOver = await eventually { await simulator.world.tasks.isEmpty }
            #expect(isOver)
            #expect(await simulator.world.stoppedTasks.isEmpty)
        }
    }

    @Test func `silence is filled with pings without data`() async throws {
        try await withSimulator(pace: 0.01) { simulator in
            let reply = await simulator.ask("[n=4][ping]")
            #expect(reply.eventNames.filter { $0 == "ping" }.count == 2)
            #expect(reply.chunks.contains(Data("event: ping\n\n".utf8)))
        }
    }

    @Test func `an error in a stream is its last event and the answer is lost`() async throws {
        try await withSimulator { simulator in
            let reply = await simulator.ask("[n=20][error]")
            #expect(reply.status == 200)
            #expect(reply.eventNames.last == "error")
            #expect(reply.events.last?["task_id"] == nil)
            #expect(!reply.eventNames.contains("message_end"))
            let row = await simulator.newestMessages().first
            #expect(row?["answer"]?.text == "")
            #expect(row?["status"]?.text == "error")
        }
    }

    @Test func `a replaced text is what is stored`() async throws {
        try await withSimulator { simulator in
            let reply = await simulator.ask("[n=5][replace]")
            #expect(reply.eventNames.suffix(2) == ["message_replace", "message_end"])
            #expect(
                await simulator.newestMessages().first?["answer"]?.text == "This text was replaced by the moderation."
            )
        }
    }

    @Test func `speech goes on after the end`() async throws {
        try await withSimulator { simulator in
            let names = await simulator.ask("[n=20][tts]").eventNames
            let end = try #require(names.firstIndex(of: "message_end"))
            #expect(names[..<end].contains("tts_message"))
            #expect(names[(end + 1)...] == ["tts_message", "tts_message", "tts_message_end"])
        }
    }

    @Test func `a thought comes again with its identifier`() async throws {
        try await withSimulator { simulator in
            let thoughts = await simulator.ask("[tool][n=2]", "agent").events.filter {
                $0["event"]?.text == "agent_thought"
            }
            #expect(thoughts.count == 5)
            #expect(Set(thoughts.compactMap { $0["id"]?.text }).count == 2)
            let rows = await simulator.newestMessages("agent")
            #expect(rows.first?["agent_thoughts"]?.rows.count == 2)
        }
    }

    @Test(arguments: ["[cut]", "[unknown]", "[empty]", "[code]", "[uni]", "[lines=3]", "[long][fast]"])
    func `every other directive does what it says`(_ directive: String) async throws {
        try await withSimulator(pace: 0) { simulator in
            let reply = await simulator.ask("\(directive) please")
            switch directive {
            case "[cut]": #expect(!reply.isComplete && reply.bytes > 0)
            case "[unknown]": #expect(reply.eventNames.contains("agent_log"))
            case "[empty]": #expect(reply.answer == "" && reply.eventNames.last == "message_end")
            case "[code]": #expect(reply.answer.contains("```swift"))
            case "[uni]": #expect(reply.answer.contains("👩‍👩‍👧‍👦"))
            case "[lines=3]": #expect(reply.answer.split(separator: "\n").count == 3)
            default: #expect(reply.answer.utf8.count > 20_000)
            }
        }
    }

    @Test func `many streams run side by side, each with its own text`() async throws {
        try await withSimulator { simulator in
            let answers = await withTaskGroup(of: String.self) { group in
                for number in 1...20 {
                    group.addTask { await simulator.ask("[n=\(number * 10)]").answer }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers) == Set((1...20).map { n in (0..<(n * 10)).map { "w\($0) " }.joined() }))
        }
    }

    @Test func `stopping the simulator ends running streams`() async throws {
        let simulator = try await Simulator.start(SimulatorOptions(scenario: .empty))
        async let running = simulator.ask("[n=5000][slow=1][delay=0]", seconds: 20)
        let started = await eventually { await !simulator.world.tasks.isEmpty }
        #expect(started)
        await simulator.stop()
        let reply = await running
        #expect(!reply.isComplete)
        #expect(!reply.timedOut)
    }
}
