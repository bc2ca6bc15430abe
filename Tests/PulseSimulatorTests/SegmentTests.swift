import PulseSimulator
import TestPacing
import Testing

/// Chunks, and how they are found.
@Suite(.paced) struct SegmentTests {
    private func rows(_ reply: RawReply) -> [Shape] { reply.json?["data"]?.rows ?? [] }

    @Test func `chunks are added and listed as recorded`() async throws {
        let added = try Capture("326-seg-add")
        let empty = try Capture("327-seg-add-empty")
        let listed = try Capture("333-seg-list")
        try await withSimulator { simulator in
            let path = await simulator.newDocument(in: await simulator.newDataset()) + "/segments"
            let body =
                #"{"segments": [{"content": "A chunk about zebras", "answer": "1", "keywords": ["zebra"]}, "#
                + #"{"content": "Second chunk 你好"}]}"#
            let reply = await simulator.knowledge("POST", path, body)
            #expect(added.differences(from: reply) == [])
            #expect(rows(reply).compactMap { $0["position"]?.number } == [2, 3])
            #expect(rows(reply).first?["word_count"]?.number == 20)
            #expect(rows(reply).first?["answer"] == .null)
            #expect(empty.isSame(as: await simulator.knowledge("POST", path, #"{"segments": []}"#)))
            #expect(listed.differences(from: await simulator.knowledge("GET", path)) == [])
            #expect(rows(await simulator.knowledge("GET", path + "?keyword=ZEBRA")).count == 1)
            #expect(rows(await simulator.knowledge("GET", path + "?status=completed&status=error")).count == 3)
            #expect(rows(await simulator.knowledge("GET", path + "?status=error")).isEmpty)
        }
    }

    @Test func `chunks that cannot be added are refused as recorded`() async throws {
        let blank = try Capture("329-seg-add-nocontent")
        try await withSimulator { simulator in
            let document = await simulator.newDocument(in: await simulator.newDataset())
            let path = document + "/segments"
            #expect(blank.isSame(as: await simulator.knowledge("POST", path, #"{"segments": [{"answer": "1"}]}"#)))
            #expect(blank.isSame(as: await simulator.knowledge("POST", path, #"{"segments": [{"content": " "}]}"#)))
            let none = await simulator.knowledge("POST", path, "{}")
            #expect(none.status == 400)
            #expect(none.text == #"{"error": "Segments is required"}"# + "\n")
            let unknown = "/\(Simulator.unknown)/documents/\(Simulator.unknown)/segments"
            #expect(await simulator.knowledge("POST", unknown, "{}").status == 404)
        }
    }

    @Test func `questions need answers`() async throws {
        try await withSimulator { simulator in
            let document = await simulator.newDocument(
                in: await simulator.newDataset(),
                "The light blinks twice.",
                #", "doc_form": "qa_model""#
            )
            let path = document + "/segments"
            let made = rows(await simulator.knowledge("GET", path))
            #expect(made.first?["answer"]?.text == "The light blinks twice.")
            #expect(await simulator.knowledge("POST", path, #"{"segments": [{"content": "Why?"}]}"#).status == 400)
            let body = #"{"segments": [{"content": "Why?", "answer": "So."}]}"#
            #expect(rows(await simulator.knowledge("POST", path, body)).first?["answer"]?.text == "So.")
        }
    }

