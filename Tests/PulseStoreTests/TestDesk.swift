import Foundation
import PulseModel
import PulseStore
import Synchronization
import Testing

/// A desk with one account of each service, and the shortest words for what tests do with it.
struct TestDesk {
    static let support = AccountID(rawValue: "Acme desk")
    static let assistant = AccountID(rawValue: "Product assistant")
    static let accounts = [
        Account(id: support, service: .support, baseURL: "https://pulse.test/api/v1"),
        Account(id: assistant, service: .assistant, baseURL: "https://ai.test/v1", user: "desk"),
    ]

    let store: DeskStore
    private let log = FeedLog()

    /// A desk in memory; a message of it is on its way for so many milliseconds at most.
    init(sendLimit: Int64 = 30_000) throws {
        try self.init(DeskStore.inMemory(sendLimit: sendLimit))
    }

    /// A desk on disk.
    init(folder: String) throws {
        try self.init(DeskStore.open(folder: folder, sendLimit: 30_000))
    }

    private init(_ store: DeskStore) throws {
        self.store = store
        store.follow { [log] in log.add($0) }
        try store.register(Self.accounts)
    }

    /// A support conversation, as a list shows it.
    static func row(
        _ id: String = "conv_1",
        _ text: String?,
        at second: Int64,
        status: ConversationStatus = .open,
        name: String? = "Jane Doe",
        widget: String? = nil
    ) -> SupportConversation {
        SupportConversation(
            id: id,
            widgetID: widget,
            status: status,
            visitorName: name,
            lastMessage: text,
            updatedAt: Timestamp(seconds: second)
        )
    }

    /// One look at the open list, had as soon as its rows changed where nothing else is said.
    @discardableResult
    func look(
        _ rows: SupportConversation...,
        list: ConversationStatus = .open,
        base: Bool = false,
        seenAt: Int64? = nil,
        asked: ContinuousClock.Instant? = nil
    ) async throws -> Outcome<ListedRows> {
        let listing = SupportListing(
            account: Self.support,
            status: list,
            rows: rows,
            seenAt: seenAt.map(Timestamp.init(seconds:)) ?? rows.compactMap(\.updatedAt).max() ?? Timestamp(seconds: 1),
            isFirstSync: base,
            asked: asked
        )
        return try await outcome { try await $0.observe(listing) }
    }

    /// What an act gives, and what everyone who follows the store heard of it: one change, or an empty one.
    @discardableResult
    func outcome<Value>(of act: (DeskStore) async throws -> Value) async throws -> Outcome<Value> {
        log.clear()
        let value = try await act(store)
        #expect(log.all.count <= 1)
        return Outcome(value: value, change: log.all.first ?? DeskChange(number: 0, cause: .start))
    }

    /// What an act gave, and what it changed.
    @dynamicMemberLookup struct Outcome<Value> {
        var value: Value
        var change: DeskChange

        subscript<Member>(dynamicMember member: KeyPath<Value, Member>) -> Member { value[keyPath: member] }

        subscript<Member>(dynamicMember member: KeyPath<DeskChange, Member>) -> Member { change[keyPath: member] }
    }

    /// A support conversation that exists since the base, without a text.
    func conversation(_ id: String = "conv_1") async throws -> ConversationID {
        try await first(look(Self.row(id, nil, at: 1), base: true).seen)
    }

    /// A new conversation with the assistant.
    func dialogue() async throws -> ConversationID {
        try await store.newConversation(of: Self.assistant, at: Timestamp(seconds: 1)).id
    }

    /// A conversation with the assistant that the server lists.
    func listedDialogue(_ id: String = "c1") async throws -> ConversationID {
        let list = try await outcome { store in
            try await store.merge(
                list: [AssistantConversation(id: id, name: "Title", updatedAt: Timestamp(seconds: 1))],
                of: Self.assistant,
                isFirstSync: true,
                seenAt: Timestamp(seconds: 1)
            )
        }
        return try first(list.rows).id
    }

    /// Enter.
    func enter(_ text: String, in conversation: ConversationID, at second: Int64 = 100) async throws -> ItemID {
        try await store.enqueue(text: text, in: conversation, enteredAt: Timestamp(seconds: second))
    }

    /// Enter, and on its way.
    func send(_ text: String, in conversation: ConversationID, at second: Int64 = 100) async throws -> ItemID {
        let item = try await enter(text, in: conversation, at: second)
        try await store.setSending(item, leavesAt: Timestamp(seconds: second))
        return item
    }

    /// The whole transcript, as far as it is without holes.
    func items(_ conversation: ConversationID) async throws -> [TranscriptItem] {
        try await store.window(of: conversation, around: .end, before: 10_000, after: 0).items
    }

    /// The transcript in words.
    func transcript(_ conversation: ConversationID) async throws -> [String] {
        try await items(conversation).map(\.words)
    }

    /// What a screen that shows the whole transcript has seen of it.
    func mark(_ conversation: ConversationID) async throws -> ReadMark {
        let items = try await items(conversation)
        let last = try first(items.suffix(1))
        let newest = items.map(\.id.rawValue).max() ?? 0
        return ReadMark(newest: ItemID(rawValue: newest), last: last.id, revision: last.revision)
    }

    /// The conversation's row.
    func row(_ conversation: ConversationID) async throws -> ConversationRow {
        try await first(store.rows(of: [conversation]))
    }

    /// Where a message stands.
    func delivery(_ item: ItemID) async throws -> Delivery? {
        try await store.item(item)?.delivery
    }

    /// The first of what must not be empty.
    func first<Value>(_ values: [Value]) throws -> Value {
        guard let value = values.first else { throw Missing() }
        return value
    }

    struct Missing: Error {}
}

/// What a store told those who follow it.
private final class FeedLog: Sendable {
    private let log = Mutex<[DeskChange]>([])

    var all: [DeskChange] { log.withLock { $0 } }

    func add(_ change: DeskChange) {
        log.withLock { $0.append(change) }
    }

    func clear() {
        log.withLock { $0 = [] }
    }
}

extension DeskChange {
    /// The items that are new or changed.
    var items: [TranscriptItem] { transcripts.flatMap(\.items) }

    /// Whether something came that this desk did not write.
    var hasArrived: Bool { !arrived.isEmpty }
}

extension TranscriptItem {
    /// What a test says of an item.
    var words: String {
        switch content {
        case .observed(let observed): observed.isAgain ? "again: \(observed.text)" : "~\(observed.text)"
        case .own(let own): "own: \(own.text)"
        case .exchange(let exchange): exchange.query
        case .mark(.gap): "gap"
        case .mark(.status(let status)): "status: \(status.rawValue)"
        case .mark(.interruption(let since)): "interruption \(since.seconds)-\(time.seconds)"
        }
    }

    /// Where a message of ours stands.
    var delivery: Delivery? {
        switch content {
        case .own(let own): own.delivery
        case .exchange(let exchange): exchange.delivery
        case .observed, .mark: nil
        }
    }

    /// The exchange, if it is one.
    var exchange: Exchange? {
        if case .exchange(let exchange) = content { exchange } else { nil }
    }
}

/// A folder of its own that goes away with the test.
final class TemporaryFolder {
    let path = FileManager.default.temporaryDirectory.path + "/pulse-store-" + UUID().uuidString

    deinit {
        // A folder that was never made needs no removal.
        try? FileManager.default.removeItem(atPath: path)
    }
}
