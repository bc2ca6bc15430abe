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
        let store = try DeskStore.open(folder: folder.path, sendLimit: SyncSettings.quick.sendLimit)
        try store.register(accounts)
        try await store.save(widgets: widgets, of: SyncDesk.support)
        try await store.save(appName: "Helper", of: SyncDesk.assistant)
        store.close()
        return try DeskStore.open(folder: folder.path, sendLimit: SyncSettings.quick.sendLimit)
    }

    @Test("when the lists were last seen is known before an answer is, and is no answer")
    func lastSeen() async throws {
        let folder = TemporaryFolder()
        let store = try await keptDesk(folder)
        defer { store.close() }
        let seen = Timestamp(seconds: 1_795_262_400)
        for account in accounts { try await store.save(lookedAt: seen, of: account.id) }
        let log = ReportLog()
        let sync = DeskSync(
            accounts: accounts.map { account in
                SyncAccount(account: account, key: { () async throws(KeyFailure) in APIKey("k") })
            },
            store: store,
            settings: .quick,
            report: { log.add($0) }
        )
        sync.start()
        try await eventually("failures") {
            accounts.allSatisfy { if case .failing? = log.health($0.id) { true } else { false } }
        }
        await sync.shutdown(limit: .milliseconds(100))
        for account in accounts {
            let states = log.all.compactMap { report -> AccountState? in
                if case .account(let state) = report, state.id == account.id { state } else { nil }
            }
            #expect(states.first?.health == .starting)
            #expect(states.allSatisfy { $0.listsSeenBefore == seen && $0.listsSeenAt == nil })
            #expect(try await store.lookedAt(account.id) == seen)
        }
    }

    @Test(
        "an account keeps when its lists were last seen for the next start",
        arguments: [Service.support, .assistant]
    )
    func keepsLastSeen(service: Service) async throws {
        let store = try DeskStore.inMemory(sendLimit: SyncSettings.quick.sendLimit)
        let account = service == .support ? SyncDesk.support : SyncDesk.assistant
        var port: UInt16 = 0
        try await withDesk(only: service, store: store) { desk in
            try await eventually("a whole round") { desk.log.state(account)?.listsSeenAt != nil }
            #expect(desk.log.all.allSatisfy { $0.seenBefore == nil })
            // While it runs as well: a crash must not take it.
            try await eventually("the moment") { try await store.lookedAt(account) != nil }
            port = try #require(desk.simulator.port)
        }
        let seen = try #require(try await store.lookedAt(account))
        try await withDesk(only: service, port: port, store: store) { desk in
            try await eventually("a state") { desk.log.all.contains { $0.seenBefore != nil } }
            try await eventually("a whole round") { desk.log.state(account)?.listsSeenAt != nil }
            #expect(desk.log.all.first { $0.seenBefore != nil }?.seenBefore == seen)
        }
    }

    @Test("what widgets and assistants are called is in the first read, before a key or a server is")
    func names() async throws {
        let folder = TemporaryFolder()
        let store = try await keptDesk(folder)
        defer { store.close() }
        let first = try store.firstRows(limit: 1)
        #expect(first.widgets == [SyncDesk.support: widgets])
        #expect(first.appNames == [SyncDesk.assistant: "Helper"])
    }
}

extension SyncReport {
    /// When an earlier run saw the lists, if this is an account's state that says so.
    fileprivate var seenBefore: Timestamp? {
        if case .account(let state) = self { state.listsSeenBefore } else { nil }
    }
}
