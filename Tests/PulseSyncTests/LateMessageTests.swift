import PulseClient
import PulseModel
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

@Suite("Messages that wait while the wall clock is set back", .paced)
struct LateMessageTests {
    private static let account = Account(
        id: SyncDesk.assistant,
        service: .assistant,
        baseURL: "http://127.0.0.1:1/v1",
        user: "desk"
    )

    /// A desk without a server; `body` runs before it starts, and what it gives afterwards.
    private func withoutServer(
        lateLimit: Int64,
        _ body: (DeskStore, DeskSync, ReportLog) async throws -> Void
    ) async throws {
        var settings = SyncSettings.quick
        settings.lateLimit = lateLimit
        let store = try DeskStore.inMemory(sendLimit: settings.sendLimit)
        try store.register([Self.account])
        let log = ReportLog()
        let sync = DeskSync(
            accounts: [SyncAccount(account: Self.account, key: { () async throws(KeyFailure) in APIKey("k") })],
            store: store,
            settings: settings,
            report: { log.add($0) }
        )
        do {
            try await body(store, sync, log)
        } catch {
            await sync.shutdown(limit: .milliseconds(100))
            throw error
        }
        await sync.shutdown(limit: .milliseconds(100))
    }

    /// Asks something an hour from now, as the wall clock says once it was set back.
    private func ask(_ store: DeskStore) async throws -> ItemID {
        let now = DeskMoment.now().wall
        let row = try await store.newConversation(of: SyncDesk.assistant, at: now)
        let later = now.adding(milliseconds: 3_600_000)
        return try await store.enqueue(text: "one moment", in: row.id, enteredAt: later)
    }

    private func delivery(_ store: DeskStore, _ item: ItemID) async throws -> Delivery? {
        if case .exchange(let exchange)? = try await store.item(item)?.content { exchange.delivery } else { nil }
    }

    @Test("one that is entered while the program runs is held after its time")
    func inOneRun() async throws {
        try await withoutServer(lateLimit: 400) { store, sync, log in
            sync.start()
            try await eventually("failures") {
                if case .failing? = log.health(SyncDesk.assistant) { true } else { false }
            }
            let item = try await ask(store)
            try await eventually("held") { try await delivery(store, item) == .held(.late) }
        }
    }

    @Test("one that an earlier run left for a moment still to come is held at once")
    func fromEarlierRun() async throws {
        try await withoutServer(lateLimit: 120_000) { store, sync, _ in
            let item = try await ask(store)
            sync.start()
            try await eventually("held") { try await delivery(store, item) == .held(.late) }
        }
    }
}
