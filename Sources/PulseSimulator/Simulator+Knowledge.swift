/// What a simulator's knowledge bases hold; see ``ControlVerb/knowledge`` for the same over HTTP.
extension Simulator {
    /// One knowledge base.
    package struct KnowledgeBase: Sendable, Equatable {
        package var id: String
        package var name: String
        /// `high_quality` or `economy`; nil until the first document decides.
        package var technique: String?
        /// In the order in which they came.
        package var documents: [Document]
    }

    /// One document.
    package struct Document: Sendable, Equatable {
        package var id: String
        package var name: String
        package var batch: String
        /// `waiting`, `parsing`, `cleaning`, `splitting`, `indexing` or `completed`.
        package var status: String
        /// None before the document is indexed.
        package var chunks: [Chunk]
    }

    /// One chunk of a document, which the service calls a segment.
    package struct Chunk: Sendable, Equatable {
        package var id: String
        package var content: String
        /// Of a document of questions and answers.
        package var answer: String?
        package var keywords: [String]
        package var isEnabled: Bool
    }

    /// All knowledge bases as they are by now, in the order in which they were made.
    package var knowledge: [KnowledgeBase] {
        get async { await world.knowledgeBases }
    }
}

extension World {
    var knowledgeBases: [Simulator.KnowledgeBase] {
        advanceIndexing()
        return knowledge.datasets.map { dataset in
            Simulator.KnowledgeBase(
                id: dataset.id,
                name: dataset.name,
                technique: dataset.technique,
                documents: dataset.documents.map(\.snapshot)
            )
        }
    }
}

extension DocumentRecord {
    fileprivate var snapshot: Simulator.Document {
        let chunks = segments.map {
            Simulator.Chunk(
                id: $0.id,
                content: $0.content,
                answer: $0.answer,
                keywords: $0.keywords,
                isEnabled: $0.isEnabled
            )
        }
        return .init(id: id, name: name, batch: batch, status: indexing.status.rawValue, chunks: chunks)
    }
}

extension Simulator.KnowledgeBase {
    var json: JSON {
        [
            "id": .string(id), "name": .string(name), "technique": .optional(technique),
            "documents": .array(documents.map(\.json)),
        ]
    }
}

extension Simulator.Document {
    fileprivate var json: JSON {
        let chunks = chunks.map { chunk -> JSON in
            [
                "id": .string(chunk.id), "content": .string(chunk.content), "answer": .optional(chunk.answer),
                "keywords": .array(chunk.keywords.map(JSON.string)), "enabled": .bool(chunk.isEnabled),
            ]
        }
        return [
            "id": .string(id), "name": .string(name), "batch": .string(batch), "status": .string(status),
            "chunks": .array(chunks),
        ]
    }
}
