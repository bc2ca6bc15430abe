import PulseClient
import PulseModel
import PulseSimulator

/// Deletes a conversation as another program would.
func deleteElsewhere(_ conversation: String, _ app: SimulatorAddresses.Assistant) async throws {
    let runtime = ClientRuntime()
    let account = Account(
        id: AccountID(rawValue: "elsewhere"),
        service: .assistant,
        baseURL: app.baseURL,
        user: app.user
    )
    let client = try AssistantClient(account: account, key: APIKey(app.key), runtime: runtime)
    do {
        _ = try await client.delete(conversationID: conversation)
    } catch {
        await runtime.shutdown()
        throw error
    }
    await runtime.shutdown()
}
