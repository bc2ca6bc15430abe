import PulseModel
import TestPacing
import Testing

@testable import PulseSync

@Suite("When a service is asked for what", .paced)
struct SyncPlanTests {
    @Test("open lists are asked every 4 s whatever the focus, the others every 30 s, widgets every 5 min")
    func supportIntervals() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.plan.attentionChanged(thread: nil, isFocused: false, at: bench.now)
        bench.pass(601_000)
        let open = zip(bench.times(openList).dropFirst(2), bench.times(openList).dropFirst()).map { $0 - $1 }
        #expect(open.allSatisfy { $0 >= 4_000 && $0 < 5_100 })
        #expect(bench.times(openList).count >= 140)
        #expect((20...21).contains(bench.times(snoozedList).count))
        #expect((20...21).contains(bench.times(resolvedList).count))
        #expect(bench.times(.widgets).count == 3 || bench.times(.widgets).count == 2)
    }

    @Test("an assistant's lists wait 20 s and its open conversation 10 s, three times that without focus")
    func assistantIntervals() {
        let thread = ConversationID(rawValue: 7)
        var bench = PlanBench(.assistant)
        bench.plan.attentionChanged(thread: thread, isFocused: true, at: bench.now)
        bench.begin()
        bench.pass(60_500)
        #expect((6...7).contains(bench.times(.thread(thread)).count))
        #expect((3...4).contains(bench.times(.conversationList).count))
        bench.plan.attentionChanged(thread: thread, isFocused: false, at: bench.now)
        bench.pass(30_000)
        bench.asked = []
        bench.pass(180_000)
        #expect((5...7).contains(bench.times(.thread(thread)).count))
        #expect((2...4).contains(bench.times(.conversationList).count))
        bench.asked = []
        bench.plan.attentionChanged(thread: thread, isFocused: true, at: bench.now)
        bench.pass(10_500)
        #expect(!bench.times(.thread(thread)).isEmpty)
    }

    @Test("each wait is jittered by at most a tenth, and not always the same")
    func jitter() {
        var settings = SyncSettings()
        // Otherwise other lists that are due at the same time lengthen a wait.
        settings.pollsPerWindow = 100
        var bench = PlanBench(.support, settings: settings, seed: 3)
        bench.trip = 0
        bench.begin()
        bench.pass(400_000)
        let times = bench.times(openList).dropFirst()
        let waits = zip(times.dropFirst(), times).map { $0 - $1 }
        #expect(waits.allSatisfy { $0 >= 3_600 && $0 <= 4_400 })
        #expect(waits.contains { $0 < 3_700 } && waits.contains { $0 > 4_300 })
        #expect(Set(waits).count > 20)
    }

    @Test("no more than two polls begin within a second, however many are due")
    func rate() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.plan.widgetsCame((0..<20).map { "w\($0)" }, at: bench.now)
        bench.plan.listCame(.open, widget: nil, hasMore: true, at: bench.now)
        bench.pass(60_000)
        let times = bench.asked.map(\.at)
        #expect(zip(times.dropFirst(2), times).allSatisfy { $0 - $1 >= 1_000 })
        #expect(times.count > 110)
        // Everything gets its turn, and the interval that is told says that it takes longer.
        #expect((0..<20).allSatisfy { !bench.times(.supportList(.open, widget: "w\($0)")).isEmpty })
        #expect(bench.plan.listInterval >= 10_000)
    }

    @Test("a cut list is asked for by widget as well, and no longer when it is whole again")
    func widgetSplit() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.plan.widgetsCame(["a", "b"], at: bench.now)
        bench.pass(5_000)
        #expect(bench.times(.supportList(.open, widget: "a")).isEmpty)
        bench.plan.listCame(.open, widget: nil, hasMore: true, at: bench.now)
        #expect(!bench.plan.isCut)
        bench.pass(20_000)
        #expect(bench.times(.supportList(.open, widget: "a")).count > 2)
        #expect(bench.times(openList).count > 3)
        bench.plan.listCame(.open, widget: "b", hasMore: true, at: bench.now)
        #expect(bench.plan.isCut)
        bench.plan.listCame(.open, widget: nil, hasMore: false, at: bench.now)
        bench.pass(1_000)
        bench.asked = []
        bench.pass(20_000)
        #expect(bench.times(.supportList(.open, widget: "a")).isEmpty)
        #expect(!bench.plan.isCut)
    }

    @Test("a cut list without known widgets is said to be cut")
    func cutWithoutWidgets() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.plan.listCame(.open, widget: nil, hasMore: true, at: bench.now)
        #expect(bench.plan.isCut)
    }

    @Test("a row that leaves the open list has the other lists asked at once")
    func rowLeft() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.pass(10_000)
        bench.asked = []
        bench.plan.rowsLeft(.open, at: bench.now)
        bench.pass(1_500)
        #expect(bench.times(snoozedList).count == 1)
        #expect(bench.times(resolvedList).count == 1)
    }

    @Test("errors back off to a minute, and a success resets")
    func backoff() {
        var bench = PlanBench(.assistant)
        bench.answer = { _ in .failure(.server(status: 500, ServerWords())) }
        bench.begin()
        bench.pass(400_000)
        let times = bench.times(.conversationList)
        let waits = zip(times.dropFirst(), times).map { $0 - $1 }
        #expect(waits.prefix(5).elementsEqual([2_010, 4_010, 8_010, 16_010, 32_010]) { abs($0 - $1) <= 1_000 })
        #expect(waits.dropFirst(5).allSatisfy { abs($0 - 60_010) <= 1_000 })
        guard case .failing = bench.plan.health else {
            Issue.record("not said to fail")
            return
        }
        bench.answer = { _ in .success(()) }
        bench.pass(61_000)
        #expect(bench.plan.health == .fine)
        bench.asked = []
        bench.pass(41_000)
        #expect(bench.times(.conversationList).count == 2)
    }

    @Test("Retry-After is honoured for the whole account")
    func retryAfter() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.pass(10_000)
        bench.answer = { _ in .failure(.busy(status: 429, retryAfter: 90_000, ServerWords())) }
        bench.pass(5_000)
        bench.asked = []
        bench.answer = { _ in .success(()) }
        bench.pass(80_000)
        #expect(bench.asked.isEmpty)
        bench.pass(15_000)
        #expect(!bench.times(openList).isEmpty)
    }

    @Test("when the way is open again, whatever waited for it is tried at once")
    func wayOpen() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.pass(5_000)
        bench.answer = { _ in .failure(.notReached(.refused, detail: "")) }
        bench.pass(300_000)
        bench.answer = { $0 == openList ? .success(()) : .failure(.notReached(.refused, detail: "")) }
        bench.pass(61_000)
        #expect(bench.times(openList).last.map { bench.time - $0 < 61_000 } == true)
        bench.answer = { _ in .success(()) }
        bench.pass(7_000)
        #expect(bench.plan.health == .fine)
    }

    @Test("a missing key is told and tried again")
    func keyless() {
        var plan = SyncPlan(service: .support, settings: .steady, seed: 1)
        var now = PlanBench(.support).now
        plan.started(at: now)
        expect(plan.actions(at: now), is: [.readKey])
        plan.keyWasMissing("pass is locked", at: now)
        #expect(plan.health == .noKey("pass is locked"))
        now.awake += 300_001
        now.continuous += 300_001
        expect(plan.actions(at: now).contains(.readKey), is: true)
    }

    @Test("a key's command that never ends is given up")
    func hangingKey() {
        var plan = SyncPlan(service: .support, settings: .steady, seed: 1)
        var now = PlanBench(.support).now
        plan.started(at: now)
        _ = plan.actions(at: now)
        now.awake += 35_001
        now.continuous += 35_001
        _ = plan.actions(at: now)
        guard case .noKey = plan.health else {
            Issue.record("still waiting for the key")
            return
        }
    }

    @Test("a call that never ends is given up, and asked again")
    func deadline() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.answer = { $0 == openList ? nil : .success(()) }
        bench.pass(120_000)
        #expect(bench.times(openList).count >= 3)
        guard case .failing(.timedOut, _) = bench.plan.health else {
            Issue.record("the silence is not told")
            return
        }
    }

    @Test("an answer that comes after it was given up is nobody's")
    func lateAnswer() {
        var plan = SyncPlan(service: .support, settings: .steady, seed: 1)
        var now = PlanBench(.support).now
        plan.started(at: now)
        _ = plan.actions(at: now)
        plan.keyCame(at: now)
        guard case .ask(let ticket)? = plan.actions(at: now).first else {
            Issue.record("nothing asked")
            return
        }
        now.awake += 30_001
        now.continuous += 30_001
        _ = plan.actions(at: now)
        expect(plan.succeeded(ticket, at: now), is: nil)
    }

    @Test("after sleep everything is asked again before it is called fresh")
    func sleep() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.pass(10_000)
        #expect(bench.plan.isRoundComplete)
        bench.asked = []
        bench.sleep(6_000)
        #expect(bench.wakes.count == 1)
        #expect(!bench.plan.isRoundComplete)
        bench.pass(2_000)
        #expect(Set(bench.asked.map(\.ask)).isSuperset(of: [openList, snoozedList, resolvedList]))
        #expect(bench.plan.isRoundComplete)
    }

    @Test("a short nap is none, and standing still is")
    func napAndStandstill() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.pass(10_000)
        bench.sleep(4_000)
        #expect(bench.wakes.isEmpty)
        bench.pass(5_000)
        bench.standStill(30_000)
        #expect(bench.wakes.count == 1)
    }

    @Test("the first look of each list after a start or a wake is a catch-up, later ones are not")
    func catchUp() {
        var plan = SyncPlan(service: .assistant, settings: .steady, seed: 1)
        var now = PlanBench(.assistant).now
        plan.started(at: now)
        _ = plan.actions(at: now)
        plan.keyCame(at: now)
        expect(Self.askList(&plan, &now), is: true)
        expect(Self.askList(&plan, &now), is: false)
        now.continuous += 10_000
        _ = plan.actions(at: now)
        expect(Self.askList(&plan, &now), is: true)
    }

    private static func askList(_ plan: inout SyncPlan, _ now: inout DeskMoment) -> Bool? {
        for _ in 0..<100 {
            for case .ask(let ticket) in plan.actions(at: now) {
                let isCatchUp = plan.succeeded(ticket, at: now)
                if ticket.ask == .conversationList { return isCatchUp }
            }
            if let flight = plan.entries[.conversationList]?.flight {
                return plan.succeeded(SyncTicket(number: flight.ticket, ask: .conversationList), at: now)
            }
            let wake = plan.nextWake(after: now)
            now.continuous += wake - now.awake
            now.awake = wake
        }
        return nil
    }

    @Test("at a stream's end its page and the list are read again, and the list a few times more for the title")
    func streamEnd() {
        let thread = ConversationID(rawValue: 3)
        var bench = PlanBench(.assistant)
        bench.plan.attentionChanged(thread: thread, isFocused: true, at: bench.now)
        bench.begin()
        bench.pass(5_000)
        bench.asked = []
        bench.plan.answerBegan(in: thread)
        bench.pass(35_000)
        #expect(bench.times(.thread(thread)).isEmpty)
        bench.asked = []
        let end = bench.time
        bench.plan.answerEnded(in: thread, wantsTitle: true, at: bench.now)
        bench.pass(16_000)
        #expect(bench.times(.thread(thread)).first.map { $0 - end < 1_100 } == true)
        #expect(bench.times(.conversationList).count == 4)
    }

    @Test("a conversation that is opened, or whose stream ended elsewhere, is asked once")
    func opened() {
        let thread = ConversationID(rawValue: 3)
        var bench = PlanBench(.assistant)
        bench.begin()
        bench.pass(5_000)
        bench.plan.conversationWasOpened(thread, at: bench.now)
        bench.pass(60_000)
        #expect(bench.times(.thread(thread)).count == 1)
    }

    @Test("what fails alone backs off, however well the rest is answered", arguments: [true, false])
    func failsAlone(byTime: Bool) {
        var bench = PlanBench(.support)
        bench.begin()
        bench.pass(10_000)
        bench.asked = []
        bench.answer = { ask in
            guard ask == snoozedList else { return .success(()) }
            return byTime ? .failure(.timedOut(after: 10)) : .failure(.broken(detail: ""))
        }
        bench.pass(300_000)
        #expect((5...12).contains(bench.times(snoozedList).count))
    }

    @Test("the first look at a list that joins later is a catch-up as well")
    func catchUpOfSplit() throws {
        var bench = PlanBench(.support)
        bench.begin()
        bench.pass(10_000)
        #expect(bench.plan.isRoundComplete)
        let split = SyncAsk.supportList(.open, widget: "a")
        bench.answer = { $0 == split ? nil : .success(()) }
        bench.plan.widgetsCame(["a"], at: bench.now)
        bench.plan.listCame(.open, widget: nil, hasMore: true, at: bench.now)
        bench.pass(3_000)
        for isFirst in [true, false] {
            let flight = try #require(bench.plan.entries[split]?.flight)
            let ticket = SyncTicket(number: flight.ticket, ask: split)
            expect(bench.plan.succeeded(ticket, at: bench.now), is: isFirst)
            bench.pass(6_000)
        }
    }

    @Test("a list page that was on its way at a delete is nobody's, and is asked for again")
    func outdatedList() throws {
        var bench = PlanBench(.assistant)
        bench.answer = { _ in nil }
        bench.begin()
        let flight = try #require(bench.plan.entries[.conversationList]?.flight)
        bench.plan.listsAreOutdated(at: bench.now)
        bench.asked = []
        bench.pass(1_500)
        let ticket = SyncTicket(number: flight.ticket, ask: .conversationList)
        expect(bench.plan.succeeded(ticket, at: bench.now), is: nil)
        #expect(bench.times(.conversationList).count == 1)
    }

    @Test("a key's command has five seconds more than its own limit to say why, and a late key is taken")
    func lateKey() {
        var plan = SyncPlan(service: .support, settings: .steady, seed: 1)
        var now = PlanBench(.support).now
        plan.started(at: now)
        _ = plan.actions(at: now)
        now.awake += 31_000
        now.continuous += 31_000
        _ = plan.actions(at: now)
        #expect(plan.health == .starting)
        now.awake += 4_001
        now.continuous += 4_001
        _ = plan.actions(at: now)
        guard case .noKey = plan.health else {
            Issue.record("still waiting for the key")
            return
        }
        plan.keyCame(at: now)
        #expect(plan.isRunning)
        expect(plan.actions(at: now).isEmpty, is: false)
    }

    @Test("the title of one new conversation is looked for though another one's answer ends meanwhile")
    func twoTitles() {
        var bench = PlanBench(.assistant)
        bench.begin()
        bench.pass(5_000)
        bench.plan.answerEnded(in: ConversationID(rawValue: 1), wantsTitle: true, at: bench.now)
        bench.act()
        bench.pass(14_000)
        bench.plan.answerEnded(in: ConversationID(rawValue: 2), wantsTitle: true, at: bench.now)
        bench.asked = []
        let start = bench.time
        bench.act()
        bench.pass(1_900)
        // At once for the second, and the last one for the first.
        #expect(bench.times(.conversationList).map { ($0 - start) / 1_000 } == [0, 1])
    }

    @Test("a conversation that is left while its page is on the way is not asked again when that fails")
    func retiredInFlight() {
        let thread = ConversationID(rawValue: 3)
        var bench = PlanBench(.assistant)
        bench.answer = { _ in .failure(.server(status: 500, ServerWords())) }
        bench.trip = 500
        bench.plan.attentionChanged(thread: thread, isFocused: true, at: bench.now)
        bench.begin()
        bench.plan.attentionChanged(thread: nil, isFocused: true, at: bench.now)
        bench.pass(120_000)
        #expect(bench.times(.thread(thread)).count == 1)
        // One that was opened is asked until it is answered.
        bench.plan.conversationWasOpened(thread, at: bench.now)
        bench.pass(30_000)
        #expect(bench.times(.thread(thread)).count > 2)
    }

    @Test("a list whose rows are of a widget that is not listed is said to be cut")
    func unlistedWidget() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.plan.widgetsCame(["a", "b"], at: bench.now)
        let all = Set((0..<100).map { "all\($0)" })
        bench.plan.listCame(.open, widget: nil, rows: all, total: 112, hasMore: true, at: bench.now)
        bench.plan.listCame(.open, widget: "a", rows: ["all1", "a1", "a2"], total: 3, hasMore: false, at: bench.now)
        // Not every widget was looked at yet.
        #expect(!bench.plan.isCut)
        bench.plan.listCame(.open, widget: "b", rows: Set((0..<9).map { "b\($0)" }), hasMore: false, at: bench.now)
        #expect(bench.plan.isCut)
        bench.plan.listCame(.open, widget: "b", rows: Set((0..<10).map { "b\($0)" }), hasMore: false, at: bench.now)
        #expect(!bench.plan.isCut)
        bench.plan.listCame(.open, widget: nil, rows: all, total: 113, hasMore: true, at: bench.now)
        #expect(bench.plan.isCut)
        bench.plan.listCame(.open, widget: nil, rows: all, total: 100, hasMore: false, at: bench.now)
        #expect(!bench.plan.isCut)
        #expect(bench.plan.seenRows.isEmpty)
    }

    @Test("a list that is wanted while a look at it is under way is looked at once more")
    func wantedInFlight() {
        var bench = PlanBench(.support)
        bench.begin()
        bench.pass(10_000)
        bench.trip = 2_000
        bench.plan.pollWasWanted(at: bench.now)
        bench.act()
        bench.pass(1_500)
        bench.asked = []
        // What is on its way was read before the row left.
        bench.plan.rowsLeft(.open, at: bench.now)
        bench.pass(6_000)
        #expect(bench.times(snoozedList).count == 1)
        #expect(bench.times(resolvedList).count == 1)
    }
}
