import PulseModel
import TestPacing
import Testing

@testable import PulseClient

/// What leaves for each call of knowledge bases, and what is not even sent.
@Suite("Knowledge calls", .paced)
struct KnowledgeRequestTests {
    /// Answers every request with the same body, and gives what was asked.
    private func asked(
        _ body: String,
        _ calls: (KnowledgeClient) async throws -> Void
    ) async throws -> [String] {
        let server = try RawServer { connection in
            while connection.readRequest() != nil { connection.send(RawReplyText.json(body)) }
        }
        defer { server.stop() }
        return try await withRuntime { runtime in
            try await calls(Desk.knowledge(port: server.port, runtime: runtime))
            return server.requests.map { request in
                let line = String(request.prefix { $0 != "\r\n" }).replacing(" HTTP/1.1", with: "")
                let body = request.firstRange(of: "\r\n\r\n").map { String(request[$0.upperBound...]) } ?? ""
                return body.isEmpty ? line : line + " " + body
            }
        }
    }

    @Test("lists are paged by number, and whether there is more is reckoned from the total")
    func paging() async throws {
        let rows = (1...2).map { #"{"id":"k\#($0)"}"# }.joined(separator: ",")
        let full = #"{"data":[\#(rows)],"has_more":true,"limit":2,"total":4,"page":2}"#
        let lines = try await asked(full) { client in
            let first = try await client.knowledgeBases(page: 1, limit: 2, keyword: "ü b", tagIDs: ["t1", "t2"]).value
            #expect(first.hasMore)
            // The server says that there is more behind a full last page.
            let last = try await client.knowledgeBases(page: 2, limit: 2).value
            #expect(!last.hasMore)
            #expect(last.total == 4)
            #expect(last.page == 2)
            #expect(try await client.documents(in: "k", page: -3, limit: 500).value.hasMore == false)
        }
        #expect(
            lines == [
                "GET /v1/datasets?page=1&limit=2&keyword=%C3%BC%20b&tag_ids=t1&tag_ids=t2",
                "GET /v1/datasets?page=2&limit=2",
                "GET /v1/datasets/k/documents?page=1&limit=100",
            ]
        )
    }

