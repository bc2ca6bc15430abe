extension AnswerPlan {
    /// Puts an agent's reasoning around the text; a step comes again with the same identifier as it fills up.
    static func agent(
        _ body: [AnswerStep],
        _ text: String,
        usesTool: Bool,
        _ generator: inout SeededGenerator
    ) -> [AnswerStep] {
        var steps: [AnswerStep] = []
        var thought = ThoughtRecord(id: generator.uuid(), position: 1)
        steps.append(.thought(thought))
        if usesTool {
            steps += [.delta(""), .wait(0.2), .delta("")]
            thought.tool = "weekday"
            thought.toolInput = "{\"weekday\": {\"year\": 2026, \"month\": 11, \"day\": 21}}"
            steps.append(.thought(thought))
            thought.observation = "{\"weekday\": \"November 21, 2026 is Saturday.\"}"
            steps += [.wait(0.4), .thought(thought)]
            thought = ThoughtRecord(id: generator.uuid(), position: 2)
            steps.append(.thought(thought))
        }
        steps += body
        thought.thought = text
        steps.append(.thought(thought))
        return steps
    }
}
