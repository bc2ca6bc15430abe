// What is between two marks is a code block of GettingStarted.md, letter for letter; `ArticleTests` compares them.

// example
import PulseClient
import PulseModel

/// Prints what an assistant says of itself.
func introduce(baseURL: String, secret: String) async throws {
    let id = AccountID(rawValue: "product")
    let account = Account(id: id, service: .assistant, baseURL: baseURL, user: "support-desk")
    let assistant = try AssistantClient(account: account, key: APIKey(secret), runtime: ClientRuntime())

    let app = try await assistant.info().value
    print(app.name ?? "an assistant", app.description ?? "", separator: ": ")
}
// end of example

// example
/// The clients of a program that serves visitors and asks an assistant what to answer.
struct Clients {
    let desk: SupportClient
    let assistant: AssistantClient

    init(support: (baseURL: String, secret: String), assistant app: (baseURL: String, secret: String)) throws {
        let runtime = ClientRuntime(limits: TimeLimits(poll: .seconds(20)))
        desk = try SupportClient(
            account: Account(
                id: AccountID(rawValue: "desk"),
                service: .support,
                baseURL: support.baseURL,
                senderName: "Support"
            ),
            key: APIKey(support.secret),
            runtime: runtime
        )
        assistant = try AssistantClient(
            account: Account(
                id: AccountID(rawValue: "product"),
                service: .assistant,
                baseURL: app.baseURL,
                user: "support-desk"
            ),
            key: APIKey(app.secret),
            runtime: runtime
        )
    }
}
// end of example
