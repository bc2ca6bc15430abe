extension World {
    /// One page of the knowledge bases, newest first.
    func listDatasets(_ call: Call) -> Reply {
        let keyword = call.value("keyword")?.lowercased() ?? ""
        let rows = knowledge.datasets.filter { keyword.isEmpty || $0.name.lowercased().contains(keyword) }
            .newestFirst(\.createdAt)
        return ok(KnowledgePage(call).json(of: rows) { $0.json() })
    }

    /// Makes an empty knowledge base.
    func createDataset(_ call: Call) throws(AssistantError) -> Reply {
        let body = try jsonBody(call)
        guard let name = body["name"]?.text, (1...40).contains(name.count) else {
            throw .parameter("type is required. Name must be between 1 to 40 characters.", "name")
        }
        let technique = body["indexing_technique"] ?? .null
        guard [.null, "high_quality", "economy"].contains(technique) else {
            throw .parameter("Invalid indexing technique.", "indexing_technique")
        }
        let permission = body["permission"] ?? "only_me"
        guard ["only_me", "all_team_members", "partial_members"].contains(permission) else {
            throw .parameter("Invalid permission.", "permission")
        }
        guard !knowledge.datasets.contains(where: { $0.name == name }) else {
            throw .business(
                409,
                "dataset_name_duplicate",
                "The dataset name already exists. Please modify your dataset name."
            )
        }
        let second = clock.roundedSecond
        var dataset = DatasetRecord(id: generator.uuid(), name: name, createdAt: second, updatedAt: second)
        dataset.description = body["description"]?.text ?? ""
        dataset.provider = body["provider"]?.text ?? "vendor"
        dataset.permission = permission.text ?? "only_me"
        dataset.technique = technique.text
        knowledge.datasets.append(dataset)
        return ok(dataset.json(isNew: true))
    }

    /// Deletes a knowledge base, also one that apps use.
    func deleteDataset(_ call: Call) throws(AssistantError) -> Reply {
        knowledge.datasets.remove(at: try datasetIndex(call))
        return Reply(status: 204, body: .none)
    }

    /// The place of the knowledge base that a path names.
    func datasetIndex(
        _ call: Call,
        else refusal: AssistantError = .business(404, "not_found", "Dataset not found.")
    ) throws(AssistantError) -> Int {
        guard let index = knowledge.datasets.firstIndex(where: { $0.id == call.ids[0] }) else { throw refusal }
        return index
    }

    /// Makes the chunks of all documents whose indexing has ended by now.
    func advanceIndexing() {
        for dataset in knowledge.datasets.indices {
            for document in knowledge.datasets[dataset].documents.indices
            where knowledge.datasets[dataset].documents[document].indexing.advance() {
                makeSegments(dataset, document)
            }
        }
    }
}

extension AssistantError {
    /// What calls say that make, change or delete documents; all others have 404.
    static let noSuchDatasetForDocuments = AssistantError.wrong("Dataset is not exist.")
}

extension [DatasetRecord] {
    fileprivate func newestFirst(_ second: (Element) -> Int64) -> [Element] {
        enumerated().sorted { (-second($0.element), $0.offset) < (-second($1.element), $1.offset) }.map(\.element)
    }
}
