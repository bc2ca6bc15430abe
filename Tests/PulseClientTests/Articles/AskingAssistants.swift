// What is between two marks is a code block of AskingAssistants.md, letter for letter; `ArticleTests` compares them.

import PulseClient
import PulseModel

// example
/// Asks an assistant, and prints the answer while it comes.
///
/// - Returns: the conversation that the question opened; nil where the service never took it.
func ask(_ query: String, of assistant: AssistantClient) async -> String? {
    var answer = AnswerAssembler()
    do throws(ServiceFailure) {
        for try await event in try await assistant.stream(query: query) {
            answer.receive(event)
            if case .delta(let text) = event { print(text, terminator: "") }
        }
        answer.streamEnded()
    } catch {
        answer.streamEnded(by: error)
    }
    switch answer.end {
    case .finished: print("\n(complete)")
    case .stopped: print("\n(stopped)")
    case .failed(_, let words): print("\n(failed: \(words.sentence))")
    case .interrupted, nil: print("\n(cut off)")
    }
    return answer.start?.conversationID
}
// end of example

// example
/// Asks an assistant, and stops the answer once it is longer than wanted.
func ask(
    _ query: String,
    of assistant: AssistantClient,
    stoppingAfter characters: Int
) async throws(ServiceFailure) -> AnswerAssembler {
    var answer = AnswerAssembler()
    var stop = StopRequest()
    for try await event in try await assistant.stream(query: query) {
        answer.receive(event)
        var action = stop.received(event)
        if action == .none, answer.text.count > characters { action = stop.stopWasWanted() }
        if case .sendStop(let taskID) = action {
            answer.stopWasAsked()
            try await assistant.stop(taskID: taskID)
        }
        if answer.isCut { break }
    }
    answer.streamEnded()
    return answer
}
// end of example

// example
/// Asks an assistant that is no agent, and prints the answer once it is complete.
func printAnswer(to query: String, of assistant: AssistantClient) async throws(ServiceFailure) {
    let answer = try await assistant.ask(query: query).value
    print(answer.answer)
    for source in answer.sources { print("from", source.documentName ?? "a document") }
}
// end of example

// example
/// All that was said in a conversation, the oldest first.
func history(of conversationID: String, _ assistant: AssistantClient) async throws(ServiceFailure) -> [ExchangeRecord] {
    var all: [ExchangeRecord] = []
    var known: Set<String> = []
    var cursor: String?
    while true {
        let page = try await assistant.messages(conversationID: conversationID, firstID: cursor, limit: 100).value
        let new = page.rows.filter { known.insert($0.id).inserted }
        all = new + all
        guard page.sentRows == 100, !new.isEmpty, let oldest = page.rows.first else { return all }
        // The service compares whole seconds, so the next page must begin one second higher and overlap this one.
        cursor = page.rows.first { $0.createdAt != oldest.createdAt }?.id ?? oldest.id
    }
}
// end of example
