import Foundation

extension World {
    /// Makes a document of a text.
    func createDocumentFromText(_ call: Call) throws(AssistantError) -> Reply {
        let body = try jsonBody(call)
        let name = try World.requiredText("name", body)
        let text = try World.requiredText("text", body)
        let dataset = try datasetIndex(call, else: .noSuchDatasetForDocuments)
        let settings = try DocumentSettings(body, ruleID: generator.uuid())
        try decideTechnique(of: dataset, settings)
        return ok(addDocument(textFile(name, text), settings, to: dataset))
    }

    /// Makes a document of a file.
    ///
    /// The recorded server maps no failure of the file here: whatever is wrong with it is 400, without words.
    func createDocumentFromFile(_ call: Call) throws(AssistantError) -> Reply {
        let body = try formData(call)
        let dataset = try datasetIndex(call, else: .noSuchDatasetForDocuments)
        let settings = try DocumentSettings(body, ruleID: generator.uuid())
        try checkTechnique(of: dataset, settings)
        let file = try onlyFile(of: call)
        guard fileProblem(file) == nil else { throw .wrong("") }
        try decideTechnique(of: dataset, settings)
        return ok(addDocument(documentFile(file), settings, to: dataset))
    }

    /// The settings beside a file: JSON in the text part `data`.
    func formData(_ call: Call) throws(AssistantError) -> JSON {
        guard let text = call.form.text("data") else { return [:] }
        guard let json = JSON.read(Data(text.utf8)) else {
            throw .wrong("Expecting value: line 1 column 1 (char 0)")
        }
        guard json.members != nil else { throw .crashed }
        return json
    }

    /// Why a file cannot be a document.
    func fileProblem(_ file: MultipartFile) -> AssistantError? {
        let kind = UploadRecord.fileExtension(of: file.name)
        guard DocumentText.extensions.contains(kind) else { return .unsupportedFileType }
        return UploadLimits.isExceeded(UploadLimits(options).limit(kind), by: file.size) ? .fileTooLarge : nil
    }

    /// The file that a document is made of.
    func documentFile(_ file: MultipartFile) -> UploadRecord {
        UploadRecord(file, id: generator.uuid(), createdBy: Knowledge.account, at: clock.now)
    }

    /// The file that the service makes of a text.
    func textFile(_ name: String, _ text: String) -> UploadRecord {
        var file = UploadRecord(
            id: generator.uuid(),
            name: name,
            size: text.utf8.count,
            mimeType: "text/plain",
            createdBy: Knowledge.account,
            at: clock.now,
            content: Data(text.utf8)
        )
        // Whatever it is called.
        file.fileExtension = "txt"
        return file
    }

    /// A text that a JSON body must have.
    static func requiredText(_ name: String, _ body: JSON) throws(AssistantError) -> String {
        switch body[name] {
        case .string(let text): return text
        case .int(let number): return String(number)
        case .null?: throw .parameter("Must not be null!", name)
        default: throw .parameter("Missing required parameter in the JSON body", name)
        }
    }

    private func checkTechnique(of dataset: Int, _ settings: DocumentSettings) throws(AssistantError) {
        guard knowledge.datasets[dataset].technique ?? settings.technique != nil else {
            throw .wrong("indexing_technique is required.")
        }
    }

    /// The first document decides how a knowledge base is indexed.
    private func decideTechnique(of dataset: Int, _ settings: DocumentSettings) throws(AssistantError) {
        try checkTechnique(of: dataset, settings)
        knowledge.datasets[dataset].technique = knowledge.datasets[dataset].technique ?? settings.technique
    }

    private func addDocument(_ file: UploadRecord, _ settings: DocumentSettings, to dataset: Int) -> JSON {
        knowledge.datasets[dataset].lastPosition += 1
        let second = clock.roundedSecond
        let moment = CalendarMoment(milliseconds: clock.now).iso.filter(\.isNumber)
        let document = DocumentRecord(
            id: generator.uuid(),
            position: knowledge.datasets[dataset].lastPosition,
            batch: moment + String(100_000 + generator.next() % 900_000),
            name: file.name,
            file: file,
            rule: settings.rule ?? ProcessRule(id: settings.ruleID),
            createdAt: second,
            form: settings.form,
            indexing: indexing(file, settings.rule ?? ProcessRule(id: settings.ruleID))
        )
        knowledge.datasets[dataset].documents.append(document)
        knowledge.datasets[dataset].updatedAt = second
        return ["document": document.json, "batch": .string(document.batch)]
    }

    /// The indexing of a file, begun.
    func indexing(_ file: UploadRecord, _ rule: ProcessRule) -> Indexing {
        Indexing(rule.chunks(of: DocumentText.text(of: file)), pace: options.pace, at: clock.roundedSecond)
    }

    /// Makes the chunks of a document whose indexing has ended.
    func makeSegments(_ dataset: Int, _ document: Int) {
        let record = knowledge.datasets[dataset].documents[document]
        let counts = knowledge.datasets[dataset].technique == "high_quality"
        let asks = record.form == "qa_model"
        let segments = record.indexing.pieces.enumerated().map { number, piece in
            // The service lets a model ask the questions.
            let question = asks ? "What is said about \(Words.keywords(of: piece).first ?? "this")?" : nil
            return newSegment(question ?? piece, answer: asks ? piece : nil, at: number + 1, countsTokens: counts)
        }
        knowledge.datasets[dataset].documents[document].segments = segments
        knowledge.datasets[dataset].documents[document].words = segments.reduce(0) { $0 + $1.words }
    }
}
