extension World {
    /// The chunks that fit a query best.
    ///
    /// How well one fits is the share of the query's words that it has; the service asks a model. A knowledge base that
    /// is indexed by keywords is found by `keyword_search` alone, and without scores, as recorded.
    func retrieve(_ call: Call) throws(AssistantError) -> Reply {
        let index = try datasetIndex(call)
        let dataset = knowledge.datasets[index]
        let body = try jsonBody(call)
        guard let query = body["query"]?.text, (1...250).contains(query.unicodeScalars.count) else {
            throw .wrong("Query is required and cannot exceed 250 characters")
        }
        let found = dataset.documents.enumerated().filter { $0.element.isAvailable }.flatMap { place, document in
            document.segments.indices.filter { document.segments[$0].isEnabled }.map { (place, $0) }
        }
        guard !found.isEmpty else {
            return ok(["query": ["content": .string(query), "tsne_position": ["x": 0, "y": 0]], "records": []])
        }
        let hits = best(found, for: query, in: dataset, Retrieval(body["retrieval_model"] ?? .null))
        let records = hits.map { hit -> JSON in
            let document = dataset.documents[hit.document]
            return [
                "segment": document.segments[hit.segment].retrieved(from: document), "child_chunks": nil,
                "score": hit.score.map(JSON.double) ?? .null, "tsne_position": nil,
            ]
        }
        for hit in hits { knowledge.datasets[index].documents[hit.document].segments[hit.segment].hits += 1 }
        return ok(["query": ["content": .string(query)], "records": .array(records)])
    }

    private struct Hit {
        var document: Int
        var segment: Int
        /// Nil where chunks are found by keywords.
        var score: Double?
    }

    private func best(
        _ places: [(Int, Int)],
        for query: String,
        in dataset: DatasetRecord,
        _ retrieval: Retrieval
    ) -> [Hit] {
        guard dataset.technique == "high_quality" || retrieval.isByKeyword else { return [] }
        let scored = places.map { place -> (hit: Hit, overlap: Double) in
            let segment = dataset.documents[place.0].segments[place.1]
            let text = ([segment.content, segment.answer ?? ""] + segment.keywords).joined(separator: " ")
            let overlap = Words.overlap(of: query, with: text)
            let score = retrieval.isByKeyword ? nil : overlap
            return (Hit(document: place.0, segment: place.1, score: score), overlap)
        }
        return scored.enumerated()
            .filter { $0.element.overlap > 0 && (retrieval.isByKeyword || $0.element.overlap >= retrieval.threshold) }
            .sorted { (-$0.element.overlap, $0.offset) < (-$1.element.overlap, $1.offset) }
            .prefix(retrieval.most)
            .map(\.element.hit)
    }
}

/// How a retrieval is to search.
private struct Retrieval {
    let isByKeyword: Bool
    /// The most chunks.
    let most: Int
    /// The lowest score.
    let threshold: Double

    init(_ json: JSON) {
        isByKeyword = json["search_method"]?.text == "keyword_search"
        most = Int(max(0, min(json["top_k"]?.integer ?? 2, 1000)))
        threshold = json["score_threshold_enabled"]?.flag == true ? json["score_threshold"]?.number ?? 0 : 0
    }
}
