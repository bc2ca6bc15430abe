/// An event of a flow's run.
enum FlowEvent: Sendable, Equatable {
    case workflowStarted
    case nodeStarted(FlowNode)
    case nodeFinished(FlowNode)
    case workflowFinished
}

/// A node of a flow.
struct FlowNode: Sendable, Equatable {
    var id: String
    /// The kind and name: `start`, `llm`, `answer`.
    var name: String
    var index: Int64
    var predecessor: String?
}

extension AnswerPlan {
    /// Puts the events of a flow with three nodes around the text.
    static func flow(_ body: [AnswerStep], _ generator: inout SeededGenerator) -> [AnswerStep] {
        let start = FlowNode(id: generator.uuid(), name: "start", index: 1)
        let model = FlowNode(id: generator.uuid(), name: "llm", index: 2, predecessor: "start")
        let answer = FlowNode(id: generator.uuid(), name: "answer", index: 3, predecessor: "llm")
        return [
            .flow(.workflowStarted), .flow(.nodeStarted(start)), .flow(.nodeFinished(start)),
            .flow(.nodeStarted(model)),
        ] + body + [.flow(.nodeFinished(model)), .flow(.nodeStarted(answer)), .flow(.nodeFinished(answer))]
    }
}

extension AnswerRun {
    /// The frame of a flow event.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - answer: The text so far.
    ///   - status: `succeeded`, `failed` or `stopped`.
    ///   - error: The failure's words, for `failed`.
    /// - Returns: The frame with its blank line.
    func flowFrame(_ event: FlowEvent, answer: String, status: String = "succeeded", error: String? = nil) -> String {
        let (name, data): (String, JSON) =
            switch event {
            case .workflowStarted:
                (
                    "workflow_started",
                    [
                        "id": .string(workflowRunID), "workflow_id": .string(app.id), "sequence_number": .int(sequence),
                        "inputs": systemInputs, "created_at": .int(createdAt),
                    ]
                )
            case .nodeStarted(let node): ("node_started", started(node))
            case .nodeFinished(let node): ("node_finished", finished(node, answer, status, error))
            case .workflowFinished: ("workflow_finished", finishedRun(answer, status, error))
            }
        return frame(
            name,
            [.init(key: "workflow_run_id", value: .string(workflowRunID)), .init(key: "data", value: data)]
        )
    }

    private var systemInputs: JSON {
        let system: [JSON.Member] = [
            .init(key: "sys.query", value: .string(query)), .init(key: "sys.files", value: []),
            .init(key: "sys.conversation_id", value: .string(conversationID)),
            .init(key: "sys.user_id", value: .string(user)),
            .init(key: "sys.dialogue_count", value: .int(Int64(dialogue))),
            .init(key: "sys.app_id", value: .string(app.id)), .init(key: "sys.workflow_id", value: .string(app.id)),
            .init(key: "sys.workflow_run_id", value: .string(workflowRunID)),
        ]
        return .object((inputs.members ?? []) + system)
    }

    private func started(_ node: FlowNode) -> JSON {
        [
            "id": .string(node.id), "node_id": .string(node.name), "node_type": .string(node.name),
            "title": .string(node.name), "index": .int(node.index), "predecessor_node_id": .optional(node.predecessor),
            "inputs": nil, "created_at": .int(createdAt), "extras": [:], "parallel_id": nil,
            "parallel_start_node_id": nil, "parent_parallel_id": nil, "parent_parallel_start_node_id": nil,
            "iteration_id": nil, "parallel_run_id": nil,
        ]
    }

    private func finished(_ node: FlowNode, _ answer: String, _ status: String, _ error: String?) -> JSON {
        let outputs: JSON =
            switch node.name {
            case "start": systemInputs
            case "llm": status == "failed" ? nil : ["text": .string(answer), "finish_reason": "stop"]
            default: ["answer": .string(answer), "files": []]
            }
        return [
            "id": .string(node.id), "node_id": .string(node.name), "node_type": .string(node.name),
            "title": .string(node.name), "index": .int(node.index), "predecessor_node_id": .optional(node.predecessor),
            "inputs": node.name == "start" ? systemInputs : nil, "process_data": nil, "outputs": outputs,
            "status": .string(status), "error": .optional(error), "elapsed_time": 0.042277, "execution_metadata": nil,
            "created_at": .int(createdAt), "finished_at": .int(createdAt), "files": [], "parallel_id": nil,
            "parallel_start_node_id": nil, "parent_parallel_id": nil, "parent_parallel_start_node_id": nil,
            "iteration_id": nil,
        ]
    }

    private func finishedRun(_ answer: String, _ status: String, _ error: String?) -> JSON {
        [
            "id": .string(workflowRunID), "workflow_id": .string(app.id), "sequence_number": .int(sequence),
            "status": .string(status), "outputs": status == "failed" ? nil : ["answer": .string(answer)],
            "error": .optional(error), "elapsed_time": .double(plan.totalWait + 0.06), "total_tokens": 9,
            "total_steps": 3, "created_by": ["id": .string(app.id), "user": .string(user)],
            "created_at": .int(createdAt), "finished_at": .int(createdAt), "exceptions_count": 0, "files": [],
        ]
    }
}
