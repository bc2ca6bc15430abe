// What is between two marks is a code block of UndocumentedCalls.md, letter for letter; `ArticleTests` compares them.

import PulseClient
import PulseModel

// example
/// The names of a tenant's characters, by a call that the operator of the service has described.
func characters(of assistant: AssistantClient) async throws(ServiceFailure) -> [String] {
    let call = DeclaredCall(method: .get, path: "tenant/characters", fields: ["page", "limit"])
    let reply = try await assistant.call(call, values: ["page": 1, "limit": 20])
    return reply.value["data"].elements?.compactMap(\.["name"].text) ?? []
}
// end of example
