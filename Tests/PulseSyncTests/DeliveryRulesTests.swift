import PulseModel
import TestPacing
import Testing

@testable import PulseSync

@Suite("Which messages may leave", .paced)
struct DeliveryRulesTests {
    private var now = PlanBench(.support).now

    private func entry(_ item: Int64, in conversation: Int64, secondsAgo: Int64 = 0) -> OutboxEntry {
        OutboxEntry(
            id: ItemID(rawValue: item),
            conversation: ConversationID(rawValue: conversation),
            account: AccountID(rawValue: "desk"),
            remoteConversation: "c\(conversation)",
            text: "hello",
            enteredAt: now.wall.adding(milliseconds: -secondsAgo * 1000),
            delivery: .queued
        )
    }

    @Test("one at a time of a conversation, and three conversations at once")
    func limits() {
        var rules = DeliveryRules(settings: .steady, seed: 1)
        let waiting = [entry(1, in: 1), entry(2, in: 1), entry(3, in: 2), entry(4, in: 3), entry(5, in: 4)]
        expect(rules.begin(waiting, at: now).map(\.id.rawValue), is: [1, 3, 4])
        expect(rules.begin(waiting, at: now).isEmpty, is: true)
        rules.ended(ItemID(rawValue: 1), .sent(), at: now)
        expect(rules.begin([entry(2, in: 1), entry(5, in: 4)], at: now).map(\.id.rawValue), is: [2])
    }

    @Test("after an error one message goes ahead, later each time")
    func backoff() {
        var rules = DeliveryRules(settings: .steady, seed: 1)
        var now = now
        let waiting = [entry(1, in: 1), entry(2, in: 2)]
        expect(rules.begin([waiting[0]], at: now).count, is: 1)
        var waits: [Int64] = []
        for _ in 0..<7 {
            rules.ended(ItemID(rawValue: 1), .failed(.notReached(.refused, detail: "")), at: now)
            let begin = now.awake
            expect(rules.begin(waiting, at: now).isEmpty, is: true)
            now.awake = rules.nextWake(queued: waiting, at: now) ?? .max
            waits.append(now.awake - begin)
            expect(rules.begin(waiting, at: now).map(\.id.rawValue), is: [1])
        }
        #expect(waits == [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    }

    @Test("Retry-After is honoured, and Ctrl-R does not wait for it")
    func retryAfter() {
        var rules = DeliveryRules(settings: .steady, seed: 1)
        var now = now
        _ = rules.begin([entry(1, in: 1)], at: now)
        rules.ended(ItemID(rawValue: 1), .failed(.busy(status: 429, retryAfter: 30_000, ServerWords())), at: now)
        now.awake += 29_000
        expect(rules.begin([entry(1, in: 1)], at: now).isEmpty, is: true)
        expect(rules.connectionRecovered(), is: false)
        rules.resumed()
        expect(rules.begin([entry(1, in: 1)], at: now).count, is: 1)
    }

    @Test("a poll that gets through lets messages leave that could not reach the service")
    func wayOpen() {
        var rules = DeliveryRules(settings: .steady, seed: 1)
        _ = rules.begin([entry(1, in: 1)], at: now)
        rules.ended(ItemID(rawValue: 1), .failed(.notReached(.unreachable, detail: "")), at: now)
        expect(rules.connectionRecovered(), is: true)
        expect(rules.begin([entry(1, in: 1)], at: now).count, is: 1)
    }

    @Test(
        "what waits for a look that is refused backs off, and no poll that gets through hastens it",
        arguments: [
            (ServiceFailure.forbidden(ServerWords()), 2_000, false), (.unauthorized(ServerWords()), 2_000, false),
            (.server(status: 500, ServerWords()), 2_000, false),
            (.busy(status: 503, retryAfter: 30_000, ServerWords()), 30_000, false),
            (.notReached(.refused, detail: ""), 2_000, true), (.timedOut(after: 3_000), 2_000, true),
        ] as [(ServiceFailure, Int64, Bool)]
    )
    func waits(failure: ServiceFailure, pause: Int64, isHastened: Bool) {
        var rules = DeliveryRules(settings: .steady, seed: 1)
        _ = rules.begin([entry(1, in: 1)], at: now)
        rules.ended(ItemID(rawValue: 1), .notBegun(failure), at: now)
        #expect(rules.underWay == 0)
        #expect(rules.nextWake(queued: [entry(1, in: 1)], at: now) == now.awake + pause)
        expect(rules.connectionRecovered(), is: isHastened)
        expect(rules.begin([entry(1, in: 1)], at: now).isEmpty, is: !isHastened)
    }

    @Test("the outbox is looked at when the two minutes of a queued message are over")
    func late() {
        let rules = DeliveryRules(settings: .steady, seed: 1)
        #expect(rules.nextWake(queued: [], at: now) == nil)
        let wake = rules.nextWake(queued: [entry(1, in: 1, secondsAgo: 100), entry(2, in: 2)], at: now)
        #expect(wake == now.awake + 20_001)
        let overdue = rules.nextWake(queued: [entry(1, in: 1, secondsAgo: 500)], at: now)
        #expect(overdue.map { $0 > now.awake } == true)
    }

    @Test("what could not begin, since the store failed, is not begun again at once")
    func notBegun() throws {
        var rules = DeliveryRules(settings: .steady, seed: 1)
        var now = now
        let waiting = [entry(1, in: 1), entry(2, in: 2)]
        expect(rules.begin([waiting[0]], at: now).count, is: 1)
        rules.ended(ItemID(rawValue: 1), .notBegun(), at: now)
        expect(rules.begin(waiting, at: now).isEmpty, is: true)
        let wake = try #require(rules.nextWake(queued: waiting, at: now))
        #expect(wake == now.awake + 2_000)
        now.awake = wake
        expect(rules.begin(waiting, at: now).count, is: 2)
    }

    @Test("a question whose answer streams is not leaving any more: others may leave, also after an error")
    func streaming() {
        var rules = DeliveryRules(settings: .steady, seed: 1)
        var now = now
        let waiting = (1...4).map { entry($0, in: $0) }
        expect(rules.begin(waiting, at: now).count, is: 3)
        for item in waiting.prefix(2) { rules.arrived(item.id) }
        expect(rules.begin([waiting[3]], at: now).count, is: 1)
        rules.ended(ItemID(rawValue: 3), .failed(.busy(status: 429, retryAfter: nil, ServerWords())), at: now)
        now.awake += 2_000
        rules.arrived(waiting[3].id)
        expect(rules.begin([waiting[2], entry(5, in: 5)], at: now).count, is: 2)
        // The stream's end is no news for the others.
        rules.ended(ItemID(rawValue: 5), .failed(.notReached(.refused, detail: "")), at: now)
        rules.ended(ItemID(rawValue: 1), .sent(), at: now)
        now.awake += 2_000
        expect(rules.begin([entry(5, in: 5), entry(6, in: 6)], at: now).isEmpty, is: true)
    }
}
