import PulseModel
import PulseSimulator
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

@Suite("Loading a history", .paced)
struct HistorySyncTests {
    private func open(_ desk: SyncDesk, _ title: String) async throws -> ConversationRow {
        try await eventually("the list") { try await desk.row(named: title) != nil }
        let row = try #require(try await desk.row(named: title))
        desk.sync.opened(row.id)
        try await eventually("its newest page") { desk.log.history(row.id) != nil }
        return row
    }

    @Test(
        "histories whose messages share seconds are loaded whole",
        arguments: [("Burst of 250 in 22 seconds", 250), ("Sixty in one second", 60)]
    )
    func ties(title: String, count: Int) async throws {
        try await withDesk(.long, only: .assistant, pace: 0) { desk in
            let row = try await open(desk, title)
            desk.sync.request(.loadOlder(row.id, toBeginning: true))
            try await eventually("the beginning") { desk.log.history(row.id) == .beginning }
            let items = try await desk.items(row.id)
            #expect(items.count == count)
            #expect(!items.contains { $0.content == .mark(.gap) })
        }
    }

    @Test("reading back through more than a page of one second is no news, and moves nothing that is on screen")
    func tiesAreNoNews() async throws {
        try await withDesk(.long, only: .assistant, pace: 0) { desk in
            let row = try await open(desk, "Sixty in one second")
            desk.sync.request(.attend(Attention(conversation: row.id)))
            let held = try await desk.items(row.id).map(\.id)
            desk.sync.request(.loadOlder(row.id, toBeginning: false))
            try await eventually("all of it") { try await desk.items(row.id).count == 60 }
            #expect(try await desk.items(row.id).suffix(held.count).map(\.id) == held)
            desk.log.clear()
            desk.sync.request(.loadOlder(row.id, toBeginning: true))
            try await eventually("the beginning") { desk.log.history(row.id) == .beginning }
            #expect(try await desk.row(row.id)?.isUnread == false)
            #expect(desk.log.changes.allSatisfy { $0.arrived.isEmpty })
        }
    }

    @Test("a page at a time, each older than the one before, until the person goes on or stops")
    func pages() async throws {
        try await withDesk(.long, only: .assistant, pace: 0) { desk in
            let row = try await open(desk, "The long one")
            var held = try await desk.items(row.id).count
            #expect(held >= 20)
            for _ in 0..<5 {
                desk.log.clear()
                desk.sync.request(.loadOlder(row.id, toBeginning: false))
                try await eventually("a page") { desk.log.history(row.id) == .more }
                let now = try await desk.items(row.id).count
                #expect(now > held)
                held = now
            }
        }
    }

    @Test("a newest page far from what was held is joined with it, however many pages lie between")
    func joint() async throws {
        try await withDesk(.long, only: .assistant, pace: 0) { desk in
            try await eventually("the list") { try await desk.row(named: "The long one") != nil }
            let row = try #require(try await desk.row(named: "The long one"))
            // Some 800 exchanges ago.
            let old = ExchangeRecord(
                id: "old",
                query: "Long ago",
                createdAt: row.lastActivity.adding(milliseconds: -240_000_000)
            )
            _ = try await desk.store.merge(
                page: HistoryPage(conversation: row.id, records: [old], request: .newest(1), isFull: true)
            )
            desk.sync.opened(row.id)
            try await eventually("the joint") {
                let items = try await desk.items(row.id)
                return items.count > 540 && items.contains { $0.exchangeQuery == "Long ago" }
            }
            try await eventually("the end") { desk.log.history(row.id) == .more }
            #expect(try await desk.store.historyEdge(of: row.id).hasOlderBeyondHole == false)
        }
    }

    @Test("a page that the server refuses for a while makes everything of the account wait, also the next page")
    func retryAfter() async throws {
        try await withDesk(.long, only: .assistant, pace: 0) { desk in
            let row = try await open(desk, "The long one")
            await desk.simulator.setFaults([.tooManyRequests], scope: .reads)
            desk.sync.request(.loadOlder(row.id, toBeginning: false))
            try await eventually("a refusal") {
                switch desk.log.history(row.id) {
                case .failed(.busy): true
                default: if case .failing = desk.log.health(SyncDesk.assistant) { true } else { false }
                }
            }
            await desk.simulator.setFaults([])
            desk.log.clear()
            let before = await desk.simulator.requests.values.reduce(0, +)
            desk.sync.request(.loadOlder(row.id, toBeginning: false))
            try await eventually("waiting") { desk.log.history(row.id) == .loading }
            #expect(await desk.simulator.requests.values.reduce(0, +) == before)
            desk.sync.request(.stopLoading(row.id))
            try await eventually("the stop") { desk.log.history(row.id) == .more }
            desk.sync.request(.loadOlder(row.id, toBeginning: false))
            desk.log.clear()
            try await eventually("a page, after the wait") { desk.log.history(row.id) == .more }
        }
    }

    @Test("a few thousand exchanges come without a hole, and stopping stops")
    func long() async throws {
        try await withDesk(.long, only: .assistant, pace: 0) { desk in
            let row = try await open(desk, "The long one")
            desk.sync.request(.loadOlder(row.id, toBeginning: true))
            try await eventually("three thousand", within: .seconds(60)) {
                desk.log.items(row.id).count > 3_000
            }
            desk.sync.request(.stopLoading(row.id))
            try await eventually("the stop") { desk.log.history(row.id) == .more }
            let numbers = try await desk.items(row.id).compactMap { item -> Int? in
                guard case .exchange(let exchange) = item.content else { return nil }
                return exchange.query.split(separator: " ").dropFirst().first.flatMap { Int($0.dropLast()) }
            }
            // The order inside one second is the server's, and it is any.
            #expect(numbers.count > 3_000)
            #expect(numbers.max() == 20_000)
            #expect(Set(numbers).count == numbers.count)
            let lowest = try #require(numbers.min())
            // The oldest second may have been cut by the page's edge; above it nothing is missing.
            let missing = Set(lowest...20_000).subtracting(numbers)
            #expect(missing.allSatisfy { $0 < lowest + 100 })
        }
    }
}

extension TranscriptItem {
    /// The question, if it is one.
    fileprivate var exchangeQuery: String? {
        if case .exchange(let exchange) = content { exchange.query } else { nil }
    }
}
