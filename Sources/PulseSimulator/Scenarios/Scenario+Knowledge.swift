import Foundation

extension Scenario {
    /// The knowledge bases of a scenario; `empty` has none.
    static func knowledge(_ content: inout ScenarioContent, _ options: SimulatorOptions) {
        // Numbers of its own, so that it changes nothing else of a seed.
        var makes = KnowledgeMaking(generator: SeededGenerator(seed: options.seed &+ 4711), now: content.now / 1000)
        switch options.scenario {
        case .empty: return
        case .demo:
            makes.manuals()
            makes.document(
                "installation-guide.pdf",
                ago: 20,
                (1...40).map { "Page \($0) of the installation guide: \(CannedAnswers.topics[$0 % 6].answer)" },
                indexing: Indexing(
                    (1...40).map { "Page \($0) of the installation guide." },
                    seconds: 60,
                    pace: options.pace,
                    at: content.now / 1000
                )
            )
            makes.oldPrices()
        case .long: makes.manuals()
        case .busy:
            makes.manuals()
            for number in 1...120 {
                makes.dataset("Knowledge \(number)", "One of many.", "economy", ago: Int64(number) * 3_600)
                makes.document("note-\(number).txt", ago: Int64(number) * 3_000, ["Note \(number)."])
            }
            makes.dataset("Archive", "More documents than a page holds.", "high_quality", ago: 900_000)
            for number in 1...150 {
                makes.document("page-\(number).md", ago: Int64(number) * 60, ["Page \(number) of the archive."])
            }
        case .hostile:
            makes.manuals()
            for (number, attack) in HostileTexts.all.enumerated() {
                makes.dataset("K \(attack.text)", attack.text, "high_quality", ago: Int64(number) * 600)
                makes.document("\(attack.text).md", ago: Int64(number) * 600, ["before \(attack.text) after"])
            }
        }
        content.knowledge = makes.knowledge
    }
}

/// Knowledge bases while a scenario makes them; documents go into the last one.
private struct KnowledgeMaking {
    var generator: SeededGenerator
    /// Whole seconds since 1970.
    let now: Int64
    var knowledge = Knowledge()

    mutating func dataset(
        _ name: String,
        _ description: String,
        _ technique: String,
        ago: Int64,
        id: String? = nil,
        apps: Int = 0
    ) {
        var dataset = DatasetRecord(
            id: id ?? generator.uuid(),
            name: name,
            createdAt: now - ago,
            updatedAt: now - ago
        )
        (dataset.description, dataset.technique, dataset.apps) = (description, technique, apps)
        dataset.permission = "all_team_members"
        knowledge.datasets.append(dataset)
    }

    /// Adds a document with its chunks, or one that is being indexed.
    mutating func document(
        _ name: String,
        ago: Int64,
        _ chunks: [String],
        id: String? = nil,
        segmentIDs: [String] = [],
        indexing: Indexing? = nil
    ) {
        guard var dataset = knowledge.datasets.popLast() else { return }
        let text = chunks.joined(separator: "\n\n")
        dataset.lastPosition += 1
        var document = DocumentRecord(
            id: id ?? generator.uuid(),
            position: dataset.lastPosition,
            batch: "20261121000000" + String(100_000 + generator.next() % 900_000),
            name: name,
            file: UploadRecord(
                id: generator.uuid(),
                name: name,
                size: text.utf8.count,
                mimeType: name.hasSuffix(".pdf") ? "application/pdf" : "text/plain",
                createdBy: Knowledge.account,
                at: (now - ago) * 1000,
                content: Data(text.utf8)
            ),
            rule: ProcessRule(id: generator.uuid()),
            createdAt: now - ago,
            indexing: indexing ?? Indexing(done: chunks, at: now - ago)
        )
        if indexing == nil {
            for (number, chunk) in chunks.enumerated() {
                document.segments.append(
                    SegmentRecord(
                        id: segmentIDs.dropFirst(number).first ?? generator.uuid(),
                        position: number + 1,
                        content: chunk,
                        keywords: Words.keywords(of: chunk),
                        tokens: dataset.technique == "high_quality" ? (chunk.count + 2) / 3 : 0,
                        createdAt: now - ago,
                        updatedAt: now - ago
                    )
                )
            }
            document.words = document.segments.reduce(0) { $0 + $1.words }
        }
        dataset.documents.append(document)
        dataset.updatedAt = max(dataset.updatedAt, now - ago)
        knowledge.datasets.append(dataset)
    }

    /// The knowledge that answers name as their sources: their identifiers are those of its chunks.
    mutating func manuals() {
        guard let first = CannedAnswers.topics.first.flatMap({ CannedAnswers.sources(of: $0).first }) else { return }
        dataset(
            first.datasetName,
            "The manuals, the price list and the rules.",
            "high_quality",
            ago: 8_000_000,
            id: first.datasetID,
            apps: 1
        )
        for (number, topic) in CannedAnswers.topics.enumerated() {
            let sources = CannedAnswers.sources(of: topic)
            let rest = topic.answer.split(separator: ". ").dropFirst(sources.count).joined(separator: ". ")
            document(
                topic.document,
                ago: 7_000_000 - Int64(number) * 86_400,
                sources.map(\.content) + (rest.isEmpty ? [] : [rest]),
                id: sources.first?.documentID,
                segmentIDs: sources.map(\.segmentID)
            )
        }
    }

    /// Knowledge that is found by keywords only.
    mutating func oldPrices() {
        dataset("Old price lists", "Kept for questions about old invoices.", "economy", ago: 30_000_000)
        for year in [2023, 2024] {
            document(
                "prices-\(year).csv",
                ago: Int64(2026 - year) * 31_000_000,
                [
                    "In \(year) the plan Solo cost \(year - 2016) € a month.",
                    "In \(year) the plan Team cost \(year - 1980) € a month, for ten seats.",
                ]
            )
        }
    }
}
