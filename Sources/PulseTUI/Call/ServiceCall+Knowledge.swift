import PulseClient
import PulseModel

extension ServiceCall {
    /// The calls of knowledge bases, in the order of the document.
    static let knowledgeCalls: [ServiceCall] =
        creatingDocuments + knowledgeBaseCalls + changingDocuments + chunkCalls

    private static let creatingDocuments: [ServiceCall] = [
        ServiceCall(
            name: "create-a-document-from-text",
            summary: "Make a document of a text; --file F reads the text from a file, - from standard input.",
            access: .dataset,
            fields: [.dataset, .required("name"), .optionalText("text", note: "needed, or --file")]
                + DocumentFields.all(usual: true),
            file: .text(field: "text"),
            sends: true
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let name = try call.values.needed("name")
            let text = try call.values.needed("text")
            let options = try DocumentFields.options(call.values, usual: true)
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.createDocument(in: base, name: name, text: text, options: options)
            }
        },
        ServiceCall(
            name: "create-a-document-from-a-file",
            summary: "Make a document of a file.",
            access: .dataset,
            fields: [.dataset] + DocumentFields.all(usual: true),
            file: .upload,
            sends: true
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let file = try call.upload()
            call.warn(ofSize: file)
            let options = try DocumentFields.options(call.values, usual: true)
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.createDocument(in: base, from: file, options: options) { call.output.show($0) }
            }
        },
    ]

    private static let knowledgeBaseCalls: [ServiceCall] = [
        ServiceCall(
            name: "create-an-empty-knowledge-base",
            summary: "Make a knowledge base.",
            access: .dataset,
            fields: [
                .required("name", note: "1 to 40 characters"), .optional("description"),
                .optional("indexing_technique", .choice(IndexingTechnique.allCases.map(\.rawValue))),
                .optional("permission", .choice(["only_me", "all_team_members", "partial_members"])),
                .optional("provider", .choice(["vendor", "external"])), .optional("external_knowledge_api_id"),
                .optional("external_knowledge_id"),
            ],
            sends: true
        ) { call async throws(CallProblem) in
            let name = try call.values.needed("name")
            let values = call.values
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.createKnowledgeBase(
                    named: name,
                    description: values.text("description"),
                    indexing: values.text("indexing_technique").flatMap(IndexingTechnique.init(rawValue:)),
                    permission: values.text("permission"),
                    others: values.only(["provider", "external_knowledge_api_id", "external_knowledge_id"])
                )
            }
        },
        ServiceCall(
            name: "get-knowledge-base-list",
            summary: "List the knowledge bases, a page at a time.",
            access: .dataset,
            fields: [.page, .limit, .optional("keyword"), .repeatable("tag_ids")]
        ) { call async throws(CallProblem) in
            let values = call.values
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.knowledgeBases(
                    page: values.number("page") ?? 1,
                    limit: values.number("limit") ?? 20,
                    keyword: values.text("keyword"),
                    tagIDs: values.texts("tag_ids")
                )
            }
        },
        ServiceCall(
            name: "delete-a-knowledge-base",
            summary: "Delete a knowledge base with all its documents; there is no way back.",
            access: .dataset,
            fields: [.dataset]
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in try await client.deleteKnowledgeBase(base) }
        },
    ]

    private static let changingDocuments: [ServiceCall] = [
        ServiceCall(
            name: "update-a-document-with-text",
            summary: "Put another text in the place of a document's; --file F reads it from a file.",
            access: .dataset,
            fields: [
                .dataset, .document, .optionalText("name", note: "a new text needs one"),
                .optionalText("text", note: "or --file"),
            ] + DocumentFields.all(usual: false),
            file: .text(field: "text")
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let document = try call.values.needed("document_id")
            let values = call.values
            let options = try DocumentFields.options(values, usual: false)
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.updateDocument(
                    document,
                    in: base,
                    name: values.text("name"),
                    text: values.text("text"),
                    options: options
                )
            }
        },
        ServiceCall(
            name: "update-a-document-with-a-file",
            summary: "Put a file in the place of a document's text.",
            access: .dataset,
            fields: [.dataset, .document, .optional("name", usual: "the file's")] + DocumentFields.all(usual: true),
            file: .upload
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let document = try call.values.needed("document_id")
            let name = call.values.text("name")
            let file = try call.upload()
            call.warn(ofSize: file)
            let options = try DocumentFields.options(call.values, usual: true)
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.updateDocument(document, in: base, from: file, name: name, options: options) {
                    call.output.show($0)
                }
            }
        },
        ServiceCall(
            name: "get-document-embedding-status",
            summary: "Read how far the indexing is.",
            access: .dataset,
            fields: [.dataset, .required("batch", note: "from the call that made or changed the document")]
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let batch = try call.values.needed("batch")
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.indexingProgress(of: batch, in: base)
            }
        },
        ServiceCall(
            name: "delete-a-document",
            summary: "Delete a document; there is no way back.",
            access: .dataset,
            fields: [.dataset, .document]
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let document = try call.values.needed("document_id")
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.deleteDocument(document, in: base)
            }
        },
        ServiceCall(
            name: "get-the-document-list-of-a-knowledge-base",
            summary: "List the documents of a knowledge base, a page at a time.",
            access: .dataset,
            fields: [.dataset, .optional("keyword"), .page, .limit]
        ) { call async throws(CallProblem) in
            let base = try call.values.needed("dataset_id")
            let values = call.values
            let client = try await call.knowledge()
            try await call.print { () async throws(ServiceFailure) in
                try await client.documents(
                    in: base,
                    page: values.number("page") ?? 1,
                    limit: values.number("limit") ?? 20,
                    keyword: values.text("keyword")
                )
            }
        },
    ]
}

extension CallField {
    /// The knowledge base.
    static let dataset = required("dataset_id")
    /// The document.
    static let document = required("document_id")
}
