import PulseModel
import PulseStore
import TestPacing
import Testing

/// Random histories with ties, read in random pages by the rules that the sync loop follows.
@Suite(.paced) struct HistoryPropertyTests {
    /// The reader: it asks as the design says, and checks after each page that no order changed.
    struct Reader {
        let desk: TestDesk
        let conversation: ConversationID
        var server = ScriptedHistory()
        var random: SeededRandom
        var shown: [ItemID] = []

        mutating func merge(_ request: HistoryPage.Request) async throws -> HistoryMerge {
            let page = server.page(request, of: conversation, using: &random)
            let merge = try await desk.store.merge(page: page)
            try await look()
            return merge
        }

        mutating func look() async throws {
            let now = try await desk.items(conversation).map(\.id)
            let both = Set(now).intersection(shown)
            #expect(now.filter(both.contains) == shown.filter(both.contains), "an order once shown changed")
            #expect(Set(now).count == now.count)
            if let anchor = now.randomElement(using: &random), let place = now.firstIndex(of: anchor) {
                let window = try await desk.store.window(of: conversation, around: .item(anchor), before: 3, after: 2)
                #expect(window.items.map(\.id) == Array(now[max(0, place - 3)...min(now.count - 1, place + 2)]))
                #expect(window.hasOlder == (place > 3))
                #expect(window.hasNewer == (place + 2 < now.count - 1))
            }
            shown = now
        }

        /// One step up; false at the beginning.
        mutating func scrollBack(limit: Int) async throws -> Bool {
            let edge = try await desk.store.historyEdge(of: conversation)
            guard !edge.isBeginning else { return false }
            guard edge.oldestSecond != nil else {
                _ = try await merge(.newest(limit))
                return true
            }
            func request(_ limit: Int) -> HistoryPage.Request {
                edge.cursorID.map { .older($0, limit) } ?? .wider(limit)
            }
            let first = try await merge(request(limit))
            guard first.added == 0, first.edge == edge else { return true }
            let wide = try await merge(request(100))
            guard wide.added == 0, wide.edge == edge, let oldest = edge.oldestID else { return true }
            try await desk.store.addGap(of: conversation)
            _ = try await merge(.older(oldest, limit))
            return true
        }

        /// A question from this desk.
        mutating func ask() async throws {
            let item = try await desk.send("mine \(server.records.count)", in: conversation, at: server.now.seconds)
            try await look()
            let record = server.add("mine \(server.records.count)", answer: "")
            if Bool.random(using: &random) {
                _ = try await merge(.newest(20))
            }
            if Bool.random(using: &random) {
                _ = try await desk.store.answerStarted(
                    item,
                    conversationRemoteID: "c1",
                    messageID: record.id,
                    createdAt: record.createdAt
                )
                try await desk.store.finishAnswer(
                    item,
                    exchange: Exchange(query: record.query, answer: "A", state: .complete, remoteID: record.id),
                    endedAt: server.now
                )
            } else {
                try await desk.store.settle(item, as: .unknown(.programEnded))
            }
            try await look()
        }
    }

    @Test(arguments: 0..<16)
    func everyMessageIsHeldOnceWhateverTheOrderOfPages(_ seed: Int) async throws {
        let desk = try TestDesk()
        var reader = Reader(
            desk: desk,
            conversation: try await desk.listedDialogue(),
            random: SeededRandom(seed: seed)
        )
        let limit = [1, 2, 5, 20, 50].randomElement(using: &reader.random) ?? 20
        let crowd = [1, 3, 12].randomElement(using: &reader.random) ?? 3
        for _ in 0..<40 {
            switch Int.random(in: 0..<10, using: &reader.random) {
            case 0..<4:
                for _ in 0..<Int.random(in: 1...30, using: &reader.random) {
                    if Int.random(in: 0..<crowd, using: &reader.random) == 0 { reader.server.wait(1) }
                    reader.server.add()
                }
            case 4..<6:
                _ = try await reader.merge(.newest(limit))
            case 6:
                if seed.isMultiple(of: 2) { try await reader.ask() }
            default:
                _ = try await reader.scrollBack(limit: limit)
            }
        }
        reader.server.wait(5)
        reader.server.add()
        _ = try await reader.merge(.newest(limit))
        for step in 0... {
            try #require(step < 3000, "the reader does not get on")
            guard try await reader.scrollBack(limit: limit) else { break }
        }
        let items = try await desk.items(reader.conversation)
        let held = items.compactMap { $0.exchange?.remoteID }
        #expect(held.sorted() == reader.server.records.map(\.id).sorted())
        #expect(!items.contains { $0.content == .mark(.gap) })
        if !seed.isMultiple(of: 2) {
            // A question of ours that an older page resolves stays where it was shown.
            let isOrdered = zip(items, items.dropFirst()).allSatisfy { $0.time <= $1.time }
            #expect(isOrdered)
        }
        let window = try await desk.store.window(of: reader.conversation, around: .start, before: 0, after: 1)
        #expect(window.reachesBeginning && !window.hasOlder)
    }
}
