extension World {
    /// Thinks of three questions to go on with.
    func suggestQuestions(_ call: Call, _ app: AssistantRecord) async throws -> Reply {
        guard let user = call.value("user"), !user.isEmpty else { throw AssistantError.noUser }
        guard let exchange = exchange(call.ids[0], of: user, app) else { throw AssistantError.noSuchMessage }
        guard app.suggestsQuestions else {
            throw AssistantError.business(400, "bad_request", "Suggested Questions Is Disabled.")
        }
        try await Task.sleep(for: paced(1.2))
        let others = CannedAnswers.topics.map(\.question).filter { $0 != exchange.query }
        let first = Int(SeededGenerator.seed(of: exchange.id) % UInt64(others.count))
        let questions = (0..<3).map { others[(first + $0) % others.count] }
        return ok(["result": "success", "data": .array(questions.map { shown($0) })])
    }
}
