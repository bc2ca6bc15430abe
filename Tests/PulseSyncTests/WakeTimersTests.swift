import PulseModel
import TestPacing
import Testing

@testable import PulseSync

@Suite("Every wake of the loop has a timer")
struct WakeTimersTests {
    @Test("a timer that is set for earlier serves a later wake, an earlier wake gets its own")
    func earliest() {
        var timers = WakeTimers()
        expect(timers.arm(at: 5_000), is: true)
        expect(timers.arm(at: 9_000), is: false)
        expect(timers.arm(at: 2_000), is: true)
        timers.fired(2_000)
        expect(timers.arm(at: 9_000), is: false)
        timers.fired(5_000)
        expect(timers.arm(at: 9_000), is: true)
    }

    @Test("a timer that fires before its moment, since the machine slept, is not waited for again")
    func firedEarly() {
        var timers = WakeTimers()
        expect(timers.arm(at: 60_000), is: true)
        // Awake for a second only, while the timer ran on in the sleep.
        timers.fired(60_000)
        expect(timers.arm(at: 64_000), is: true)
    }

    @Test("whatever fires when, a loop that arms after each event has a timer for its next wake", arguments: 0..<50)
    func alwaysArmed(seed: Int) {
        var chance = Jitter(seed: UInt64(seed))
        var timers = WakeTimers()
        var running: [Int64] = []
        var now: Int64 = 1_000
        for _ in 0..<500 {
            // An event: a timer's end, at its time or before it, or anything else.
            if Bool.random(using: &chance), let first = running.min() {
                running.removeAll { $0 == first }
                timers.fired(first)
                if Bool.random(using: &chance) { now = max(now, first) }
            }
            now += Int64.random(in: 0...100, using: &chance)
            let wake = now + Int64.random(in: 1...60_000, using: &chance)
            if timers.arm(at: wake) { running.append(wake) }
            #expect(running.contains { $0 <= wake })
        }
    }
}
