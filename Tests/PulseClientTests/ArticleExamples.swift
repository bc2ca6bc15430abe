// What stands between two marks is a code block of PulseClient.md, letter for letter; `ArticleTests` compares them.

// example: support
import PulseClient
import PulseModel

/// Prints who waits for an answer, and answers the first of them.
func answerFirst(baseURL: String, secret: String, runtime: ClientRuntime) async throws {
    let account = Account(id: AccountID(rawValue: "desk"), service: .support, baseURL: baseURL, senderName: "Support")
    let desk = try SupportClient(account: account, key: APIKey(secret), runtime: runtime)

    let open = try await desk.conversations(status: .open).value
    for conversation in open.rows {
        print(conversation.visitorName ?? "a visitor", conversation.lastMessage ?? "", separator: ": ")
    }
    guard let first = open.rows.first else { return }
    do throws(ServiceFailure) {
        let sent = try await desk.sendMessage(conversationID: first.id, content: "Hello! We are looking into it.")
        print("sent:", sent.value.id)
    } catch {
        switch error.deliveryVerdict {
        case .retry: print("It never left. Sending it again is safe.")
        case .refused: print("The service does not take it:", error)
        case .unknown: print("It may have arrived. Sent again, the visitor may read it twice.")
        }
    }
}
// end of example

// example: assistant
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
    case .failed(_, let words): print("\n(failed: \(words.message))")
    case .interrupted, nil: print("\n(cut off)")
    }
    return answer.start?.conversationID
}
// end of example

// example: history
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

// example: start
/// Runs all of it with one set of connections, which is closed in every case.
func run(support: (baseURL: String, secret: String), assistant: (baseURL: String, secret: String)) async throws {
    let runtime = ClientRuntime()
    do {
        try await answerFirst(baseURL: support.baseURL, secret: support.secret, runtime: runtime)

        let id = AccountID(rawValue: "product")
        let account = Account(id: id, service: .assistant, baseURL: assistant.baseURL, user: "support-desk")
        let client = try AssistantClient(account: account, key: APIKey(assistant.secret), runtime: runtime)
        if let conversation = await ask("How long is the warranty?", of: client) {
            print(try await history(of: conversation, client).count, "exchange in \(conversation)")
        }
    } catch {
        await runtime.shutdown()
        throw error
    }
    await runtime.shutdown()
}
// end of example
