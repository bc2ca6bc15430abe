// What is between two marks is a code block of KnowledgeBases.md, letter for letter; `ArticleTests` compares them.

import PulseClient
import PulseModel

// example
/// Makes a knowledge base of a file; returns once the file can be found in it.
func makeKnowledgeBase(
    named name: String,
    fromFileAt path: String,
    with knowledge: KnowledgeClient
) async throws -> KnowledgeBase {
    let base = try await knowledge.createKnowledgeBase(named: name).value
    let document = try await knowledge.createDocument(in: base.id, from: UploadFile(path: path)).value
    try await waitUntilFound(document, in: base, with: knowledge)
    return base
}
// end of example

// example
/// Why a document cannot be found.
struct IndexingFailure: Error {
    let reason: String
}

/// Returns once a document can be found.
func waitUntilFound(
    _ document: SubmittedDocument,
    in base: KnowledgeBase,
    with knowledge: KnowledgeClient
) async throws {
    let ends = try await knowledge.waitForIndexing(of: document.batch, in: base.id)
    if let failed = ends.first(where: { $0.status != "completed" }) {
        throw IndexingFailure(reason: failed.error ?? failed.status ?? "unknown")
    }
}
// end of example

// example
/// Prints the chunks that fit a question, the best first.
func search(_ base: KnowledgeBase, for query: String, with knowledge: KnowledgeClient) async throws(ServiceFailure) {
    for found in try await knowledge.retrieve(query, from: base.id, options: .keywords).value.rows {
        print(found.documentName ?? "a document", found.chunk.content ?? "", separator: ": ")
    }
}
// end of example

// example
/// Corrects a word in every chunk of a document.
func correct(
    _ wrong: String,
    to right: String,
    in document: KnowledgeDocument,
    of base: KnowledgeBase,
    with knowledge: KnowledgeClient
) async throws(ServiceFailure) {
    for chunk in try await knowledge.chunks(of: document.id, in: base.id).value.rows {
        guard let content = chunk.content, content.contains(wrong) else { continue }
        let text = ChunkText(
            content: content.split(separator: wrong, omittingEmptySubsequences: false).joined(separator: right),
            answer: chunk.answer,
            keywords: chunk.keywords
        )
        try await knowledge.updateChunk(chunk.id, of: document.id, in: base.id, to: text)
    }
}
// end of example
