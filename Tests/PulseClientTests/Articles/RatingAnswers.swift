// What is between two marks is a code block of RatingAnswers.md, letter for letter; `ArticleTests` compares them.

import PulseClient
import PulseModel

// example
/// Says that an answer was of no use, and why; then thinks better of it.
func rate(_ answer: AnswerAssembler, with assistant: AssistantClient) async throws(ServiceFailure) {
    guard let exchange = answer.start?.messageID else { return }
    try await assistant.rate(messageID: exchange, .dislike, reason: "It is about another model.")
    try await assistant.rate(messageID: exchange, nil)
}
// end of example

// example
/// What could be asked next; nothing where the app does not suggest questions.
func questions(after exchange: String, with assistant: AssistantClient) async throws(ServiceFailure) -> [String] {
    guard try await assistant.parameters().value.suggestsAfterAnswer == true else { return [] }
    return try await assistant.suggestedQuestions(after: exchange).value
}
// end of example
