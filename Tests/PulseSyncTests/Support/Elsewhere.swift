import PulseClient
import PulseModel
import PulseSimulator

/// Deletes a conversation as another program would.
func deleteElsewhere(_ conversation: String, _ app: SimulatorAddresses.Assistant) async throws {
    try await elsewhere(app) { client in _ = try await client.delete(conversationID: conversation) }
}

/// The newest conversations, as another program reads them.
func listElsewhere(_ app: SimulatorAddresses.Assistant) async throws -> [AssistantConversation] {
    try await elsewhere(app) { client in try await client.conversations(limit: 100).value.rows }
}

private func elsewhere<Value>(
    _ app: SimulatorAddresses.Assistant,
    _ body: (AssistantClient) async throws -> Value
) async throws -> Value {
    let runtime = ClientRuntime()
    let account = Account(
        id: AccountID(rawValue: "elsewhere"),
        service: .assistant,
        baseURL: app.baseURL,
        user: app.user
    )
    let client = try AssistantClient(account: account, key: APIKey(app.key), runtime: runtime)
    do {
        let value = try await body(client)
        await runtime.shutdown()
        return value
    } catch {
        await runtime.shutdown()
        throw error
    }
}
