import PulseClient
import PulseModel

/// A question as the command line asks it.
struct CallQuestion: Sendable {
    var query: String
    var conversationID: String?
    var inputs: [String: JSONValue]?
    var files: [QuestionFile]
    var makesTitle: Bool

    init(_ values: CallValues) throws(CallProblem) {
        query = try values.needed("query")
        conversationID = values.text("conversation_id")
        inputs = try values.members("inputs")
        files = try (values.list("files") ?? []).map { json throws(CallProblem) in try Self.file(json) }
        makesTitle = values.flag("auto_generate_name") ?? true
    }

    private static func file(_ json: JSONValue) throws(CallProblem) -> QuestionFile {
        guard let kind = json["type"].text.flatMap(FileKind.init(rawValue:)) else {
            throw .usage("a file takes a type: \(FileKind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        switch (json["transfer_method"].text, json["upload_file_id"].identifier, json["url"].identifier) {
        case ("local_file", let id?, _), (nil, let id?, nil): return QuestionFile(kind: kind, place: .uploaded(id: id))
        case ("remote_url", _, let url?), (nil, nil, let url?):
            return QuestionFile(kind: kind, place: .remote(url: url))
        default: throw .usage("a file takes transfer_method local_file with upload_file_id, or remote_url with url")
        }
    }
}

extension CallContext {
    /// What the app said of itself; nil where it said nothing, so that nothing is known to be refused.
    func parameters(of client: AssistantClient) async throws(CallProblem) -> AppParameters? {
        let reply = try await interruption.whileRunning { () async -> Result<AppParameters?, CallProblem> in
            do throws(ServiceFailure) {
                return .success(try await client.parameters().value)
            } catch {
                return error == .cancelled ? .failure(.interrupted) : .success(nil)
            }
        }
        return reply
    }

    /// Refuses more files than the app takes with a question.
    func checkFileCount(of question: CallQuestion, _ client: AssistantClient) async throws(CallProblem) {
        guard !question.files.isEmpty else { return }
        if let refusal = try await parameters(of: client)?.refusal(ofFileCount: question.files.count) {
            throw .service(.invalidRequest(refusal))
        }
    }
}
