import Foundation
import TestPacing
import Testing

@testable import PulseSimulator

/// Documents, from a text or a file to their chunks.
@Suite(.paced) struct DocumentTests {
    /// The members that depend on how fast a document is indexed.
    private static let pace: Set<String> = ["$.document.indexing_status", "$.document.display_status"]

    private func contents(_ simulator: Simulator, _ document: String) async -> [String] {
        let list = await simulator.knowledge("GET", document + "/segments")
        return list.json?["data"]?.rows.compactMap { $0["content"]?.text } ?? []
    }

    @Test(arguments: ["create-by-text", "create_by_text"])
    func `a text becomes a document and chunks, as recorded`(_ path: String) async throws {
        let created = try Capture("288-doc-text")
        let done = try Capture("291-doc-status-done")
        try await withSimulator { simulator in
            let id = await simulator.newDataset(technique: "economy")
            let body =
                #"{"name": "hello.txt", "text": "Alpha beta gamma.\n\nDelta  epsilon zeta. See http://a.example now", "#
                + #""indexing_technique": "economy", "process_rule": {"mode": "custom", "rules": {"#
                + #""pre_processing_rules": [{"id": "remove_extra_spaces", "enabled": true}, "#
                + #"{"id": "remove_urls_emails", "enabled": true}], "#
                + #""segmentation": {"separator": "\n\n", "max_tokens": 50}}}}"#
            let reply = await simulator.knowledge("POST", "/\(id)/document/\(path)", body)
            #expect(created.differences(from: reply) == [])
            #expect(reply.json?["document"]?["indexing_status"]?.text == "waiting")
            let batch = try #require(reply.json?["batch"]?.text)
            #expect(batch.count == 20 && batch.allSatisfy(\.isNumber))
            await simulator.indexed(reply, in: id)
            let state = await simulator.knowledge("GET", "/\(id)/documents/\(batch)/indexing-status")
            #expect(done.differences(from: state) == [])
            #expect(state.json?["data"]?.rows.first?["total_segments"]?.number == 2)
            let document = "/\(id)/documents/\(reply.json?["document"]?["id"]?.text ?? "")"
            #expect(await contents(simulator, document) == ["Alpha beta gamma.", "Delta epsilon zeta. See now"])
            #expect(await simulator.requests["POST /v1/datasets/{id}/document/create-by-text"] == 1)
        }
    }

