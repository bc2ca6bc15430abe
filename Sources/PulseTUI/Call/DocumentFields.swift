import PulseClient
import PulseModel

/// The fields that say how a document is cut and found.
enum DocumentFields {
    private static let others = [
        "retrieval_model", "embedding_model", "embedding_model_provider", "original_document_id", "doc_type",
        "doc_metadata",
    ]

    /// - Parameter usual: whether what is not set gets its usual value; an update of a text keeps what it has.
    /// - Returns: the fields.
    static func all(usual: Bool) -> [CallField] {
        [
            .optional(
                "indexing_technique",
                .choice(IndexingTechnique.allCases.map(\.rawValue)),
                usual: usual ? "economy" : "as it is"
            ),
            .optional("process_rule", .json, usual: usual ? #"{"mode":"automatic"}"# : "as it is"),
            .optional("doc_form", .choice(["text_model", "qa_model", "hierarchical_model"])),
            .optional("doc_language"), .optional("retrieval_model", .json), .optional("embedding_model"),
            .optional("embedding_model_provider"), .optional("original_document_id"), .optional("doc_type"),
            .optional("doc_metadata", .json),
        ]
    }

    /// The options that the fields make.
    static func options(_ values: CallValues, usual: Bool) throws(CallProblem) -> DocumentOptions {
        let technique = values.text("indexing_technique").flatMap(IndexingTechnique.init(rawValue:))
        let rule = try values.members("process_rule").map { DocumentOptions.Splitting.rule(.object($0)) }
        return DocumentOptions(
            indexing: technique ?? (usual ? .economy : nil),
            splitting: rule ?? (usual ? .automatic : nil),
            form: values.text("doc_form"),
            language: values.text("doc_language"),
            others: values.only(others)
        )
    }
}
