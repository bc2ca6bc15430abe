extension World {
    /// One page of the documents, newest first.
    func listDocuments(_ call: Call) throws(AssistantError) -> Reply {
        let dataset = knowledge.datasets[try datasetIndex(call)]
        let keyword = call.value("keyword") ?? ""
        let rows = dataset.documents.filter { keyword.isEmpty || $0.name.contains(keyword) }
            .enumerated()
            .sorted { (-$0.element.createdAt, $0.offset) < (-$1.element.createdAt, $1.offset) }
            .map(\.element)
        return ok(KnowledgePage(call).json(of: rows, \.json))
    }

    /// How far the documents of a batch are.
    func indexingStatus(_ call: Call) throws(AssistantError) -> Reply {
        let dataset = knowledge.datasets[try datasetIndex(call)]
        let documents = dataset.documents.filter { $0.batch == call.ids[1] }
        guard !documents.isEmpty else { throw .business(404, "not_found", "Documents not found.") }
        return ok(["data": .array(documents.map { $0.indexing.json(of: $0.id, segments: $0.segments.count) })])
    }

    /// Deletes a document, unless it is being indexed.
    func deleteDocument(_ call: Call) throws(AssistantError) -> Reply {
        let dataset = try datasetIndex(call, else: .noSuchDatasetForDocuments)
        guard let index = knowledge.datasets[dataset].documents.firstIndex(where: { $0.id == call.ids[1] }) else {
            throw .business(404, "not_found", "Document Not Exists.")
        }
        let document = knowledge.datasets[dataset].documents[index]
        guard !document.isArchived else {
            throw .business(403, "archived_document_immutable", "The archived document is not editable.")
        }
        guard document.indexing.status == .completed else {
            throw .business(400, "document_indexing", "Cannot delete document during indexing.")
        }
        knowledge.datasets[dataset].documents.remove(at: index)
        return ok(["result": "success"])
    }

    /// The places of the knowledge base and the document that a path names.
    func documentPlace(_ call: Call) throws(AssistantError) -> (dataset: Int, document: Int) {
        let dataset = try datasetIndex(call)
        guard let document = knowledge.datasets[dataset].documents.firstIndex(where: { $0.id == call.ids[1] }) else {
            throw .business(404, "not_found", "Document not found.")
        }
        return (dataset, document)
    }
}
