import PulseModel
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

@Suite("Walking down a history whose pages skip what shares a second", .paced)
struct HistoryWalkTests {
    struct Outcome {
        var held: HeldHistory
        var gaps = 0
        var requests = 0
        var wasStuck = false
    }

    static func walk(_ server: TiedHistory, limit: Int, _ chance: inout Jitter) -> Outcome {
        var outcome = Outcome(held: HeldHistory())
        var walk = HistoryWalk(limit: limit)
        while outcome.requests < 100_000 {
            let edge = outcome.held.edge
            let (cursor, rows): (String?, Int)
            switch walk.next(from: edge) {
            case .beginning: return outcome
            case .stuck:
                outcome.wasStuck = true
                return outcome
            case .ask(let after, let limit): (cursor, rows) = (after, limit)
            case .askPastGap(let after, let limit):
                (cursor, rows) = (after, limit)
                outcome.gaps += 1
            }
            outcome.requests += 1
            guard let page = server.page(before: cursor, limit: rows, &chance) else {
                walk.cursorWasGone()
                continue
            }
            outcome.held.take(page, isFull: page.count >= rows)
            walk.pageCame(before: edge, after: outcome.held.edge)
        }
        Issue.record("the walk does not end")
        return outcome
    }

    @Test("with fewer ties than a page holds everything is found and nothing marked", arguments: [20, 50, 100], 0..<20)
    func findsAll(limit: Int, seed: Int) {
        var chance = Jitter(seed: UInt64(seed))
        let server = TiedHistory.random(
            count: Int.random(in: 0...600, using: &chance),
            mostInASecond: 60,
            &chance
        )
        let outcome = Self.walk(server, limit: limit, &chance)
        #expect(outcome.held.held.count == server.messages.count)
        #expect(outcome.gaps == 0)
        #expect(!outcome.wasStuck)
        #expect(outcome.requests <= server.messages.count / 5 + 10)
    }

    @Test(
        "with more than a hundred in a second everything is found or a gap is marked",
        arguments: [20, 50, 100],
        0..<20
    )
    func findsAllOrMarks(limit: Int, seed: Int) {
        var chance = Jitter(seed: UInt64(seed) + 1_000)
        let server = TiedHistory.random(
            count: Int.random(in: 0...1_500, using: &chance),
            mostInASecond: 300,
            &chance
        )
        let outcome = Self.walk(server, limit: limit, &chance)
        #expect(outcome.held.held.count == server.messages.count || outcome.gaps > 0)
        #expect(!outcome.wasStuck)
        let oldest = server.messages.first
        #expect(oldest == nil || outcome.held.held.values.min() == oldest?.second)
    }

    @Test("250 messages of 22 seconds are all found with every limit", arguments: [20, 50, 100])
    func recorded(limit: Int) {
        var chance = Jitter(seed: 9)
        let messages = (0..<250).map { TiedHistory.Message(id: "m\($0)", second: Int64($0) * 22 / 250) }
        let outcome = Self.walk(TiedHistory(messages: messages), limit: limit, &chance)
        #expect(outcome.held.held.count == 250)
        #expect(outcome.gaps == 0)
    }

    @Test("a full page is followed up even where it is the last")
    func fullLastPage() {
        var chance = Jitter(seed: 1)
        let messages = (0..<20).map { TiedHistory.Message(id: "m\($0)", second: Int64($0)) }
        let outcome = Self.walk(TiedHistory(messages: messages), limit: 20, &chance)
        #expect(outcome.requests == 2)
        #expect(outcome.held.isBeginning)
    }

    @Test("a history of one second is asked for with the largest page before a gap is marked")
    func oneSecond() {
        var chance = Jitter(seed: 1)
        let messages = (0..<90).map { TiedHistory.Message(id: "m\($0)", second: 5) }
        let outcome = Self.walk(TiedHistory(messages: messages), limit: 20, &chance)
        #expect(outcome.held.held.count == 90)
        #expect(outcome.gaps == 0)
        let more = (0..<130).map { TiedHistory.Message(id: "m\($0)", second: 5) }
        #expect(Self.walk(TiedHistory(messages: more), limit: 20, &chance).gaps == 1)
    }

    @Test("a service that gives newer messages for every cursor is not asked for ever", arguments: [20, 100])
    func heedsNoCursor(limit: Int) async throws {
        let store = try DeskStore.inMemory(sendLimit: SyncSettings.quick.sendLimit)
        let account = Account(id: AccountID(rawValue: "A"), service: .assistant, baseURL: "http://127.0.0.1", user: "u")
        try store.register([account])
        let row = try await store.newConversation(of: account.id, at: Timestamp(seconds: 1))
        var made: Int64 = 0
        func page(_ rows: Int) -> [ExchangeRecord] {
            (0..<rows).map { _ in
                made += 1
                return ExchangeRecord(id: "m\(made)", query: "q", createdAt: Timestamp(seconds: 1_000 + made))
            }
        }
        var request = HistoryPage.Request.newest(20)
        var walk = HistoryWalk(limit: limit)
        var edge = HistoryEdge()
        var asked = 0
        while asked < 50 {
            let merge = try await store.merge(
                page: HistoryPage(conversation: row.id, records: page(request.limit), request: request, isFull: true)
            )
            walk.pageCame(before: edge, after: merge.edge)
            edge = merge.edge
            guard case .ask(let after?, let rows) = walk.next(from: edge) else {
                guard case .askPastGap(let after, let rows) = walk.next(from: edge) else { break }
                request = .older(after, rows)
                asked += 1
                continue
            }
            request = .older(after, rows)
            asked += 1
        }
        #expect(asked <= 3)
        #expect(walk.next(from: edge) == .stuck)
    }

    @Test("a cursor that is gone begins again at the newest end, and not for ever")
    func goneCursor() {
        var walk = HistoryWalk(limit: 20)
        let edge = HistoryEdge(oldestSecond: 10, cursorID: "c", oldestID: "o")
        #expect(walk.next(from: edge) == .ask(after: "c", limit: 20))
        walk.cursorWasGone()
        #expect(walk.next(from: edge) == .ask(after: nil, limit: 20))
        walk.pageCame(before: edge, after: edge)
        #expect(walk.next(from: edge) == .ask(after: "c", limit: 20))
        walk.cursorWasGone()
        walk.pageCame(before: edge, after: edge)
        #expect(walk.next(from: edge) == .askPastGap(after: "o", limit: 100))
        walk.cursorWasGone()
        #expect(walk.next(from: edge) == .stuck)
    }

    @Test("a conversation list is walked to its end, ties and all", arguments: 0..<20)
    func list(seed: Int) {
        var chance = Jitter(seed: UInt64(seed))
        let server = TiedHistory.random(
            count: Int.random(in: 0...700, using: &chance),
            mostInASecond: 40,
            &chance
        )
        var walk = ListWalk(limit: 50)
        var found: Set<String> = []
        var requests = 0
        while let (cursor, limit) = walk.next(), requests < 1_000 {
            requests += 1
            // The list is the history turned over: newest first.
            let page = server.page(before: cursor, limit: limit, &chance)?.reversed() ?? []
            found.formUnion(page.map(\.id))
            let rows = page.map { AssistantConversation(id: $0.id, updatedAt: Timestamp(seconds: $0.second)) }
            walk.pageCame(rows, isFull: page.count >= limit)
        }
        #expect(found.count == server.messages.count)
        #expect(!walk.hasGap)
    }
}
