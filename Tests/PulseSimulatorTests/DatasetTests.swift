import PulseSimulator
import TestPacing
import Testing

/// Knowledge bases, with their keys and lists.
@Suite(.paced) struct DatasetTests {
    @Test func `a knowledge base is made, listed and deleted as recorded`() async throws {
        let created = try Capture("269-ds-create")
        let listed = try Capture("277-ds-list")
        let deleted = try Capture("365-ds-delete")
        let again = try Capture("366-ds-delete-again")
        try await withSimulator { simulator in
            let reply = await simulator.knowledge("POST", "", #"{"name": "mine"}"#)
            #expect(created.differences(from: reply) == [])
            let list = await simulator.knowledge("GET", "")
            #expect(listed.differences(from: list) == [])
            #expect(list.json?["total"]?.number == 1)
            let id = try #require(reply.json?["id"]?.text)
            let gone = await simulator.knowledge("DELETE", "/\(id)")
            #expect(gone.status == 204)
            #expect(gone.headers["content-type"] == deleted.contentType)
            #expect(gone.headers["content-length"] == nil)
            #expect(gone.body.isEmpty)
            #expect(again.isSame(as: await simulator.knowledge("DELETE", "/\(id)")))
        }
    }

    @Test(arguments: [
        ("271-ds-create-noname", "{}"), ("271-ds-create-noname", #"{"name": ""}"#),
        ("271-ds-create-noname", #"{"name": "12345678901234567890123456789012345678901"}"#),
        ("270-ds-create-duplicate", #"{"name": "there"}"#),
    ])
    func `a wrong name is refused as recorded`(_ name: String, _ body: String) async throws {
        let capture = try Capture(name)
        try await withSimulator { simulator in
            _ = await simulator.newDataset("there")
            #expect(capture.isSame(as: await simulator.knowledge("POST", "", body)))
        }
    }

    @Test(arguments: [
        #"{"name": "a", "indexing_technique": "fast"}"#, #"{"name": "a", "permission": "none"}"#,
    ])
    func `a wrong choice is refused`(_ body: String) async throws {
        try await withSimulator { simulator in
            let reply = await simulator.knowledge("POST", "", body)
            #expect(reply.status == 400)
            #expect(reply.json?["params"] != nil)
            #expect(await simulator.knowledge("GET", "").json?["total"]?.number == 0)
        }
    }

    @Test func `each key opens its own side only`() async throws {
        let app = try Capture("035-auth-appkey-on-dataset")
        let dataset = try Capture("034-auth-datasetkey-on-app")
        let wrong = try Capture("285-ds-list-badkey")
        try await withSimulator { simulator in
            let chat = simulator.assistant("chat")
            #expect(app.isSame(as: await simulator.knowledge("GET", "", key: chat.key)))
            #expect(wrong.isSame(as: await simulator.knowledge("GET", "", key: "dataset-x")))
            let key = simulator.addresses.knowledge.key
            #expect(dataset.isSame(as: await RawClient.get(chat.baseURL + "/info", key: key)))
            await simulator.revoke(key)
            #expect(await simulator.knowledge("GET", "").status == 401)
            #expect(await simulator.get("/info").status == 200)
        }
    }

    @Test func `pages have the service's fault`() async throws {
        let one = try Capture("278-ds-list-page1-limit1")
        let beyond = try Capture("281-ds-list-limit101")
        try await withSimulator(.busy) { simulator in
            // The newest comes first, and is as empty as the recorded one.
            _ = await simulator.knowledge("POST", "", #"{"name": "newest"}"#)
            #expect(one.differences(from: await simulator.knowledge("GET", "?page=1&limit=1")) == [])
            let cut = await simulator.knowledge("GET", "?limit=101")
            #expect(beyond.differences(from: cut) == [])
            #expect(cut.json?["data"]?.rows.count == 100)
            #expect(cut.json?["limit"]?.number == 101)
            #expect(cut.json?["total"]?.number == 123)
            #expect(cut.json?["has_more"] == .bool(false))
            // Three pages of 41 hold all, and yet the third promises more.
            #expect(await simulator.knowledge("GET", "?limit=41&page=3").json?["has_more"] == .bool(true))
            #expect(await simulator.knowledge("GET", "?limit=41&page=4").json?["data"]?.rows.isEmpty == true)
            let zero = await simulator.knowledge("GET", "?limit=0")
            #expect(zero.json?["data"]?.rows.count == 20)
            #expect(zero.json?["has_more"] == .bool(false))
            for query in ["?page=0", "?page=abc&limit=abc", "?page=9223372036854775807"] {
                #expect(await simulator.knowledge("GET", query).status == 200)
            }
            #expect(await simulator.knowledge("GET", "?keyword=ARCH").json?["total"]?.number == 1)
        }
    }

    @Test func `what answers name as their sources is there`() async throws {
        try await withSimulator(.demo) { simulator in
            let reply = await simulator.ask("how to reset the router")
            let end = try #require(reply.events.last { $0["event"]?.text == "message_end" })
            let sources = try #require(end["metadata"]?["retriever_resources"]?.rows)
            #expect(!sources.isEmpty)
            for source in sources {
                let dataset = source["dataset_id"]?.text ?? ""
                let document = source["document_id"]?.text ?? ""
                let list = await simulator.knowledge("GET", "/\(dataset)/documents/\(document)/segments")
                let chunk = list.json?["data"]?.rows.first { $0["id"] == source["segment_id"] }
                #expect(chunk?["content"] == source["content"])
                let documents = await simulator.knowledge("GET", "/\(dataset)/documents").json?["data"]?.rows ?? []
                #expect(
                    documents.contains { $0["id"] == source["document_id"] && $0["name"] == source["document_name"] }
                )
                let all = await simulator.knowledge("GET", "").json?["data"]?.rows ?? []
                #expect(all.contains { $0["id"] == source["dataset_id"] && $0["name"] == source["dataset_name"] })
            }
        }
    }

    @Test func `the demo has a document that is being indexed, and knowledge of both kinds`() async throws {
        try await withSimulator(.demo, pace: 1) { simulator in
            let all = await simulator.knowledge("GET", "").json?["data"]?.rows ?? []
            let techniques = Set(all.compactMap { $0["indexing_technique"]?.text })
            #expect(techniques == ["high_quality", "economy"])
            var documents: [Shape] = []
            for id in all.compactMap({ $0["id"]?.text }) {
                let list = await simulator.knowledge("GET", "/\(id)/documents")
                documents += list.json?["data"]?.rows ?? []
            }
            let states = documents.compactMap { $0["indexing_status"]?.text }
            #expect(states.filter { $0 == "completed" }.count == 11)
            #expect(states.count == 12)
        }
    }
}
