import PulseModel
import TestPacing
import Testing

@testable import PulseSync

/// Each look at the open list that is not taken loses a visitor's text for good, whatever else waits for its turn.
@Suite("Whose turn it is when more is due than may be asked", .paced)
struct SyncPlanTurnTests {
    private static let widgets = (0..<60).map { "w\($0)" }
    /// Its interval, and the window of the rate, in which the look may have to wait.
    private static let longestGap: Int64 = 4_000 + 1_000 + 50

    private func bench(cut: [ConversationStatus], widgets: [String] = widgets) -> PlanBench {
        var bench = PlanBench(.support)
        bench.begin()
        bench.plan.widgetsCame(widgets, at: bench.now)
        for status in cut { bench.plan.listCame(status, widget: nil, hasMore: true, at: bench.now) }
        return bench
    }

    private func gaps(_ bench: PlanBench) -> [Int64] {
        let times = bench.times(openList)
        return zip(times.dropFirst(), times).map { $0 - $1 }
    }

    @Test("the open list is asked every 4 s though the other lists of many widgets are due")
    func manyWidgets() {
        var bench = bench(cut: [.snoozed, .resolved])
        bench.pass(300_000)
        #expect(gaps(bench).allSatisfy { $0 <= Self.longestGap }, "\(gaps(bench))")
        for widget in Self.widgets { #expect(bench.times(.supportList(.resolved, widget: widget)).count >= 2) }
    }

    @Test("after a sleep the open list is asked first, and every 4 s while the others wait")
    func afterSleep() {
        var bench = bench(cut: [.resolved])
        bench.pass(100_000)
        bench.asked = []
        bench.sleep(3_600_000)
        bench.pass(60_000)
        #expect(bench.asked.first?.ask == openList)
        #expect(gaps(bench).allSatisfy { $0 <= Self.longestGap }, "\(gaps(bench))")
    }

    @Test("rows that leave the open list again and again take no turn of it")
    func flips() {
        var bench = bench(cut: [.snoozed, .resolved])
        for _ in 0..<60 {
            bench.plan.rowsLeft(.open, at: bench.now)
            bench.act()
            bench.pass(2_000)
        }
        #expect(gaps(bench).allSatisfy { $0 <= Self.longestGap }, "\(gaps(bench))")
    }

    @Test("an open list that is split takes at least every other turn, and all others get theirs")
    func openSplit() {
        var bench = bench(cut: [.open, .snoozed, .resolved], widgets: Array(Self.widgets.prefix(30)))
        bench.pass(20_000)
        bench.asked = []
        bench.pass(300_000)
        #expect(gaps(bench).allSatisfy { $0 <= Self.longestGap }, "\(gaps(bench))")
        // Thirty lists every 4 s are more than the rate allows: one of them is always due.
        let isOpen = bench.asked.map { $0.ask.isList(of: .open) }
        #expect(zip(isOpen.dropFirst(), isOpen).allSatisfy { $0 || $1 })
        for ask in bench.plan.entries.keys { #expect(!bench.times(ask).isEmpty, "\(ask)") }
    }

    @Test("where nothing open is due the longest due goes first")
    func byDue() {
        var bench = bench(cut: [])
        bench.pass(100_000)
        let rounds = [snoozedList, resolvedList].map { bench.times($0).count }
        #expect(rounds.allSatisfy { (4...5).contains($0) }, "\(rounds)")
    }
}