    @Test("knowledge bases are created and deleted")
    func knowledgeBases() async throws {
        let lines = try await asked(#"{"id":"k"}"#) { client in
            _ = try await client.createKnowledgeBase(named: "Manuals")
            _ = try await client.createKnowledgeBase(
                named: "M",
                description: "d",
                indexing: .highQuality,
                permission: "only_me"
            )
            _ = try await client.deleteKnowledgeBase("k/1")
        }
        #expect(
            lines == [
                #"POST /v1/datasets {"name":"Manuals"}"#,
                #"POST /v1/datasets {"description":"d","indexing_technique":"high_quality","name":"M","permission":"only_me"}"#,
                "DELETE /v1/datasets/k%2F1",
            ]
        )
    }

    @Test("a name, a query and a title that the service fails on are not sent")
    func limits() async throws {
        let long = String(repeating: "ü", count: 251)
        let lines = try await asked(#"{"id":"k","records":[]}"#) { client in
            for name in ["", String(long.prefix(41))] {
                let refused = await failure { () throws(ServiceFailure) in
                    try await client.createKnowledgeBase(named: name)
                }
                let expected = InvalidRequest.length(field: "name", count: name.count, shortest: 1, longest: 40)
                #expect(refused == .invalidRequest(expected))
            }
            for query in ["", long] {
                let refused = await failure { () throws(ServiceFailure) in try await client.retrieve(query, from: "k") }
                let expected = InvalidRequest.length(field: "query", count: query.count, shortest: 1, longest: 250)
                #expect(refused == .invalidRequest(expected))
            }
            _ = try await client.createKnowledgeBase(named: String(long.prefix(40)))
            _ = try await client.retrieve(String(long.prefix(250)), from: "k")
        }
        #expect(lines.count == 2)
    }

    @Test("documents are made, changed and followed")
    func documents() async throws {
        let reply = #"{"document":{"id":"d"},"batch":"b","data":[]}"#
        let lines = try await asked(reply) { client in
            let splitting = DocumentOptions.Splitting.custom(separator: "\n\n", maximumTokens: 50)
            _ = try await client.createDocument(
                in: "k",
                name: "n",
                text: "t",
                options: DocumentOptions(
                    indexing: .highQuality,
                    splitting: splitting,
                    form: "qa_model",
                    language: "German",
                    others: ["doc_type": "book"]
                )
            )
            _ = try await client.updateDocument("d", in: "k", name: "n", text: "t")
            _ = try await client.indexingProgress(of: "b", in: "k")
            _ = try await client.deleteDocument("d", in: "k")
        }
        let rule =
            #"{"mode":"custom","rules":{"pre_processing_rules":[{"enabled":true,"id":"remove_extra_spaces"},"#
            + #"{"enabled":false,"id":"remove_urls_emails"}],"segmentation":{"chunk_overlap":0,"max_tokens":50,"#
            + #""separator":"\n\n"}}}"#
        #expect(
            lines == [
                #"POST /v1/datasets/k/document/create-by-text {"doc_form":"qa_model","doc_language":"German","#
                    + #""doc_type":"book","indexing_technique":"high_quality","name":"n","process_rule":\#(rule),"text":"t"}"#,
                #"POST /v1/datasets/k/documents/d/update-by-text {"name":"n","text":"t"}"#,
                "GET /v1/datasets/k/documents/b/indexing-status",
                "DELETE /v1/datasets/k/documents/d",
            ]
        )
    }

    @Test("an update by file without a technique is not sent")
    func updateByFile() async throws {
        let lines = try await asked(#"{"document":{"id":"d"},"batch":"b"}"#) { client in
            let file = UploadFile(bytes: [65], name: "t.md")
            let refused = await failure { () throws(ServiceFailure) in
                try await client.updateDocument("d", in: "k", from: file, options: DocumentOptions(indexing: nil))
            }
            #expect(refused == .invalidRequest(.missing(field: "indexing_technique")))
            _ = try await client.updateDocument("d", in: "k", from: file, name: "n")
        }
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("POST /v1/datasets/k/documents/d/update-by-file ") == true)
        #expect(
            lines.first?.contains(
                #"{"indexing_technique":"economy","name":"n"}"#
            ) == true
        )
    }

    @Test("a chunk is changed first and disabled by a second call, since the first would be ignored")
    func chunks() async throws {
        let lines = try await asked(#"{"data":{"id":"c"}}"#) { client in
            let text = ChunkText(content: "z", answer: "a", keywords: ["k"])
            _ = try await client.updateChunk("c", of: "d", in: "k", to: text)
            _ = try await client.updateChunk("c", of: "d", in: "k", to: text, isEnabled: true)
            _ = try await client.updateChunk("c", of: "d", in: "k", to: text, isEnabled: false)
            let chunk = Chunk(id: "c", content: "z", keywords: ["k"])
            _ = try await client.setChunk(chunk, of: "d", in: "k", isEnabled: false)
            _ = try await client.deleteChunk("c", of: "d", in: "k")
        }
        let path = "POST /v1/datasets/k/documents/d/segments/c "
        #expect(
            lines == [
                path + #"{"segment":{"answer":"a","content":"z","keywords":["k"]}}"#,
                path + #"{"segment":{"answer":"a","content":"z","enabled":true,"keywords":["k"]}}"#,
                path + #"{"segment":{"answer":"a","content":"z","enabled":true,"keywords":["k"]}}"#,
                path + #"{"segment":{"answer":"a","content":"z","enabled":false,"keywords":["k"]}}"#,
                path + #"{"segment":{"content":"z","enabled":false,"keywords":["k"]}}"#,
                "DELETE /v1/datasets/k/documents/d/segments/c",
            ]
        )
    }

    @Test("chunks are added and listed, and retrieval says how it searches")
    func retrieval() async throws {
        let reply = #"{"data":[{"id":"c"}],"records":[{"segment":{"id":"c","document":{"name":"m.md"}},"score":null}]}"#
        let lines = try await asked(reply) { client in
            let texts = [ChunkText(content: "a"), ChunkText(content: "b", answer: "c")]
            #expect(try await client.addChunks(texts, to: "d", in: "k").value.rows.map(\.id) == ["c"])
            _ = try await client.chunks(of: "d", in: "k", keyword: "w", statuses: ["completed", "error"])
            let found = try await client.retrieve("q", from: "k").value.rows
            #expect(found.map(\.documentName) == ["m.md"])
            #expect(found.map(\.score) == [nil])
            let options = RetrievalOptions(method: "hybrid_search", maximumChunks: 3, minimumScore: 0.5)
            _ = try await client.retrieve("q", from: "k", options: options)
        }
        #expect(
            lines == [
                #"POST /v1/datasets/k/documents/d/segments {"segments":[{"content":"a"},{"answer":"c","content":"b"}]}"#,
                "GET /v1/datasets/k/documents/d/segments?keyword=w&status=completed&status=error",
                #"POST /v1/datasets/k/retrieve {"query":"q"}"#,
                #"POST /v1/datasets/k/retrieve {"query":"q","retrieval_model":{"reranking_enable":false,"#
                    + #""score_threshold":0.5,"score_threshold_enabled":true,"search_method":"hybrid_search","top_k":3}}"#,
            ]
        )
    }

    @Test("a list of chunks may be longer than other replies")
    func longList() async throws {
        let limits = TimeLimits(bodyBytes: 1000, chunkListBytes: 5000)
        let body = #"{"data":[{"id":"c","content":"\#(String(repeating: "x", count: 3000))"}]}"#
        let server = try RawServer { connection in
            while connection.readRequest() != nil { connection.send(RawReplyText.json(body)) }
        }
        defer { server.stop() }
        try await withRuntime(limits) { runtime in
            let client = try Desk.knowledge(port: server.port, runtime: runtime)
            #expect(try await client.chunks(of: "d", in: "k").value.rows.count == 1)
            let tooLong = await failure { () throws(ServiceFailure) in try await client.documents(in: "k") }
            guard case .malformed = tooLong else {
                Issue.record("\(String(describing: tooLong))")
                return
            }
        }
    }
}
