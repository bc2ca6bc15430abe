import TestPacing
import Testing

@testable import PulseClient

@Suite("Waiting", .paced)
struct WaitPlanTests {
    private let start = ContinuousClock.now

    private func plan(whole: Duration? = .seconds(120)) -> WaitPlan {
        WaitPlan(startingAt: start, firstByte: .seconds(110), silence: .seconds(60), whole: whole)
    }

    @Test("the first byte has its own limit")
    func firstByte() {
        #expect(plan().deadline?.at == start + .seconds(110))
        #expect(plan().deadline?.waited == .seconds(110))
    }

    @Test("each byte starts the silence anew, which may end sooner than the first byte's limit")
    func silence() {
        var plan = plan(whole: nil)
        plan.bytesCame(at: start + .seconds(1))
        #expect(plan.deadline?.at == start + .seconds(61))
        plan.bytesCame(at: start + .seconds(500))
        #expect(plan.deadline?.at == start + .seconds(560))
        #expect(plan.deadline?.waited == .seconds(60))
    }

    @Test("a body that is no stream has an end, however it trickles")
    func whole() {
        var plan = plan()
        for second in stride(from: 10, through: 120, by: 10) { plan.bytesCame(at: start + .seconds(second)) }
        #expect(plan.deadline?.at == start + .seconds(130))
        #expect(plan.deadline?.waited == .seconds(120))
    }

    @Test("nothing is waited for while nobody takes what came")
    func paused() {
        var plan = plan(whole: nil)
        plan.bytesCame(at: start)
        plan.paused()
        #expect(plan.deadline == nil)
        plan.bytesCame(at: start + .seconds(500))
        #expect(plan.deadline?.at == start + .seconds(560))
    }

    @Test("a watchdog looks often enough to see a deadline come nearer")
    func step() {
        #expect(plan().step == .seconds(6))
        #expect(plan(whole: .seconds(1)).step == .milliseconds(100))
    }
}
