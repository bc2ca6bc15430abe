/// What a request says of a document besides its text.
struct DocumentSettings: Sendable {
    /// `high_quality` or `economy`.
    var technique: String?
    var form: String
    /// Nil where the request has none.
    var rule: ProcessRule?
    /// The identifier for a rule.
    var ruleID: String

    /// Reads the members, with the words of the service for what is wrong in them.
    init(_ body: JSON, ruleID: String) throws(AssistantError) {
        self.ruleID = ruleID
        form = body["doc_form"]?.text ?? "text_model"
        if let given = body["indexing_technique"], given != .null {
            guard let text = given.text, ["high_quality", "economy"].contains(text) else {
                throw .parameter("\(given.text ?? given.written(.ascii)) is not a valid choice", "indexing_technique")
            }
            technique = text
        }
        guard ["text_model", "qa_model", "hierarchical_model"].contains(form) else {
            throw .wrong("Index type \(form) is not supported.")
        }
        if let given = body["process_rule"], given != .null { rule = try ProcessRule(given, id: ruleID) }
        try DocumentSettings.checkMetadata(body)
    }

    /// Kind and description come together, and a description is texts.
    private static func checkMetadata(_ body: JSON) throws(AssistantError) {
        let kinds = [
            "book", "web_page", "paper", "social_media_post", "wikipedia_entry", "personal_document",
            "business_document", "im_chat_log", "synced_from_notion", "synced_from_github", "others",
        ]
        let (kind, metadata) = (body["doc_type"] ?? .null, body["doc_metadata"] ?? .null)
        guard (kind == .null) == (metadata == .null) else {
            throw .wrong("Both doc_type and doc_metadata must be provided")
        }
        guard kind == .null || kinds.contains(kind.text ?? "") else { throw .wrong("Invalid doc_type.") }
        for member in metadata.members ?? [] where member.value.text == nil {
            throw .business(400, "invalid_metadata", "Invalid type, metadata field \(member.key) must be a string")
        }
    }
}
