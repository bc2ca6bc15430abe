import Foundation
import PulseSimulator
import TestPacing
import Testing

/// The control verbs over HTTP, as another process uses them.
@Suite(.paced) struct ControlTests {
    private func control(_ simulator: Simulator, _ verb: ControlVerb, _ json: String = "{}") async -> RawReply {
        await RawClient.post(simulator.addresses.controlURL + "/" + verb.rawValue, key: nil, json)
    }

    @Test func `the line of addresses is one line and can be read back`() async throws {
        try await withSimulator { simulator in
            let line = simulator.addresses.line
            #expect(!line.contains("\n"))
            let read = try JSONDecoder().decode(SimulatorAddresses.self, from: Data(line.utf8))
            #expect(read == simulator.addresses)
            #expect(simulator.support.baseURL.hasSuffix("/api/v1"))
            #expect(simulator.addresses.assistants.allSatisfy { $0.baseURL.hasSuffix("/v1") })
        }
    }

    @Test func `visitors come, write, and are resolved`() async throws {
        try await withSimulator { simulator in
            let made = await control(simulator, .newConversation, #"{"text": "hello", "name": "Ann"}"#)
            let id = try #require(made.json?["conversationId"]?.text)
            _ = await control(simulator, .visitorMessage, #"{"text": "more"}"#)
            #expect(await simulator.supportRows().first?["lastMessage"]?.text == "more")
            _ = await control(simulator, .status, #"{"conversationId": "\#(id)", "status": "resolved"}"#)
            #expect(await simulator.supportRows("?status=resolved").count == 1)
            let messages = await control(simulator, .messages, #"{"conversationId": "\#(id)"}"#)
            #expect(messages.json?.rows.compactMap { $0["content"]?.text } == ["hello", "more"])
        }
    }

    @Test func `faults, keys and the clock are set from outside`() async throws {
        try await withSimulator { simulator in
            _ = await control(simulator, .faults, #"{"faults": ["500"], "rate": 1}"#)
            #expect(await simulator.get("/info").status == 500)
            _ = await control(simulator, .faults, #"{"faults": []}"#)
            let key = simulator.assistant("chat").key
            _ = await control(simulator, .revoke, #"{"key": "\#(key)"}"#)
            #expect(await simulator.get("/info").status == 401)
            _ = await control(simulator, .restore, #"{"key": "\#(key)"}"#)
            #expect(await simulator.get("/info").status == 200)
            _ = await control(simulator, .clock, #"{"pinned": 1781436360000}"#)
            #expect(await simulator.get("/info").headers["date"] == "Sun, 14 Jun 2026 11:26:00 GMT")
            _ = await control(simulator, .clock, #"{"pinned": null}"#)
            #expect(await simulator.get("/info").headers["date"] != "Sun, 14 Jun 2026 11:26:00 GMT")
        }
    }

    @Test func `what was received and asked is counted`() async throws {
        try await withSimulator { simulator in
            _ = await control(simulator, .nextAnswer, #"{"text": "scripted", "directives": "[fast]", "times": 2}"#)
            #expect(await simulator.ask("twice").answer == "scripted")
            #expect(await simulator.ask("twice").answer == "scripted")
            let received = await control(simulator, .received)
            #expect(received.json?.rows.compactMap { $0["text"]?.text } == ["twice", "twice"])
            let requests = await control(simulator, .requests)
            #expect(requests.json?["POST /v1/chat-messages"]?.number == 2)
        }
    }

    @Test func `uploads, knowledge and ratings are told`() async throws {
        try await withSimulator { simulator in
            let form = FormBody().text("user", "ann").file("a.png", Data("foobar".utf8))
            _ = await simulator.post("/files/upload", form: form)
            let upload = try #require(await control(simulator, .uploads).json?.rows.first)
            #expect(upload["texts"]?["user"]?.text == "ann")
            let file = try #require(upload["files"]?.rows.first)
            #expect(file["checksum"]?.text == "85944171f73967e8")
            #expect(file["size"]?.number == 6)
            #expect(file["isWhole"] == .bool(true))
            let dataset = await simulator.newDataset()
            _ = await simulator.newDocument(in: dataset, "One chunk.")
            let base = try #require(await control(simulator, .knowledge).json?.rows.first)
            #expect(base["id"]?.text == dataset)
            let document = try #require(base["documents"]?.rows.first)
            #expect(document["status"]?.text == "completed")
            #expect(document["chunks"]?.rows.first?["content"]?.text == "One chunk.")
            #expect(document["chunks"]?.rows.first?["enabled"] == .bool(true))
            _ = await simulator.ask("[n=1]")
            let message = try #require(await simulator.newestMessages().first?["id"]?.text)
            _ = await simulator.post(
                "/messages/\(message)/feedbacks",
                #"{"user": "support-desk", "rating": "like", "content": "good"}"#
            )
            let rating = try #require(await control(simulator, .feedback).json?.rows.first)
            #expect([rating["messageId"], rating["rating"]].compactMap { $0?.text } == [message, "like"])
        }
    }

    @Test func `nonsense is refused`() async throws {
        try await withSimulator { simulator in
            #expect(await control(simulator, .faults, #"{"faults": ["nonsense"]}"#).status == 400)
            #expect(await control(simulator, .visitorMessage, #"{"text": "x", "conversationId": "no"}"#).status == 400)
            #expect(await RawClient.post(simulator.addresses.controlURL + "/nothing", key: nil, "{}").status == 404)
        }
    }
}
