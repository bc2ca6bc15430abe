// What is between two marks is a code block of HandlingFailures.md, letter for letter; `ArticleTests` compares them.

import PulseClient
import PulseModel

// example
/// Asks whether the key is good, and says why not.
func check(_ desk: SupportClient) async -> Bool {
    do throws(ServiceFailure) {
        try await desk.authCheck()
        return true
    } catch {
        print("\(desk.account.id.rawValue): \(error.sentence)")
        return false
    }
}
// end of example

// example
/// Sends a message, and sends it again where it cannot have arrived.
func send(
    _ text: String,
    to conversationID: String,
    with desk: SupportClient,
    tries: Int = 5
) async throws -> SupportMessage {
    var pause = Duration.seconds(1)
    for _ in 1..<tries {
        do throws(ServiceFailure) {
            return try await desk.sendMessage(conversationID: conversationID, content: text).value
        } catch {
            switch error.deliveryVerdict {
            case .retry(let after):
                try await Task.sleep(for: after.map { .milliseconds($0) } ?? pause)
                pause *= 2
            case .refused: throw error  // The service does not take it.
            case .unknown: throw error  // It may have arrived: sent again, the visitor may read it twice.
            }
        }
    }
    return try await desk.sendMessage(conversationID: conversationID, content: text).value
}
// end of example
