import PulseModel

/// Reads server-sent events as what an answer says.
struct AnswerEventReader: Sendable {
    private var start: AnswerStart?
    private var conversationID: String?
    /// Told of each frame that can be read.
    private let frameCame: (@Sendable (JSONValue) -> Void)?

    init(frameCame: (@Sendable (JSONValue) -> Void)? = nil) {
        self.frameCame = frameCame
    }

    /// What one server-sent event says; a first frame says two things, an empty delta none.
    mutating func read(_ event: ServerSentEvents.Event) -> [AnswerEvent] {
        switch event {
        case .bare(let name):
            return [name == "ping" ? .ping : .unknown(ServerWords.bounded(name))]
        case .oversized(let bytes): return [.malformedFrame("a frame of \(bytes) bytes, which was skipped")]
        case .data(let name, let bytes):
            let json: JSONValue
            do throws(JSONFault) {
                json = try LenientJSON.parse(bytes)
            } catch {
                return [.malformedFrame("\(bytes.count) bytes, no JSON: \(error.reason) at byte \(error.offset)")]
            }
            guard json.members != nil else { return [.malformedFrame("not an object")] }
            frameCame?(json)
            return started(json) + says(json, name: json["event"].text ?? name)
        }
    }

    private mutating func started(_ json: JSONValue) -> [AnswerEvent] {
        let messageID = json["message_id"].identifier
        // A frame before the message's may be the only one that names the conversation.
        conversationID = conversationID ?? json["conversation_id"].identifier
        guard let messageID = start?.messageID ?? messageID else { return [] }
        let new = AnswerStart(
            messageID: messageID,
            conversationID: conversationID,
            taskID: start?.taskID ?? json["task_id"].identifier,
            createdAt: start?.createdAt ?? ServerTime.moment(json["created_at"])
        )
        if let start, start.taskID == new.taskID, start.conversationID == new.conversationID { return [] }
        start = new
        return [.started(new)]
    }

    private func says(_ json: JSONValue, name: String) -> [AnswerEvent] {
        switch name {
        case "message", "agent_message":
            guard let text = json["answer"].text else { return [.malformedFrame("\(name) without answer")] }
            return text.isEmpty ? [] : [.delta(text)]
        case "message_replace":
            guard let text = json["answer"].text else { return [.malformedFrame("\(name) without answer")] }
            return [.replaced(text)]
        case "agent_thought":
            return [Thought(json: json).map(AnswerEvent.thought) ?? .malformedFrame("\(name) without id")]
        case "message_file":
            return [ExchangeFile(json: json).map(AnswerEvent.file) ?? .malformedFrame("\(name) without id")]
        case "message_end":
            let metadata = json["metadata"]
            let files = json["files"].elements?.compactMap(ExchangeFile.init(json:)) ?? []
            let sources = metadata["retriever_resources"].elements?.compactMap(Source.init(json:)) ?? []
            return files.map(AnswerEvent.file) + [.ended(Usage(json: metadata["usage"]), sources: sources)]
        case "tts_message", "tts_message_end": return [.speech]
        case "error": return [.failed(status: json["status"].int, ServerWords(json: json))]
        case "ping": return [.ping]
        case let name where Self.isWorkflow(name):
            let data = json["data"]
            return [
                .workflow(
                    WorkflowStep(
                        kind: name,
                        title: data["title"].text,
                        status: data["status"].text,
                        error: data["error"].text
                    )
                )
            ]
        default: return [.unknown(ServerWords.bounded(name))]
        }
    }

    private static func isWorkflow(_ name: String) -> Bool {
        ["workflow_", "node_", "parallel_branch_", "iteration_", "loop_"].contains { name.hasPrefix($0) }
    }
}
