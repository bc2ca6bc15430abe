import Foundation
import PulseModel
import PulseStore

@testable import PulseSimulator
@testable import PulseSync

/// A desk with one account against a server that answers each request as a test says.
struct ScriptedDesk: Sendable {
    static let account = AccountID(rawValue: "desk")
    static let key = "app-Zm9vYmFy+QUJD/REVG"

    let store: DeskStore
    let sync: DeskSync
    let log: ReportLog

    /// Asks a question in a new conversation.
    func ask(_ text: String) async throws -> (conversation: ConversationID, item: ItemID) {
        let row = try await store.newConversation(of: Self.account, at: DeskMoment.now().wall)
        return (row.id, try await store.enqueue(text: text, in: row.id, enteredAt: DeskMoment.now().wall))
    }

    func exchange(_ item: ItemID) async throws -> Exchange? {
        if case .exchange(let exchange)? = try await store.item(item)?.content { exchange } else { nil }
    }
}

/// Runs a desk against a server of the test and ends both.
func withScriptedDesk(
    _ service: PulseModel.Service,
    settings: SyncSettings = .quick,
    answer: @escaping Connection.Handler,
    _ body: (ScriptedDesk) async throws -> Void
) async throws {
    let server = try await HTTPServer.start(port: 0, answer)
    let store = try DeskStore.inMemory(sendLimit: settings.sendLimit)
    let account = Account(
        id: ScriptedDesk.account,
        service: service,
        baseURL: "http://127.0.0.1:\(server.port)/v1",
        user: service == .assistant ? "u" : nil
    )
    try store.register([account])
    let log = ReportLog()
    store.follow { log.add($0) }
    let sync = DeskSync(
        accounts: [
            SyncAccount(account: account, key: { () async throws(KeyFailure) in APIKey(ScriptedDesk.key) })
        ],
        store: store,
        settings: settings,
        seed: 5,
        report: { log.add($0) }
    )
    sync.start()
    let result: Result<Void, any Error>
    do {
        result = .success(try await body(ScriptedDesk(store: store, sync: sync, log: log)))
    } catch {
        result = .failure(error)
    }
    await sync.shutdown(limit: .milliseconds(100))
    await server.stop()
    try result.get()
}

extension Answer {
    /// JSON with a status.
    static func json(_ text: String, status: Int = 200) -> Answer {
        var response = Response(status: status, phrase: "X", body: .bytes(Data(text.utf8)))
        response.headers.add("Content-Type", "application/json")
        return .response(response)
    }

    /// A stream of events.
    static func events(_ stream: some AsyncSequence<Data, any Error> & Sendable) -> Answer {
        var response = Response(status: 200, phrase: "X", body: .stream(stream))
        response.headers.add("Content-Type", "text/event-stream")
        return .response(response)
    }
}
