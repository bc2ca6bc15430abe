import PulseSimulator
import TestPacing
import Testing

/// Ratings and suggested questions.
@Suite(.paced) struct FeedbackTests {
    private func message(_ simulator: Simulator, _ kind: String = "chat") async throws -> String {
        _ = await simulator.ask("[n=1]", kind)
        return try #require(await simulator.newestMessages(kind).first?["id"]?.text)
    }

    private func rate(_ simulator: Simulator, _ id: String, _ rating: String, user: String = "support-desk") async
        -> RawReply
    {
        await simulator.post("/messages/\(id)/feedbacks", #"{"user": "\#(user)"\#(rating)}"#)
    }

    @Test func `a rating is kept, shown, changed and taken back, as recorded`() async throws {
        let success = try Capture("206-feedback-like")
        let none = try Capture("205-feedback-null-first")
        let history = try #require(try Capture("208-feedback-messages").json)
        let recorded = try #require(history["data"]?.rows.compactMap { $0["feedback"] }.first { $0 != .null })
        try await withSimulator { simulator in
            let id = try await message(simulator)
            #expect(none.isSame(as: await rate(simulator, id, #", "rating": null"#)))
            #expect(none.isSame(as: await rate(simulator, id, "")))
            #expect(success.isSame(as: await rate(simulator, id, #", "rating": "like""#)))
            #expect(await simulator.newestMessages().first?["feedback"]?.differences(to: recorded) == [])
            #expect(await simulator.newestMessages().first?["feedback"]?["rating"]?.text == "like")
            #expect(success.isSame(as: await rate(simulator, id, #", "rating": "dislike", "content": "meh""#)))
            let kept = try #require(await simulator.feedback.first)
            #expect((kept.messageID, kept.rating, kept.content) == (id, "dislike", "meh"))
            #expect(success.isSame(as: await rate(simulator, id, #", "rating": null"#)))
            #expect(none.isSame(as: await rate(simulator, id, #", "rating": null"#)))
            #expect(await simulator.newestMessages().first?["feedback"] == .null)
        }
    }

    @Test func `a wrong rating is refused as recorded`() async throws {
        let bad = try Capture("212-feedback-bad")
        let unknown = try Capture("213-feedback-unknown")
        try await withSimulator { simulator in
            let id = try await message(simulator)
            #expect(bad.isSame(as: await rate(simulator, id, #", "rating": "love""#)))
            #expect(unknown.isSame(as: await rate(simulator, RefusalTests.unknown, #", "rating": "like""#)))
            #expect(unknown.isSame(as: await rate(simulator, id, #", "rating": "like""#, user: "other")))
            #expect(await rate(simulator, id, #", "rating": "like""#, user: "").status == 400)
            #expect(await rate(simulator, "none", #", "rating": "like""#).text.hasPrefix("<!doctype html>"))
        }
    }

    @Test func `a deleted conversation's messages still take ratings`() async throws {
        let deleted = try Capture("265-deleted-messages")
        try await withSimulator { simulator in
            let id = try await message(simulator)
            let list = await simulator.get("/conversations?user=support-desk")
            let conversation = try #require(list.json?["data"]?.rows.first?["id"]?.text)
            let app = simulator.assistant("chat")
            _ = await RawClient.send(
                .init(
                    method: "DELETE",
                    url: "\(app.baseURL)/conversations/\(conversation)",
                    key: app.key,
                    contentType: "application/json",
                    body: #"{"user": "support-desk"}"#
                )
            )
            let messages = await simulator.get("/messages?user=support-desk&conversation_id=\(conversation)")
            #expect(deleted.isSame(as: messages))
            #expect(await rate(simulator, id, #", "rating": "like""#).status == 200)
        }
    }

    @Test func `questions to go on with are suggested, or not, as recorded`() async throws {
        let suggested = try Capture("217-suggested")
        let unknown = try Capture("219-suggested-unknown")
        let disabled = try Capture("222-suggested-disabled")
        try await withSimulator { simulator in
            let id = try await message(simulator)
            let reply = await simulator.get("/messages/\(id)/suggested?user=support-desk")
            #expect(suggested.differences(from: reply) == [])
            #expect(Set(reply.json?["data"]?.rows.compactMap(\.text) ?? []).count == 3)
            #expect(
                unknown.isSame(as: await simulator.get("/messages/\(RefusalTests.unknown)/suggested?user=support-desk"))
            )
            #expect(await simulator.get("/messages/\(id)/suggested").status == 400)
            let other = try await message(simulator, "agent")
            #expect(disabled.isSame(as: await simulator.get("/messages/\(other)/suggested?user=support-desk", "agent")))
        }
    }

    @Test func `a conversation can be made before its first question`() async throws {
        let renamed = try Capture("194-rename")
        try await withSimulator { simulator in
            let named = await simulator.post("/create-chat", #"{"user": "support-desk", "name": "Mine"}"#)
            #expect(renamed.differences(from: named) == [])
            let made = await simulator.post("/create-chat", #"{"user": "support-desk", "inputs": {"name": "Ann"}}"#)
            let id = try #require(made.json?["id"]?.text)
            #expect(made.json?["introduction"]?.text == "Hello Ann, ask me about our products.")
            let empty = await simulator.get("/messages?user=support-desk&conversation_id=\(id)")
            #expect(empty.json?["data"]?.rows.isEmpty == true)
            _ = await simulator.ask("[n=1] first", in: id)
            let list = await simulator.get("/conversations?user=support-desk").json?["data"]?.rows ?? []
            #expect(Set(list.compactMap { $0["name"]?.text }) == ["Mine", "first"])
            #expect(await simulator.post("/create-chat", "{}").status == 400)
        }
    }
}
