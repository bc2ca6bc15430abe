extension World {
    /// Gives a document another name or text.
    func updateDocumentWithText(_ call: Call) throws(AssistantError) -> Reply {
        let body = try jsonBody(call)
        let settings = try DocumentSettings(body, ruleID: generator.uuid())
        let place = try updatable(call)
        let name = body["name"]?.text
        var file: UploadRecord?
        if let text = body["text"]?.text {
            file = textFile(name ?? knowledge.datasets[place.dataset].documents[place.document].name, text)
        }
        return ok(update(place, name: name, file, settings))
    }

    /// Gives a document another file.
    ///
    /// Other than with a text, `indexing_technique` must be said once more.
    func updateDocumentWithFile(_ call: Call) throws(AssistantError) -> Reply {
        let body = try formData(call)
        let settings = try DocumentSettings(body, ruleID: generator.uuid())
        _ = try datasetIndex(call, else: .noSuchDatasetForDocuments)
        let given = call.form.files.isEmpty ? nil : try onlyFile(of: call)
        if let problem = given.flatMap(fileProblem) { throw problem }
        guard settings.technique != nil else {
            throw .wrong(
                "1 validation error for KnowledgeConfig\nindexing_technique\n  Field required [type=missing, "
                    + "input_value={...}, input_type=dict]\n    "
                    + "For further information visit https://errors.pydantic.dev/2.9/v/missing"
            )
        }
        let place = try updatable(call)
        return ok(update(place, name: body["name"]?.text, given.map(documentFile), settings))
    }

    /// The place of a document that may be changed: one that is indexed.
    private func updatable(_ call: Call) throws(AssistantError) -> (dataset: Int, document: Int) {
        _ = try datasetIndex(call, else: .noSuchDatasetForDocuments)
        let place = try documentPlace(call)
        guard knowledge.datasets[place.dataset].documents[place.document].isAvailable else {
            throw .wrong("Document is not available")
        }
        return place
    }

    /// Changes a document, which is indexed anew whatever changed; it keeps its batch.
    private func update(
        _ place: (dataset: Int, document: Int),
        name: String?,
        _ file: UploadRecord?,
        _ settings: DocumentSettings
    ) -> JSON {
        var document = knowledge.datasets[place.dataset].documents[place.document]
        if let file { (document.file, document.name) = (file, file.name) }
        if let name, !name.isEmpty { document.name = name }
        if let rule = settings.rule { document.rule = rule }
        document.createdFrom = "web"
        document.segments = []
        document.indexing = indexing(document.file, document.rule)
        knowledge.datasets[place.dataset].documents[place.document] = document
        knowledge.datasets[place.dataset].updatedAt = clock.roundedSecond
        return ["document": document.json, "batch": .string(document.batch)]
    }
}
