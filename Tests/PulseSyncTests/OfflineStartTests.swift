import PulseClient
import PulseModel
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

@Suite("Starting without a server", .paced)
struct OfflineStartTests {
    private let accounts = [
        Account(id: SyncDesk.support, service: .support, baseURL: "http://127.0.0.1:1/api/v1"),
        Account(id: SyncDesk.assistant, service: .assistant, baseURL: "http://127.0.0.1:1/v1", user: "desk"),
    ]
    private let widgets = [Widget(id: "wid_1", name: "Main Website"), Widget(id: "wid_2", name: "Shop")]

    /// A state folder as an earlier run left it, opened again.
    private func keptDesk(_ folder: TemporaryFolder) async throws -> DeskStore {
        let store = try DeskStore.open(folder: folder.path)
        try store.register(accounts)
        try await store.save(widgets: widgets, of: SyncDesk.support)
        try await store.save(appName: "Helper", of: SyncDesk.assistant)
        store.close()
        return try DeskStore.open(folder: folder.path)
    }

    @Test("what widgets and assistants are called is known before a key or a server is")
    func names() async throws {
        let folder = TemporaryFolder()
        let store = try await keptDesk(folder)
        defer { store.close() }
        let log = ReportLog()
        let sync = DeskSync(
            accounts: accounts.map { account in
                SyncAccount(
                    account: account,
                    key: { () async throws(KeyFailure) in throw KeyFailure(reason: "locked") }
                )
            },
            store: store,
            settings: .quick,
            report: { log.add($0) }
        )
        sync.start()
        try await eventually("no key") {
            accounts.allSatisfy { log.health($0.id) == .noKey("locked") }
        }
        await sync.shutdown(limit: .milliseconds(100))
        #expect(log.all.contains(.widgets(SyncDesk.support, widgets)))
        #expect(log.all.contains(.app(SyncDesk.assistant, name: "Helper")))
        for account in accounts {
            let first = log.all.first { report in
                switch report {
                case .account(let state): state.id == account.id
                case .widgets(let id, _), .app(let id, _): id == account.id
                default: false
                }
            }
            if case .account? = first { Issue.record("the state came before the names") }
        }
    }
}
