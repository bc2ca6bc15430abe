extension World {
    /// All knowledge bases with their documents and chunks, as they are by now.
    var knowledgeForControl: JSON {
        advanceIndexing()
        return .array(
            knowledge.datasets.map { dataset in
                [
                    "id": .string(dataset.id), "name": .string(dataset.name),
                    "indexingTechnique": .optional(dataset.technique),
                    "documents": .array(dataset.documents.map(World.forControl)),
                ]
            }
        )
    }

    private static func forControl(_ document: DocumentRecord) -> JSON {
        [
            "id": .string(document.id), "name": .string(document.name),
            "status": .string(document.indexing.status.rawValue), "batch": .string(document.batch),
            "segments": .array(
                document.segments.map {
                    [
                        "id": .string($0.id), "content": .string($0.content), "enabled": .bool($0.isEnabled),
                        "answer": .optional($0.answer), "keywords": .array($0.keywords.map(JSON.string)),
                    ]
                }
            ),
        ]
    }

    /// Keeps a form with files that was taken, for whoever controls the simulator.
    func record(_ call: Call) {
        if call.form != MultipartForm() { takenForms.append(call.form) }
    }
}