    @Test func `a chunk is changed, disabled and deleted as recorded`() async throws {
        let updated = try Capture("339-seg-update")
        let blank = try Capture("341-seg-update-nocontent")
        let deleted = try Capture("353-seg-delete")
        let again = try Capture("354-seg-delete-again")
        try await withSimulator { simulator in
            let document = await simulator.newDocument(in: await simulator.newDataset(), "A chunk about zebras")
            let list = await simulator.knowledge("GET", document + "/segments")
            let path = "\(document)/segments/\(rows(list).first?["id"]?.text ?? "")"
            let changed = await simulator.knowledge("POST", path, #"{"segment": {"content": "Lions"}}"#)
            #expect(changed.json?["data"]?["content"]?.text == "Lions")
            #expect(blank.isSame(as: await simulator.knowledge("POST", path, #"{"segment": {"answer": "x"}}"#)))
            #expect(await simulator.knowledge("POST", path, "{}").json?["code"]?.text == "unknown")
            let body = #"{"segment": {"content": "Zebras updated", "keywords": ["zebra"], "enabled": false}}"#
            let disabled = await simulator.knowledge("POST", path, body)
            #expect(updated.differences(from: disabled) == [])
            #expect(disabled.json?["data"]?["content"]?.text == "Lions")
            #expect(disabled.json?["data"]?["enabled"] == .bool(false))
            #expect(await simulator.knowledge("POST", path, #"{"segment": {"content": "Tigers"}}"#).status == 400)
            let enabled = #"{"segment": {"content": "Tigers", "enabled": true}}"#
            #expect(await simulator.knowledge("POST", path, enabled).json?["data"]?["content"]?.text == "Tigers")
            #expect(deleted.isSame(as: await simulator.knowledge("DELETE", path)))
            #expect(again.isSame(as: await simulator.knowledge("DELETE", path)))
        }
    }

    private func retrieve(_ simulator: Simulator, _ dataset: String, _ query: String, _ more: String = "") async
        -> RawReply
    {
        await simulator.knowledge("POST", "/\(dataset)/retrieve", #"{"query": "\#(query)"\#(more)}"#)
    }

    private static let text = "Zebras have stripes.\\n\\nLions have manes.\\n\\nBoth live in Africa."
    private static let rule =
        #", "process_rule": {"mode": "custom", "rules": {"pre_processing_rules": [], "#
        + #""segmentation": {"separator": "\n\n", "max_tokens": 50}}}"#

    @Test func `what fits best comes first, and is counted`() async throws {
        let recorded = try Capture("360-hq-retrieve-threshold")
        try await withSimulator { simulator in
            let dataset = await simulator.newDataset()
            let document = await simulator.newDocument(in: dataset, Self.text, Self.rule)
            let reply = await retrieve(simulator, dataset, "Zebras have stripes.")
            #expect(recorded.differences(from: reply) == [])
            let records = reply.json?["records"]?.rows ?? []
            #expect(
                records.compactMap { $0["segment"]?["content"]?.text } == ["Zebras have stripes.", "Lions have manes."]
            )
            #expect(records.compactMap { $0["score"]?.number } == [1, 0.3333])
            let list = rows(await simulator.knowledge("GET", document + "/segments"))
            #expect(list.compactMap { $0["hit_count"]?.number } == [1, 1, 0])
            let one = await retrieve(simulator, dataset, "zebras have", #", "retrieval_model": {"top_k": 1}"#)
            #expect(one.json?["records"]?.rows.count == 1)
            let model = #", "retrieval_model": {"top_k": 3, "score_threshold_enabled": true, "score_threshold": 0.9}"#
            let sure = await retrieve(simulator, dataset, "zebras have stripes", model)
            #expect(sure.json?["records"]?.rows.count == 1)
            #expect(await retrieve(simulator, dataset, "nothing fits").json?["records"]?.rows.isEmpty == true)
            let other = await simulator.knowledge("POST", "/\(dataset)/hit-testing", #"{"query": "lions"}"#)
            #expect(other.json?["records"]?.rows.count == 1)
        }
    }

    @Test func `keywords find without scores, and nothing else finds where they are all there is`() async throws {
        let nothing = try Capture("343-retrieve")
        try await withSimulator { simulator in
            let dataset = await simulator.newDataset(technique: "economy")
            _ = await simulator.newDocument(in: dataset, "A zebra and a fox")
            #expect(nothing.isSame(as: await retrieve(simulator, dataset, "zebra fox")))
            let model = #", "retrieval_model": {"search_method": "keyword_search", "top_k": 2}"#
            let records = await retrieve(simulator, dataset, "zebra fox", model).json?["records"]?.rows
            #expect(records?.count == 1)
            #expect(records?.first?["score"] == .null)
        }
    }

    @Test func `queries are refused as recorded`() async throws {
        let empty = try Capture("347-retrieve-empty")
        let nothing = try Capture("352-retrieve-empty-ds")
        try await withSimulator { simulator in
            let dataset = await simulator.newDataset()
            #expect(empty.isSame(as: await retrieve(simulator, dataset, "")))
            #expect(empty.isSame(as: await retrieve(simulator, dataset, String(repeating: "q", count: 251))))
            #expect(empty.isSame(as: await simulator.knowledge("POST", "/\(dataset)/retrieve", "{}")))
            #expect(nothing.isSame(as: await retrieve(simulator, dataset, "x")))
            #expect(await retrieve(simulator, dataset, String(repeating: "q", count: 250)).status == 200)
            #expect(await retrieve(simulator, Simulator.unknown, "x").status == 404)
        }
    }
}
