import PulseSimulator
import TestPacing
import Testing

/// The support service.
@Suite(.paced) struct SupportTests {
    @Test func `a key is checked, revoked and restored`() async throws {
        try await withSimulator { simulator in
            let url = simulator.support.baseURL + "/auth-check"
            #expect(await RawClient.get(url, key: simulator.support.key).status == 200)
            #expect(await RawClient.get(url, key: nil).status == 401)
            let refused = await RawClient.get(url, key: "pls_secret_wrong")
            #expect(refused.status == 401)
            #expect(refused.json?["success"] == .bool(false))
            #expect(refused.json?["error"]?["code"]?.text == "unauthorized")
            await simulator.revoke(simulator.support.key)
            #expect(await RawClient.get(url, key: simulator.support.key).status == 401)
            await simulator.restore(simulator.support.key)
            #expect(await RawClient.get(url, key: simulator.support.key).status == 200)
        }
    }

    @Test func `a sent message is given back, listed and counted`() async throws {
        try await withSimulator { simulator in
            let first = await simulator.startConversation(name: "A", text: "older")
            await simulator.startConversation(name: "B", text: "newer")
            await simulator.setClock(offset: 60_000)
            let reply = await simulator.postSupport(
                #"{"conversationId": "\#(first)", "content": "Hello ü", "senderType": "agent", "senderName": "Support"}"#
            )
            let data = try #require(reply.json?["data"])
            #expect(reply.status == 200)
            #expect(data["content"]?.text == "Hello ü")
            #expect(data["senderName"]?.text == "Support")
            #expect(data["messageId"]?.text?.hasPrefix("msg_") == true)
            #expect(data["createdAt"]?.text?.count == 20)
            let rows = await simulator.supportRows()
            #expect(rows.first?["id"]?.text == first)
            #expect(rows.first?["lastMessage"]?.text == "Hello ü")
            #expect(rows.first?["updatedAt"] == data["createdAt"])
            #expect(
                await simulator.received.map { "\($0.conversationID) \($0.text) \($0.senderType) \($0.count)" }
                    == ["\(first) Hello ü agent 1"]
            )
        }
    }

    @Test(arguments: [
        ("{nope", 400), (#"{"content": "x", "senderType": "agent"}"#, 400),
        (#"{"conversationId": "conv_x", "senderType": "agent"}"#, 400),
        (#"{"conversationId": "conv_x", "content": "", "senderType": "agent"}"#, 400),
        (#"{"conversationId": "conv_x", "content": "x", "senderType": "bot"}"#, 400),
        (#"{"conversationId": "conv_x", "content": "x", "senderType": "agent"}"#, 404),
    ])
    func `a wrong message is refused and not stored`(_ body: String, _ status: Int) async throws {
        try await withSimulator { simulator in
            let reply = await simulator.postSupport(body)
            #expect(reply.status == status)
            #expect(reply.json?["error"]?["message"]?.text?.isEmpty == false)
            #expect(await simulator.received.isEmpty)
        }
    }

    @Test(arguments: ["?limit=0", "?limit=101", "?limit=", "?limit=abc", "?status=closed"])
    func `a wrong filter is refused`(_ query: String) async throws {
        try await withSimulator { simulator in
            let reply = await RawClient.get(
                simulator.support.baseURL + "/conversations" + query,
                key: simulator.support.key
            )
            #expect(reply.status == 400)
        }
    }

    @Test func `the list is filtered, newest first, 20 by default`() async throws {
        try await withSimulator(.demo) { simulator in
            let all = await RawClient.get(simulator.support.baseURL + "/conversations", key: simulator.support.key)
            #expect(all.json?["data"]?.rows.count == 20)
            #expect(all.json?["pagination"]?["limit"]?.number == 20)
            let times = (all.json?["data"]?.rows ?? []).compactMap { $0["updatedAt"]?.text }
            #expect(times == times.sorted(by: >))
            let widgets = await RawClient.get(simulator.support.baseURL + "/widgets", key: simulator.support.key)
            let widget = try #require(widgets.json?["data"]?.rows.first?["id"]?.text)
            let some = await simulator.supportRows("?widgetId=\(widget)&status=open&limit=100")
            #expect(!some.isEmpty)
            #expect(some.allSatisfy { $0["widgetId"]?.text == widget && $0["status"]?.text == "open" })
            #expect(await simulator.supportRows().contains { $0["visitorName"] == .null })
        }
    }

    @Test func `a visitor answers what an agent sent`() async throws {
        try await withSimulator(visitorsWrite: true) { simulator in
            let id = await simulator.startConversation(name: "A", text: "hello")
            _ = await simulator.postSupport(#"{"conversationId": "\#(id)", "content": "Hi", "senderType": "agent"}"#)
            let answered = await eventually {
                let row = await simulator.supportRows().first { $0["id"]?.text == id }
                return row?["lastMessage"]?.text != "Hi"
            }
            #expect(answered)
        }
    }

    @Test func `visitors write by themselves`() async throws {
        try await withSimulator(.demo, visitorsWrite: nil) { simulator in
            let before = await simulator.supportRows()
            let changed = await eventually { await simulator.supportRows() != before }
            #expect(changed)
        }
    }

    @Test func `the clock moves the header and the times`() async throws {
        try await withSimulator { simulator in
            await simulator.setClock(pinned: 1_781_436_360_000)
            let id = await simulator.startConversation(name: "A", text: "hello")
            let reply = await RawClient.get(simulator.support.baseURL + "/conversations", key: simulator.support.key)
            #expect(reply.headers["date"] == "Sun, 14 Jun 2026 11:26:00 GMT")
            #expect(reply.json?["data"]?.rows.first?["id"]?.text == id)
            #expect(reply.json?["data"]?.rows.first?["updatedAt"]?.text == "2026-06-14T11:26:00Z")
        }
    }

    @Test func `a long last message can be shortened`() async throws {
        try await withSimulator(lastMessageLimit: 10) { simulator in
            await simulator.startConversation(name: "A", text: "a text of more than ten")
            #expect(await simulator.supportRows().first?["lastMessage"]?.text == "a text of…")
        }
    }
}
