extension AnswerRun {
    /// The frame of a piece of text.
    func delta(_ piece: String) -> String {
        var rest: [JSON.Member] = [
            .init(key: "id", value: .string(messageID)), .init(key: "answer", value: .string(piece)),
        ]
        switch app.kind {
        case .agent: return frame("agent_message", rest)
        case .chat: rest.append(.init(key: "from_variable_selector", value: .null))
        case .flow: rest.append(.init(key: "from_variable_selector", value: ["llm", "text"]))
        }
        return frame("message", rest)
    }

    /// The frame of a step of reasoning.
    func thoughtFrame(_ thought: ThoughtRecord) -> String {
        frame(
            "agent_thought",
            [
                .init(key: "id", value: .string(thought.id)), .init(key: "position", value: .int(thought.position)),
                .init(key: "thought", value: .string(thought.thought)),
                .init(key: "observation", value: .string(thought.observation)),
                .init(key: "tool", value: .string(thought.tool)), .init(key: "tool_labels", value: thought.toolLabels),
                .init(key: "tool_input", value: .string(thought.toolInput)), .init(key: "message_files", value: []),
            ]
        )
    }

    /// The frame that says the text is complete.
    func endFrame(answer: String) -> String {
        frame(
            "message_end",
            [
                .init(key: "id", value: .string(messageID)),
                .init(key: "metadata", value: metadata(answer: answer)),
                .init(key: "files", value: app.kind == .flow ? [] : .null),
            ]
        )
    }
}
