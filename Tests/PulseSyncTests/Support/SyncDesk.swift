import Logging
import PulseClient
import PulseModel
import PulseSimulator
import PulseStore
import Testing

@testable import PulseSync

/// A desk that is connected to a simulator, and the shortest words for what tests do with it.
final class SyncDesk: Sendable {
    static let support = AccountID(rawValue: "Acme desk")
    static let assistant = AccountID(rawValue: "Product assistant")

    let simulator: Simulator
    let store: DeskStore
    let sync: DeskSync
    let log = ReportLog()

    init(
        _ simulator: Simulator,
        store: DeskStore,
        settings: SyncSettings,
        only: Service?,
        logger: Logger = Logger(label: "sync", factory: { _ in SwiftLogNoOpLogHandler() }),
        beforeKey: @escaping @Sendable () async throws(KeyFailure) -> Void = {}
    ) throws {
        self.simulator = simulator
        self.store = store
        let addresses = simulator.addresses
        let app = try #require(addresses.assistants.first)
        let accounts: [(Account, String)] = [
            (Account(id: Self.support, service: .support, baseURL: addresses.support.baseURL), addresses.support.key),
            (
                Account(id: Self.assistant, service: .assistant, baseURL: app.baseURL, user: app.user),
                app.key
            ),
        ].filter { only == nil || $0.0.service == only }
        try store.register(accounts.map(\.0))
        let log = log
        store.follow { log.add($0) }
        sync = DeskSync(
            accounts: accounts.map { account, key in
                SyncAccount(
                    account: account,
                    key: { () async throws(KeyFailure) in
                        try await beforeKey()
                        return APIKey(key)
                    }
                )
            },
            store: store,
            settings: settings,
            seed: 5,
            log: logger,
            report: { log.add($0) }
        )
    }

    // MARK: - What a person does

    func send(_ text: String, in conversation: ConversationID) async throws -> ItemID {
        try await store.enqueue(text: text, in: conversation, enteredAt: DeskMoment.now().wall)
    }

    func ask(_ text: String) async throws -> (ConversationID, ItemID) {
        let row = try await store.newConversation(of: Self.assistant, at: DeskMoment.now().wall)
        return (row.id, try await send(text, in: row.id))
    }

    // MARK: - What the desk knows

    func row(named name: String) async throws -> ConversationRow? {
        try await store.rows().rows.first { $0.name == name }
    }

    func row(_ conversation: ConversationID) async throws -> ConversationRow? {
        try await store.rows(of: [conversation]).first
    }

    func delivery(_ item: ItemID) async throws -> Delivery? {
        switch try await store.item(item)?.content {
        case .own(let message): message.delivery
        case .exchange(let exchange): exchange.delivery
        default: nil
        }
    }

    func exchange(_ item: ItemID) async throws -> Exchange? {
        if case .exchange(let exchange)? = try await store.item(item)?.content { exchange } else { nil }
    }

    func items(_ conversation: ConversationID) async throws -> [TranscriptItem] {
        try await store.window(of: conversation, around: .end, before: 100_000, after: 0).items
    }

    /// How often the simulator stored a text.
    func received(_ text: String) async -> Int {
        await simulator.received.filter { $0.text == text }.map(\.count).reduce(0, +)
    }
}

extension SyncSettings {
    /// The usual rules, some fifty times as fast.
    static var quick: SyncSettings {
        var settings = SyncSettings()
        settings.openList = 60
        settings.otherLists = 200
        settings.openConversation = 100
        settings.conversations = 150
        settings.descriptions = 5_000
        settings.pollWindow = 20
        settings.firstBackoff = 50
        settings.longestBackoff = 300
        settings.askLimit = 5_000
        settings.lookLimit = 1_000
        settings.titleLooks = [50, 200, 500]
        settings.answerSave = 20
        settings.limits = TimeLimits(
            connect: .seconds(2),
            poll: .seconds(3),
            model: .seconds(5),
            other: .seconds(1),
            silence: .seconds(3)
        )
        return settings
    }
}

/// Runs a desk with a simulator of its own and ends both.
func withDesk(
    _ scenario: Scenario.Name = .demo,
    settings: SyncSettings = .quick,
    only: Service? = nil,
    pace: Double = 0.02,
    port: UInt16 = 0,
    store: DeskStore? = nil,
    starts: Bool = true,
    storeFails: Bool = false,
    logger: Logger = Logger(label: "sync", factory: { _ in SwiftLogNoOpLogHandler() }),
    beforeKey: @escaping @Sendable () async throws(KeyFailure) -> Void = {},
    _ body: (SyncDesk) async throws -> Void
) async throws {
    let options = SimulatorOptions(scenario: scenario, seed: 7, port: port, pace: pace, visitorsWrite: false)
    let simulator = try await Simulator.start(options)
    let kept = try store ?? DeskStore.inMemory(sendLimit: settings.sendLimit)
    let desk = try SyncDesk(
        simulator,
        store: kept,
        settings: settings,
        only: only,
        logger: logger,
        beforeKey: beforeKey
    )
    if starts { desk.sync.start() }
    do {
        try await body(desk)
    } catch {
        await desk.sync.shutdown(limit: .milliseconds(100))
        await simulator.stop()
        throw error
    }
    await desk.sync.shutdown(limit: .milliseconds(100))
    await simulator.stop()
    #expect(desk.log.storeFailures.isEmpty == !storeFails)
}

/// Waits until a condition holds; an issue when it does not in time.
func eventually(
    _ what: Comment,
    within limit: Duration = .seconds(20),
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record(what, sourceLocation: sourceLocation)
}