    @Test func `indexing takes its time, stage by stage`() throws {
        var indexing = Indexing(["a", "b", "c", "d"], pace: 1, at: 1_000)
        #expect(indexing.json(of: "d", segments: 0)["processing_started_at"] == .null)
        var seen: [String] = []
        for passed in [0, 0.5, 1, 1.5, 1.7, 2, 2.2, 2.5] {
            let isDue = indexing.advance(to: passed)
            #expect(!isDue)
            seen.append("\(indexing.status.rawValue) \(indexing.completedPieces)")
        }
        #expect(
            seen == [
                "waiting 0", "parsing 0", "cleaning 0", "splitting 0", "indexing 0", "indexing 1", "indexing 2",
                "indexing 3",
            ]
        )
        #expect(indexing.json(of: "d", segments: 0)["total_segments"] == .int(4))
        #expect(indexing.json(of: "d", segments: 0)["completed_at"] == .null)
        let isDue = indexing.advance(to: 2.6)
        #expect(isDue)
        #expect(indexing.status == .completed)
        #expect(indexing.json(of: "d", segments: 4)["completed_at"] == .int(1_002))
        let isDueAgain = indexing.advance(to: 3)
        #expect(!isDueAgain)
    }

    @Test func `a new document waits, as recorded, and cannot be deleted or changed yet`() async throws {
        let waiting = try Capture("289-doc-status-at-once")
        try await withSimulator(pace: 1) { simulator in
            let id = await simulator.newDataset()
            let reply = await simulator.knowledge(
                "POST",
                "/\(id)/document/create-by-text",
                #"{"name": "a", "text": "b"}"#
            )
            let batch = reply.json?["batch"]?.text ?? ""
            let state = await simulator.knowledge("GET", "/\(id)/documents/\(batch)/indexing-status")
            #expect(waiting.differences(from: state) == [])
            let document = "/\(id)/documents/\(reply.json?["document"]?["id"]?.text ?? "")"
            let delete = await simulator.knowledge("DELETE", document)
            #expect(delete.json?["code"]?.text == "document_indexing")
            #expect(delete.status == 400)
            #expect(await simulator.knowledge("POST", document + "/update-by-text", #"{"name": "c"}"#).status == 400)
            let add = await simulator.knowledge("POST", document + "/segments", #"{"segments": []}"#)
            #expect(add.status == 404)
        }
    }

    @Test(arguments: [
        ("295-doc-text-noname", #"{"text": "x", "indexing_technique": "economy"}"#, ""),
        ("298-doc-text-unknown-ds", #"{"name": "x", "text": "y", "indexing_technique": "economy"}"#, Simulator.unknown),
    ])
    func `a text is refused as recorded`(_ name: String, _ body: String, _ dataset: String) async throws {
        let capture = try Capture(name)
        try await withSimulator { simulator in
            let id = dataset.isEmpty ? await simulator.newDataset() : dataset
            #expect(capture.isSame(as: await simulator.knowledge("POST", "/\(id)/document/create_by_text", body)))
        }
    }

    @Test(arguments: [
        #""doc_form": "poem""#, #""process_rule": {}"#, #""process_rule": {"mode": "manual"}"#,
        #""process_rule": {"mode": "custom"}"#,
        #""process_rule": {"mode": "custom", "rules": {"pre_processing_rules": []}}"#,
        #""process_rule": {"mode": "custom", "rules": {"pre_processing_rules": [{"id": "x", "enabled": true}]}}"#,
        #""process_rule": {"mode": "custom", "rules": {"pre_processing_rules": [], "segmentation": {}}}"#,
        #""indexing_technique": "fast""#, #""doc_type": "book""#,
        #""doc_type": "book", "doc_metadata": {"title": 1}"#,
    ])
    func `wrong settings are refused, and nothing is made`(_ member: String) async throws {
        try await withSimulator { simulator in
            let id = await simulator.newDataset()
            let body = #"{"name": "a", "text": "b", \#(member)}"#
            let reply = await simulator.knowledge("POST", "/\(id)/document/create-by-text", body)
            #expect(reply.status == 400)
            #expect(reply.json?["message"]?.text?.isEmpty == false)
            #expect(await simulator.knowledge("GET", "/\(id)/documents").json?["total"]?.number == 0)
        }
    }

    @Test func `the first document must say how it is indexed`() async throws {
        try await withSimulator { simulator in
            let made = await simulator.knowledge("POST", "", #"{"name": "bare"}"#)
            let id = made.json?["id"]?.text ?? ""
            let bare = #"{"name": "a", "text": "b"}"#
            #expect(await simulator.knowledge("POST", "/\(id)/document/create-by-text", bare).status == 400)
            let told = #"{"name": "a", "text": "b", "indexing_technique": "economy"}"#
            #expect(await simulator.knowledge("POST", "/\(id)/document/create-by-text", told).status == 200)
            #expect(await simulator.knowledge("POST", "/\(id)/document/create-by-text", bare).status == 200)
            let row = await simulator.knowledge("GET", "").json?["data"]?.rows.first
            #expect(row?["indexing_technique"]?.text == "economy")
            #expect(row?["document_count"]?.number == 2)
        }
    }

    @Test func `a file becomes a document, or is refused as recorded`() async throws {
        let made = try Capture("302-doc-file")
        let none = try Capture("303-doc-file-nofile")
        let program = try Capture("306-doc-file-exe")
        try await withSimulator { simulator in
            let id = await simulator.newDataset(technique: "economy")
            let data = FormBody().text(
                "data",
                #"{"indexing_technique": "economy", "process_rule": {"mode": "automatic"}}"#
            )
            let path = "/\(id)/document/create_by_file"
            let text = data.file("t.txt", type: "text/plain", Data("hello world".utf8))
            #expect(made.differences(from: await simulator.knowledge(path, form: text)) == [])
            #expect(none.isSame(as: await simulator.knowledge(path, form: data)))
            #expect(program.isSame(as: await simulator.knowledge(path, form: data.file("x.exe"))))
            let large = data.file("t.txt", Data(count: 15 * 1_048_576 + 1))
            #expect(program.isSame(as: await simulator.knowledge(path, form: large)))
            #expect(await simulator.knowledge(path, form: FormBody().text("data", "{no").file("t.txt")).status == 400)
            #expect(await simulator.knowledge("GET", "/\(id)/documents").json?["total"]?.number == 1)
            #expect(await simulator.uploads.map { $0.files.map(\.name) } == [["t.txt"]])
        }
    }

    @Test(arguments: [
        ("a.md", "# Title\n\nText.", ["# Title\n\nText."]),
        ("a.html", "<style>p{}</style><p>One &amp; two</p><div>Three<br>four</div>", ["One & two\n\nThree\n\nfour"]),
        ("a.csv", "a,b\n1,2", ["a,b\n1,2"]), ("a.txt", " \n ", []),
    ])
    func `a file's text is what it shows`(_ name: String, _ content: String, _ chunks: [String]) async throws {
        try await withSimulator { simulator in
            let id = await simulator.newDataset()
            let form = FormBody().file(name, Data(content.utf8))
            let made = await simulator.knowledge("/\(id)/document/create-by-file", form: form)
            await simulator.indexed(made, in: id)
            let document = made.json?["document"]?["id"]?.text ?? ""
            #expect(await contents(simulator, "/\(id)/documents/\(document)") == chunks)
        }
    }

    @Test func `a file that is no text gets chunks that say so`() async throws {
        try await withSimulator { simulator in
            let id = await simulator.newDataset()
            let made = await simulator.knowledge("/\(id)/document/create-by-file", form: FormBody().file("a.pdf"))
            await simulator.indexed(made, in: id)
            let document = made.json?["document"]?["id"]?.text ?? ""
            let chunks = await contents(simulator, "/\(id)/documents/\(document)")
            #expect(chunks.joined().contains("a.pdf, page 1"))
        }
    }

    @Test func `an update keeps the batch and comes from the web`() async throws {
        let updated = try Capture("308-doc-update-text")
        try await withSimulator { simulator in
            let id = await simulator.newDataset()
            let document = await simulator.newDocument(in: id, "Old text.")
            let before = await simulator.knowledge("GET", "/\(id)/documents").json?["data"]?.rows.first
            let reply = await simulator.knowledge(
                "POST",
                document + "/update_by_text",
                #"{"name": "new.txt", "text": "New text."}"#
            )
            #expect(updated.differences(from: reply) == [])
            #expect(reply.json?["document"]?["created_from"]?.text == "web")
            #expect(reply.json?["document"]?["word_count"]?.number == 9)
            #expect(reply.json?["document"]?["position"] == before?["position"])
            await simulator.indexed(reply, in: id)
            #expect(await contents(simulator, document) == ["New text."])
            let renamed = await simulator.knowledge("POST", document + "/update-by-text", #"{"name": "only.txt"}"#)
            #expect(renamed.json?["document"]?["name"]?.text == "only.txt")
            await simulator.indexed(renamed, in: id)
            #expect(await contents(simulator, document) == ["New text."])
        }
    }

    @Test func `an update by file must say how it is indexed, and tells what is wrong with the file`() async throws {
        let recorded = try Capture("314-doc-update-file")
        try await withSimulator { simulator in
            let id = await simulator.newDataset()
            let document = await simulator.newDocument(in: id)
            let path = document + "/update_by_file"
            let bare = FormBody().text("data", #"{"name": "newfile"}"#).file("t.md")
            let refused = await simulator.knowledge(path, form: bare)
            #expect(recorded.differences(from: refused) == [])
            #expect(refused.json?["message"]?.text?.hasPrefix("1 validation error for KnowledgeConfig\n") == true)
            let data = FormBody().text("data", #"{"indexing_technique": "high_quality"}"#)
            #expect(await simulator.knowledge(path, form: data.file("x.exe")).status == 415)
            #expect(await simulator.knowledge(path, form: data.file("t.md", Data(count: 16_000_000))).status == 413)
            let reply = await simulator.knowledge(path, form: data.file("t.md", Data("From a file.".utf8)))
            #expect(reply.json?["document"]?["name"]?.text == "t.md")
            await simulator.indexed(reply, in: id)
            #expect(await contents(simulator, document) == ["From a file."])
            #expect(await simulator.knowledge(path, form: data).status == 200)
        }
    }

    @Test func `documents are listed by pages and names, as recorded`() async throws {
        let list = try Capture("317-doc-list")
        let page = try Capture("319-doc-list-limit1-page2")
        let unknown = try Capture("324-doc-list-unknown-ds")
        try await withSimulator { simulator in
            let id = await simulator.newDataset()
            for _ in 1...3 { _ = await simulator.newDocument(in: id) }
            #expect(list.differences(from: await simulator.knowledge("GET", "/\(id)/documents")) == [])
            let second = await simulator.knowledge("GET", "/\(id)/documents?limit=1&page=2")
            #expect(page.differences(from: second) == [])
            #expect(second.json?["has_more"] == .bool(true))
            #expect(await simulator.knowledge("GET", "/\(id)/documents?keyword=d.").json?["total"]?.number == 3)
            #expect(await simulator.knowledge("GET", "/\(id)/documents?keyword=D.").json?["total"]?.number == 0)
            #expect(unknown.isSame(as: await simulator.knowledge("GET", "/\(Simulator.unknown)/documents")))
        }
    }

    @Test func `a document is deleted as recorded`() async throws {
        let deleted = try Capture("356-doc-delete")
        let again = try Capture("357-doc-delete-again")
        let batch = try Capture("292-doc-status-badbatch")
        try await withSimulator { simulator in
            let id = await simulator.newDataset()
            let document = await simulator.newDocument(in: id)
            #expect(deleted.isSame(as: await simulator.knowledge("DELETE", document)))
            #expect(again.isSame(as: await simulator.knowledge("DELETE", document)))
            #expect(batch.isSame(as: await simulator.knowledge("GET", "/\(id)/documents/nosuch/indexing-status")))
            let other = await simulator.knowledge("DELETE", "/\(Simulator.unknown)/documents/\(Simulator.unknown)")
            #expect(other.status == 400)
        }
    }

    @Test(arguments: [
        ("a|b||c", "|", 100, ["a", "b", "c"]), ("one two three", "|", 2, ["one two", "three"]),
        ("abcdefghij", "|", 1, ["abcd", "efgh", "ij"]), ("", "|", 5, []), ("a\nb", "\n", 5, ["a", "b"]),
    ])
    func `a custom rule cuts at its separator and at its limit`(
        _ text: String,
        _ separator: String,
        _ tokens: Int,
        _ chunks: [String]
    ) {
        var rule = ProcessRule(id: "r")
        (rule.separator, rule.maxTokens) = (separator, tokens)
        #expect(rule.chunks(of: text) == chunks)
    }

    @Test func `without a rule paragraphs are put together`() {
        let paragraph = String(repeating: "word ", count: 150).trimmingWhiteSpace
        let text = Array(repeating: paragraph, count: 6).joined(separator: "\n\n\n\n")
        let chunks = ProcessRule(id: "r").chunks(of: text)
        #expect(chunks.count == 3)
        #expect(chunks.allSatisfy { $0.count <= 2_000 })
        #expect(chunks.joined(separator: "\n\n") == text.replacing("\n\n\n\n", with: "\n\n"))
    }
}
