extension World {
    /// The chunks of a document by their positions, all at once.
    func listSegments(_ call: Call) throws(AssistantError) -> Reply {
        let place = try documentPlace(call)
        let document = knowledge.datasets[place.dataset].documents[place.document]
        let keyword = call.value("keyword")?.lowercased() ?? ""
        let states = call.query.filter { $0.name == "status" }.map(\.value)
        let rows = document.segments.filter {
            // A chunk of this simulator has one status only.
            (keyword.isEmpty || $0.content.lowercased().contains(keyword))
                && (states.isEmpty || states.contains("completed"))
        }
        return ok([
            "data": .array(rows.map { $0.json(of: document) }), "doc_form": .string(document.form),
            "total": .int(Int64(rows.count)),
        ])
    }

    /// Adds chunks at the end of a document.
    func addSegments(_ call: Call) throws(AssistantError) -> Reply {
        let place = try documentPlace(call)
        var document = knowledge.datasets[place.dataset].documents[place.document]
        guard document.indexing.status == .completed else {
            throw .business(404, "not_found", "Document is not completed.")
        }
        guard document.isEnabled else { throw .business(404, "not_found", "Document is disabled.") }
        guard let rows = try jsonBody(call)["segments"]?.elements else {
            return Reply(status: 400, body: .json(["error": "Segments is required"], .ascii))
        }
        for row in rows { try World.checkSegment(row, of: document) }
        let counts = knowledge.datasets[place.dataset].technique == "high_quality"
        var added: [SegmentRecord] = []
        for row in rows {
            var segment = newSegment(
                row["content"]?.text ?? "",
                answer: document.form == "qa_model" ? row["answer"]?.text : nil,
                at: (document.segments.last?.position ?? 0) + 1,
                countsTokens: counts
            )
            if let keywords = row["keywords"]?.elements { segment.keywords = keywords.compactMap(\.text) }
            document.segments.append(segment)
            document.words += segment.words
            added.append(segment)
        }
        knowledge.datasets[place.dataset].documents[place.document] = document
        return ok([
            "data": .array(added.map { $0.json(of: document) }), "doc_form": .string(document.form),
        ])
    }

    /// Changes a chunk; one that is being disabled keeps its text, whatever else is said.
    func updateSegment(_ call: Call) throws(AssistantError) -> Reply {
        let place = try documentPlace(call)
        var document = knowledge.datasets[place.dataset].documents[place.document]
        let index = try segmentIndex(call, document)
        guard let row = try jsonBody(call)["segment"], row.members != nil else { throw .crashed }
        try World.checkSegment(row, of: document)
        let second = clock.roundedSecond
        var segment = document.segments[index]
        if row["enabled"]?.flag == false {
            guard segment.isEnabled else { throw .wrong("Can't update disabled segment") }
            (segment.isEnabled, segment.disabledAt) = (false, second)
        } else {
            guard segment.isEnabled || row["enabled"]?.flag == true else {
                throw .wrong("Can't update disabled segment")
            }
            document.words -= segment.words
            (segment.isEnabled, segment.disabledAt) = (true, nil)
            segment.content = row["content"]?.text ?? segment.content
            if document.form == "qa_model" { segment.answer = row["answer"]?.text }
            segment.keywords =
                row["keywords"]?.elements?.compactMap(\.text) ?? Words.keywords(of: segment.content)
            segment.updatedAt = second
            document.words += segment.words
        }
        document.segments[index] = segment
        knowledge.datasets[place.dataset].documents[place.document] = document
        return ok(["data": segment.json(of: document), "doc_form": .string(document.form)])
    }

    /// Deletes a chunk.
    func deleteSegment(_ call: Call) throws(AssistantError) -> Reply {
        let place = try documentPlace(call)
        var document = knowledge.datasets[place.dataset].documents[place.document]
        let segment = document.segments.remove(at: try segmentIndex(call, document))
        document.words -= segment.words
        knowledge.datasets[place.dataset].documents[place.document] = document
        return ok(["result": "success"])
    }

    func newSegment(_ content: String, answer: String?, at position: Int, countsTokens: Bool) -> SegmentRecord {
        let second = clock.roundedSecond
        return SegmentRecord(
            id: generator.uuid(),
            position: position,
            content: content,
            answer: answer,
            keywords: Words.keywords(of: content),
            tokens: countsTokens ? (content.count + 2) / 3 : 0,
            createdAt: second,
            updatedAt: second
        )
    }

    private func segmentIndex(_ call: Call, _ document: DocumentRecord) throws(AssistantError) -> Int {
        guard let index = document.segments.firstIndex(where: { $0.id == call.ids[2] }) else {
            throw .business(404, "not_found", "Segment not found.")
        }
        return index
    }

    private static func checkSegment(_ row: JSON, of document: DocumentRecord) throws(AssistantError) {
        if document.form == "qa_model" {
            guard let answer = row["answer"]?.text, !answer.isEmpty else { throw .wrong("Answer is required") }
            guard !answer.trimmingWhiteSpace.isEmpty else { throw .wrong("Answer is empty") }
        }
        guard let content = row["content"]?.text, !content.trimmingWhiteSpace.isEmpty else {
            throw .wrong("Content is empty")
        }
    }
}
