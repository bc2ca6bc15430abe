import PulseClient
import PulseModel

extension ServiceCall {
    /// The calls of a document's chunks, and retrieval.
    static let chunkCalls: [ServiceCall] = [
        ServiceCall(
            name: "add-chunks-to-a-document",
            summary: "Add chunks at the end of a document; not found also means: not indexed yet.",
            access: .dataset,
            fields: [
                .dataset, .document, .optional("segments", .json, note: "a list of {content, answer, keywords}"),
                .optional("content", note: "one chunk, instead of segments"), .optional("answer"),
                .repeatable("keywords"),
            ],
            sends: true
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let document = try call.values.needed("document_id")
            let chunks: [ChunkText]
            if let segments = try call.values.list("segments") {
                chunks = try segments.map { segment throws(CallProblem) in try ChunkText(segment) }
            } else {
                chunks = [try ChunkText(call.values)]
            }
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.addChunks(chunks, to: document, in: base)
            }
        },
        ServiceCall(
            name: "get-chunks-from-a-document",
            summary: "List the chunks of a document.",
            access: .dataset,
            fields: [
                .dataset, .document, .optional("keyword"), .repeatable("status"),
            ]
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let document = try call.values.needed("document_id")
            let values = call.values
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.chunks(
                    of: document,
                    in: base,
                    keyword: values.text("keyword"),
                    statuses: values.texts("status")
                )
            }
        },
        ServiceCall(
            name: "update-a-chunk-in-a-document",
            summary: "Change a chunk; with enabled=false the text is changed first, then the chunk disabled.",
            access: .dataset,
            fields: [
                .dataset, .document, .required("segment_id"),
                .optional("segment", .json, note: "{content, answer, keywords, enabled}"),
                .optional("content", note: "instead of segment"), .optional("answer"),
                .repeatable("keywords"), .optional("enabled", .flag, usual: "as it is"),
            ]
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let document = try call.values.needed("document_id")
            let chunk = try call.values.needed("segment_id")
            var text: ChunkText
            var isEnabled = call.values.flag("enabled")
            if let segment = try call.values.members("segment") {
                text = try ChunkText(.object(segment))
                if let flag = text.others.removeValue(forKey: "enabled") {
                    guard case .bool(let flag) = flag else { throw .usage("enabled is true or false") }
                    isEnabled = isEnabled ?? flag
                }
            } else {
                text = try ChunkText(call.values)
            }
            let (newText, enabled) = (text, isEnabled)
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.updateChunk(chunk, of: document, in: base, to: newText, isEnabled: enabled)
            }
        },
        ServiceCall(
            name: "delete-a-chunk-in-a-document",
            summary: "Delete a chunk; there is no way back.",
            access: .dataset,
            fields: [.dataset, .document, .required("segment_id")]
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let document = try call.values.needed("document_id")
            let chunk = try call.values.needed("segment_id")
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.deleteChunk(chunk, of: document, in: base)
            }
        },
        ServiceCall(
            name: "retrieve-chunks-from-a-knowledge-base",
            summary: "Find the chunks that fit a question; scores are 0 or missing where indexing is economy.",
            access: .dataset,
            fields: [
                .dataset, .required("query", note: "1 to 250 characters"),
                .optional(
                    "retrieval_model",
                    .json,
                    usual: "the knowledge base's own",
                    note: #"{"search_method": "keyword_search"} where indexing is economy"#
                ),
            ]
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let query = try call.values.needed("query")
            let model = try call.values.members("retrieval_model")
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.retrieve(query, from: base, options: model.map(RetrievalOptions.init(fields:)))
            }
        },
    ]
}

extension ChunkText {
    /// A chunk from an element of `segments`.
    fileprivate init(_ json: JSONValue) throws(CallProblem) {
        guard var members = json.members, let content = members.removeValue(forKey: "content"),
            case .string(let content) = content
        else { throw .usage("a segment takes {\"content\": ..., \"answer\": ..., \"keywords\": [...]}") }
        self.init(content: content)
        if let answer = members.removeValue(forKey: "answer"), !answer.isNull {
            guard case .string(let answer) = answer else { throw .usage("the answer of a segment is a text") }
            self.answer = answer
        }
        if let keywords = members.removeValue(forKey: "keywords"), !keywords.isNull {
            let words: [String] = (keywords.elements ?? []).compactMap { element in
                if case .string(let word) = element { word } else { nil }
            }
            guard words.count == keywords.elements?.count else {
                throw .usage("the keywords of a segment are a list of texts")
            }
            self.keywords = words
        }
        others = members
    }

    /// A chunk from fields of its own.
    fileprivate init(_ values: CallValues) throws(CallProblem) {
        guard let content = values.text("content") else { throw .usage("content is missing, or the whole as JSON") }
        let words = values.texts("keywords")
        self.init(content: content, answer: values.text("answer"), keywords: words.isEmpty ? nil : words)
    }
}
