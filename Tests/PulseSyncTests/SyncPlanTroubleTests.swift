import PulseModel
import TestPacing
import Testing

@testable import PulseSync

/// What is not allowed, or is answered with a page, is the trouble of that one call: it backs off alone, all else goes on.
@Suite("The trouble of one call", .paced)
struct SyncPlanTroubleTests {
    private static let thread = ConversationID(rawValue: 7)
    private static let split = SyncAsk.supportList(.open, widget: "a")

    /// All that an account is refused with, and that says nothing of the rest.
    static let refusals: [ServiceFailure] = [
        .forbidden(ServerWords(message: "Forbidden")), .unauthorized(ServerWords(message: "Not for this key")),
        .rejected(status: 401, ServerWords(message: "Sign in")), .notFound(ServerWords()),
        .malformed(detail: "200, text/html, 12 bytes: no JSON"),
    ]

    /// A bench on which each call was asked for at least once and was answered.
    private func bench(_ service: Service) -> PlanBench {
        var bench = PlanBench(service)
        if service == .assistant {
            bench.plan.attentionChanged(thread: Self.thread, isFocused: true, at: bench.now)
        }
        bench.begin()
        if service == .support {
            bench.plan.widgetsCame(["a"], at: bench.now)
            bench.plan.listCame(.open, widget: nil, hasMore: true, at: bench.now)
        }
        bench.pass(320_000)
        bench.asked = []
        return bench
    }

    private func gaps(_ ask: SyncAsk, _ bench: PlanBench) -> [Int64] {
        let times = bench.times(ask)
        return zip(times.dropFirst(), times).map { $0 - $1 }
    }

    @Test(
        "a call that is refused backs off to a minute, alone",
        arguments: [SyncAsk.widgets, snoozedList, resolvedList, split, .app, .thread(thread)],
        refusals
    )
    func alone(ask: SyncAsk, refusal: ServiceFailure) {
        let isSupport = ![.app, .thread(Self.thread)].contains(ask)
        var bench = bench(isSupport ? .support : .assistant)
        bench.answer = { $0 == ask ? .failure(refusal) : .success(()) }
        bench.pass(900_000)
        for (other, interval) in bench.plan.entries.compactMapValues(\.interval) where other != ask {
            let gaps = gaps(other, bench)
            #expect(!gaps.isEmpty && gaps.allSatisfy { $0 <= interval + 1_100 }, "\(other): \(gaps)")
        }
        let waits = gaps(ask, bench)
        #expect(waits.prefix(5).elementsEqual([2_000, 4_000, 8_000, 16_000, 32_000]) { abs($0 - $1) <= 1_100 })
        #expect(waits.count > 10 && waits.dropFirst(5).allSatisfy { abs($0 - 60_000) <= 1_100 }, "\(waits)")
        #expect(bench.plan.isRunning && bench.keyReads == 1)
        #expect(bench.plan.health == .fine)
    }

    @Test(
        "a list of all conversations that is refused, but for its key, backs off to a minute while the rest goes on",
        arguments: Service.allCases,
        refusals.filter { if case .unauthorized = $0 { false } else { true } }
    )
    func mainList(service: Service, refusal: ServiceFailure) {
        let list = service == .support ? openList : .conversationList
        var bench = bench(service)
        bench.answer = { $0 == list ? .failure(refusal) : .success(()) }
        bench.pass(900_000)
        for (other, interval) in bench.plan.entries.compactMapValues(\.interval) where other != list {
            let gaps = gaps(other, bench)
            #expect(!gaps.isEmpty && gaps.allSatisfy { $0 <= interval + 1_100 }, "\(other): \(gaps)")
        }
        let waits = gaps(list, bench)
        #expect(waits.count > 10 && waits.dropFirst(5).allSatisfy { abs($0 - 60_000) <= 1_100 }, "\(waits)")
        #expect(bench.plan.isRunning && bench.keyReads == 1)
        guard case .failing(refusal, _) = bench.plan.health else {
            Issue.record("\(bench.plan.health)")
            return
        }
    }

    @Test("what fails is named with its reason and its next try; many widgets' lists are one call")
    func named() throws {
        var bench = PlanBench(.support)
        let (no, gone) = (ServiceFailure.forbidden(ServerWords()), ServiceFailure.notFound(ServerWords()))
        bench.answer = { ask in
            switch ask {
            case snoozedList: .failure(gone)
            case .widgets: .failure(no)
            case .supportList(.open, widget: _?): .failure(no)
            default: .success(())
            }
        }
        bench.begin()
        #expect(bench.plan.failingCalls.isEmpty)
        bench.plan.widgetsCame(["a", "b", "c"], at: bench.now)
        bench.plan.listCame(.open, widget: nil, hasMore: true, at: bench.now)
        bench.pass(10_000)
        let calls = bench.plan.failingCalls
        #expect(calls.map(\.call) == [.conversationsByWidget(.open), .conversations(.snoozed), .widgets])
        #expect(calls.map(\.failure) == [no, gone, no])
        #expect(bench.plan.health == .fine)
        // It is said of each until it is asked again, and the same at any moment.
        let next = try #require(calls.last?.nextTry)
        let wait = next.milliseconds(since: bench.now.wall)
        #expect(wait > 0 && wait <= 16_000)
        bench.pass(wait - 1)
        #expect(bench.plan.failingCalls.last?.nextTry == next)
        bench.answer = { _ in .success(()) }
        bench.pass(20_000)
        #expect(bench.plan.failingCalls.isEmpty)
    }

    @Test("where the main list fails as well no call is named: it is the whole account")
    func wholeAccount() {
        var bench = bench(.support)
        bench.answer = { _ in .failure(.notReached(.refused, detail: "")) }
        bench.pass(40_000)
        #expect(bench.plan.failingCalls.isEmpty)
        guard case .failing = bench.plan.health else {
            Issue.record("not said to fail")
            return
        }
    }

    @Test("a conversation that is left is named no more, and one whose answer streams is not either")
    func leftOrStreaming() {
        var bench = bench(.assistant)
        bench.answer = { $0 == .thread(Self.thread) ? .failure(.forbidden(ServerWords())) : .success(()) }
        bench.pass(12_000)
        #expect(bench.plan.failingCalls.map(\.call) == [.messages(Self.thread)])
        bench.plan.answerBegan(in: Self.thread)
        #expect(bench.plan.failingCalls.isEmpty)
        bench.plan.answerEnded(in: Self.thread, wantsTitle: false, at: bench.now)
        #expect(!bench.plan.failingCalls.isEmpty)
        bench.plan.attentionChanged(thread: nil, isFocused: true, at: bench.now)
        #expect(bench.plan.failingCalls.isEmpty)
    }

    @Test("a list that is refused from the start on does not keep the first round from its end", arguments: refusals)
    func firstRound(refusal: ServiceFailure) {
        var bench = PlanBench(.support)
        bench.answer = { $0 == snoozedList ? .failure(refusal) : .success(()) }
        bench.begin()
        bench.pass(10_000)
        #expect(bench.plan.isRoundComplete)
    }

    @Test("a list that the network kept from an answer is waited for")
    func roundOffline() {
        var bench = PlanBench(.support)
        bench.answer = { $0 == snoozedList ? .failure(.broken(detail: "")) : .success(()) }
        bench.begin()
        bench.pass(10_000)
        #expect(!bench.plan.isRoundComplete)
    }
}
