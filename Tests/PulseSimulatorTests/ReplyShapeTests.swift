import PulseSimulator
import TestPacing
import Testing

/// Successes have the members and types that were recorded.
@Suite(.paced) struct ReplyShapeTests {
    @Test(arguments: [
        ("001-info-chat", "/info", "chat"), ("002-parameters-chat", "/parameters", "chat"),
        ("003-meta-chat", "/meta", "chat"),
        ("011-parameters-agent", "/parameters", "agent"), ("017-parameters-flow", "/parameters", "flow"),
    ])
    func `what an assistant tells of itself`(_ name: String, _ path: String, _ kind: String) async throws {
        let capture = try #require(try Capture(name).json)
        try await withSimulator { simulator in
            let reply = await simulator.get(path, kind)
            #expect(reply.json?.differences(to: capture) == [])
            #expect(reply.headers["x-version"] == "0.15.3")
            #expect(reply.headers["content-type"] == "application/json")
        }
    }

    @Test(arguments: [("043-chat-blocking", "xyz"), ("111-rag-blocking", "how to reset the router")])
    func `a blocking answer`(_ name: String, _ query: String) async throws {
        let capture = try #require(try Capture(name).json)
        try await withSimulator { simulator in
            let reply = await simulator.ask(query, mode: "blocking")
            #expect(reply.json?.differences(to: capture) == [])
        }
    }

    @Test func `a blocking answer that fails`() async throws {
        let capture = try Capture("057-chat-blocking-llm-500")
        try await withSimulator { simulator in
            let reply = await simulator.ask("[http=500]", mode: "blocking")
            #expect(reply.statusLine == capture.statusLine)
            let recorded = try #require(capture.json)
            #expect(reply.json?.differences(to: recorded) == [])
        }
    }

    @Test(arguments: [
        ("176-messages-rag", "chat", "how to reset the router"), ("177-messages-agent", "agent", "hello"),
        ("062-messages-after-llm-500", "chat", "[http=500]"),
    ])
    func `a history row`(_ name: String, _ kind: String, _ query: String) async throws {
        let capture = try #require(try Capture(name).json)
        try await withSimulator { simulator in
            _ = await simulator.ask(query, kind)
            let rows = await simulator.newestMessages(kind)
            let row = try #require(rows.first)
            let recorded = try #require(capture["data"]?.rows.first)
            #expect(row.differences(to: recorded, ignoring: ["$.inputs"]) == [])
            #expect(row["status"] == recorded["status"])
        }
    }

    @Test func `a conversation row, and a renamed one`() async throws {
        let list = try #require(try Capture("178-conversations-burst-page1").json)
        let renamed = try #require(try Capture("194-rename").json)
        try await withSimulator { simulator in
            _ = await simulator.ask("[n=1] first question")
            let reply = await simulator.get("/conversations?user=support-desk")
            #expect(reply.json?.differences(to: list, ignoring: ["$.data[].inputs.name"]) == [])
            let id = try #require(reply.json?["data"]?.rows.first?["id"]?.text)
            let app = simulator.assistant("chat")
            let body = #"{"name": "A new name ü你", "user": "support-desk"}"#
            let name = await RawClient.post("\(app.baseURL)/conversations/\(id)/name", key: app.key, body)
            #expect(name.json?.differences(to: renamed) == [])
            #expect(name.text.contains(#"A new name \u00fc\u4f60"#))
        }
    }

    @Test(arguments: [
        ("044-chat-streaming", "chat", "[n=3]"), ("053-chat-streaming-llm-500", "chat", "[http=500]"),
        ("105-agent-streaming", "agent", "hello"), ("106-agent-streaming-tool", "agent", "[tool]"),
        ("110-rag-streaming", "chat", "how to reset the router"), ("116-tts-streaming", "chat", "[n=20][tts]"),
        ("117-flow-streaming", "flow", "hello"), ("119-flow-streaming-llm-500", "flow", "[http=500]"),
    ])
    func `the frames of a stream`(_ name: String, _ kind: String, _ query: String) async throws {
        let recorded = try Capture(name).events
        try await withSimulator { simulator in
            let reply = await simulator.ask(query, kind)
            #expect(reply.status == 200)
            #expect(reply.headers["content-type"] == "text/event-stream; charset=utf-8")
            #expect(reply.isComplete)
            // One event, one chunk, nothing else.
            #expect(
                reply.chunks.allSatisfy { $0.starts(with: "data: ".utf8) && $0.suffix(2).elementsEqual("\n\n".utf8) }
            )
            #expect(reply.chunks.count == reply.events.count)
            #expect(reply.body.allSatisfy { $0 < 0x80 })
            let events = reply.events
            #expect(Set(events.compactMap { $0["event"]?.text }) == Set(recorded.compactMap { $0["event"]?.text }))
            #expect(events.last?["event"] == recorded.last?["event"])
            for frame in recorded {
                let mine = try #require(events.first { $0["event"] == frame["event"] })
                let ignored: Set = [
                    "$.data.inputs.topic", "$.data.inputs", "$.data.outputs", "$.data.process_data", "$.data.error",
                    "$.data.execution_metadata", "$.data.predecessor_node_id", "$.tool_labels",
                ]
                #expect(mine.differences(to: frame, ignoring: ignored) == [])
            }
        }
    }
}
