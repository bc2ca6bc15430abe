import PulseModel
import TestPacing
import Testing

@testable import PulseSync

@Suite("Every path through the plan sets the next wake", .paced)
struct SyncPlanPropertyTests {
    @Test(
        "whatever happens in whatever order, there is a next wake within a minute, and the lists are asked again",
        arguments: 0..<200
    )
    func rearms(seed: Int) {
        var chance = Jitter(seed: UInt64(seed))
        let service: Service = seed.isMultiple(of: 2) ? .support : .assistant
        var bench = PlanBench(service, settings: SyncSettings(), seed: UInt64(seed))
        bench.begin()
        for _ in 0..<300 {
            Self.step(&bench, &chance)
            let wake = bench.plan.nextWake(after: bench.now)
            #expect(wake > bench.now.awake && wake <= bench.now.awake + 60_000)
            #expect(bench.plan.promisedWake <= bench.now.awake + 60_000)
            for (ask, entry) in bench.plan.entries where bench.plan.isRunning {
                let bound = max(900_000, (entry.interval ?? 0) * 4)
                #expect((entry.flight?.deadline ?? entry.due) <= bench.now.awake + bound, "\(ask)")
            }
        }
        // The world is well again: within the longest waits everything is asked.
        bench.answer = { _ in .success(()) }
        bench.pass(1_300_000)
        bench.asked = []
        bench.pass(130_000)
        let list = service == .support ? openList : SyncAsk.conversationList
        #expect(!bench.times(list).isEmpty)
        #expect(bench.plan.health == .fine)
    }

    private static func step(_ bench: inout PlanBench, _ chance: inout Jitter) {
        let conversation = ConversationID(rawValue: Int64.random(in: 1...3, using: &chance))
        switch Int.random(in: 0..<18, using: &chance) {
        case 0: bench.pass(Int64.random(in: 0...20_000, using: &chance))
        case 1: bench.answer = { _ in .success(()) }
        case 2: bench.answer = { _ in .failure(.server(status: 500, ServerWords())) }
        case 3: bench.answer = { _ in .failure(.busy(status: 429, retryAfter: 40_000_000, ServerWords())) }
        case 4: bench.answer = { _ in .failure(.notReached(.refused, detail: "")) }
        case 5: bench.answer = { _ in .failure(.unauthorized(ServerWords())) }
        case 6: bench.answer = { _ in nil }
        case 7: bench.plan.pollWasWanted(at: bench.now)
        case 8: bench.plan.keyWasWanted(at: bench.now)
        case 9: bench.sleep(Int64.random(in: 0...100_000, using: &chance))
        case 10: bench.standStill(Int64.random(in: 0...100_000, using: &chance))
        case 11: bench.plan.attentionChanged(thread: nil, isFocused: Bool.random(using: &chance), at: bench.now)
        case 12 where bench.plan.service == .assistant:
            bench.plan.attentionChanged(thread: conversation, isFocused: true, at: bench.now)
        case 13 where bench.plan.service == .assistant: bench.plan.answerBegan(in: conversation)
        case 14 where bench.plan.service == .assistant:
            bench.plan.answerEnded(in: conversation, wantsTitle: Bool.random(using: &chance), at: bench.now)
        case 15: bench.plan.threadIsGone(conversation)
        case 16 where bench.plan.service == .support:
            bench.plan.widgetsCame(["a", "b"], at: bench.now)
            bench.plan.listCame(.open, widget: nil, hasMore: Bool.random(using: &chance), at: bench.now)
        default: bench.pass(Int64.random(in: 0...2_000, using: &chance))
        }
        bench.act()
    }
}
