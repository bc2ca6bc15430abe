// What is between two marks is a code block of AnsweringVisitors.md, letter for letter; `ArticleTests` compares them.

import PulseClient
import PulseModel

// example
/// Prints who waits for an answer, and answers the first of them.
func answerFirst(with desk: SupportClient) async throws(ServiceFailure) {
    let open = try await desk.conversations(status: .open).value
    for conversation in open.rows {
        print(conversation.visitorName ?? "a visitor", conversation.lastMessage ?? "", separator: ": ")
    }
    guard let first = open.rows.first else { return }
    let sent = try await desk.sendMessage(conversationID: first.id, content: "Hello! We are looking into it.").value
    print("sent as", sent.id)
}
// end of example
