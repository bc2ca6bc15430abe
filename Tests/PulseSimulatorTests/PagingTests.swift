import TestPacing
import Testing

@testable import PulseSimulator

/// Pages are cut as the real server cuts them, ties and all.
@Suite(.paced) struct PagingTests {
    private func history(_ seconds: [Int64]) -> History {
        History(
            seconds.enumerated().map {
                ExchangeRecord(id: "\($0.offset)", query: "", answer: "", createdAt: $0.element)
            }
        )
    }

    private func plainWalk(_ history: History, limit: Int) -> (seen: [Int], more: Bool) {
        var seen: [Int] = []
        var cursor: Int?
        while true {
            let page = history.page(before: cursor, limit: limit)
            seen = page.indices + seen
            guard let first = page.indices.first, page.hasMore else { return (seen, page.hasMore) }
            cursor = first
        }
    }

    @Test(arguments: [1, 7, 20, 100])
    func `a walk over different seconds finds all in order`(limit: Int) {
        let walk = plainWalk(history((0..<250).map { $0 * 2 }), limit: limit)
        #expect(walk.seen == Array(0..<250))
    }

    @Test(arguments: [1, 7, 20, 100])
    func `a plain walk loses messages that share seconds, without a sign`(limit: Int) {
        let walk = plainWalk(history((0..<250).map { Int64($0 * 22 / 250) }), limit: limit)
        #expect(walk.seen.count < 250)
        #expect(Set(walk.seen).count == walk.seen.count)
        #expect(!walk.more)
    }

    @Test func `inside a page the seconds go up, and a second is mostly reversed`() {
        let seconds = (0..<60).map { Int64($0 / 6) }
        let page = history(seconds).page(before: nil, limit: 60)
        let shown = page.indices.map { seconds[$0] }
        #expect(shown == shown.sorted())
        #expect(page.indices != Array(0..<60))
        #expect(zip(page.indices, page.indices.dropFirst()).filter { $0 > $1 }.count > 25)
    }

    @Test func `has more is exact`() {
        let twenty = history((0..<20).map { $0 })
        #expect(!twenty.page(before: nil, limit: 20).hasMore)
        #expect(twenty.page(before: nil, limit: 19).hasMore)
        #expect(!history(Array(repeating: 5, count: 250)).page(before: nil, limit: 100).hasMore)
    }

    @Test func `more than a page in one second can be asked for again with the cursor above`() {
        let many = history([1, 1, 1] + Array(repeating: 2, count: 150) + [3, 4])
        let page = many.page(before: 153, limit: 100)
        #expect(page.indices.count == 100)
        #expect(page.hasMore)
        #expect(many.page(before: page.indices[0], limit: 100).indices.count == 3)
    }

    @Test func `a generated history finds its own identifiers and no others`() {
        let generated = GeneratedHistory(seed: 3, count: 20_000, end: 2_000_000_000)
        for index in [0, 1, 29, 30, 5_100, 19_999] {
            #expect(generated.index(of: generated.id(at: index)) == index)
            #expect(generated.id(at: index).isUUID)
        }
        #expect(generated.index(of: "00000000-0000-4000-8000-000000000000") == nil)
        #expect(generated.seconds == generated.seconds.sorted())
        #expect(generated.seconds.last == 2_000_000_000)
        #expect(generated.seconds.filter { $0 == generated.seconds[0] }.count == 30)
        #expect(generated.seconds.filter { $0 == generated.seconds[5_100] }.count >= 250)
    }

    @Test func `the long conversation is walked over HTTP with ascending pages`() async throws {
        try await withSimulator(.long) { simulator in
            let rows = await simulator.get("/conversations?user=support-desk").json?["data"]?.rows ?? []
            let id = try #require(rows.first { $0["name"]?.text == "The long one" }?["id"]?.text)
            var cursor = ""
            var seen: Set<String> = []
            for _ in 0..<12 {
                let page = await simulator.get(
                    "/messages?user=support-desk&conversation_id=\(id)&limit=100&first_id=\(cursor)"
                )
                let data = page.json?["data"]?.rows ?? []
                #expect(data.count == 100)
                let times = data.compactMap { $0["created_at"]?.number }
                #expect(times == times.sorted())
                let ids = data.compactMap { $0["id"]?.text }
                #expect(seen.isDisjoint(with: ids))
                seen.formUnion(ids)
                cursor = try #require(ids.first)
            }
        }
    }
}
