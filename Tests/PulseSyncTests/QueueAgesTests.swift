import PulseModel
import TestPacing
import Testing

@testable import PulseSync

@Suite("For how long messages have been queued", .paced)
struct QueueAgesTests {
    private static let limit: Int64 = 120_000
    private let start = PlanBench(.support).now

    /// A moment so many milliseconds after the start, by a wall clock that was set by as many as `set` says.
    private func moment(_ milliseconds: Int64, set: Int64 = 0, asleep: Int64 = 0) -> DeskMoment {
        DeskMoment(
            awake: start.awake + milliseconds - asleep,
            continuous: start.continuous + milliseconds,
            wall: start.wall.adding(milliseconds: milliseconds + set)
        )
    }

    private func entry(_ item: Int64, at milliseconds: Int64, _ delivery: Delivery = .queued) -> OutboxEntry {
        OutboxEntry(
            id: ItemID(rawValue: item),
            conversation: ConversationID(rawValue: 1),
            account: AccountID(rawValue: "desk"),
            remoteConversation: "c1",
            text: "hello",
            enteredAt: start.wall,
            countsFrom: start.wall.adding(milliseconds: milliseconds),
            delivery: delivery
        )
    }

    private func late(
        _ ages: inout QueueAges,
        _ entries: [OutboxEntry],
        answering: Bool = false,
        at now: DeskMoment
    ) -> [Int64] {
        let under: Set<ConversationID> = answering ? [ConversationID(rawValue: 1)] : []
        return ages.late(among: entries, answering: under, at: now).map(\.rawValue)
    }

    /// Ages in a run that has begun with nothing queued.
    private func running() -> QueueAges {
        var ages = QueueAges(limit: Self.limit)
        _ = ages.late(among: [], answering: [], at: start)
        return ages
    }

    @Test("two minutes are two minutes, however the wall clock is set", arguments: [-3_600_000, -500, 0, 3_600_000])
    func wallSet(by: Int64) {
        var ages = running()
        let waiting = [entry(1, at: 0)]
        expect(late(&ages, waiting, at: moment(0)), is: [])
        expect(late(&ages, waiting, at: moment(Self.limit, set: by)), is: [])
        #expect(ages.firstEnd(of: waiting) == start.continuous + Self.limit)
        expect(late(&ages, waiting, at: moment(Self.limit + 1, set: by)), is: [1])
    }

    @Test("time asleep counts")
    func asleep() {
        var ages = running()
        expect(late(&ages, [entry(1, at: 0)], at: moment(0)), is: [])
        expect(late(&ages, [entry(1, at: 0)], at: moment(Self.limit + 1, set: -3_600_000, asleep: Self.limit)), is: [1])
    }

    @Test("what an earlier run left is late where its moment is still to come, and else as old as the wall clock says")
    func earlierRun() {
        var ages = QueueAges(limit: Self.limit)
        let left = [entry(1, at: 1), entry(2, at: -Self.limit - 1), entry(3, at: -Self.limit), entry(4, at: 0)]
        expect(late(&ages, left, at: moment(0)), is: [1, 2])
        expect(late(&ages, [left[2], left[3]], at: moment(1, set: -3_600_000)), is: [3])
        expect(late(&ages, [left[3]], at: moment(Self.limit, set: -3_600_000)), is: [])
        expect(late(&ages, [left[3]], at: moment(Self.limit + 1, set: -3_600_000)), is: [4])
    }

    @Test("what is entered in the moment in which the wall clock is set back is new, and late two minutes after")
    func enteredAhead() {
        var ages = running()
        let ahead = entry(1, at: 3_600_000)
        expect(late(&ages, [ahead], at: moment(0)), is: [])
        expect(late(&ages, [ahead], at: moment(Self.limit)), is: [])
        expect(late(&ages, [ahead], at: moment(Self.limit + 1)), is: [1])
    }

    @Test("trying to leave begins no new count, and the key that queues a message again does")
    func tries() {
        var ages = running()
        expect(late(&ages, [entry(1, at: 0)], at: moment(0)), is: [])
        expect(late(&ages, [entry(1, at: 0, .sending)], answering: true, at: moment(60_000, set: -3_600_000)), is: [])
        let end = moment(Self.limit + 1, set: -3_600_000)
        expect(late(&ages, [entry(1, at: 0)], at: end), is: [1])
        let again = entry(1, at: Self.limit + 1 - 3_600_000)
        expect(late(&ages, [again], at: end), is: [])
        expect(late(&ages, [again], at: moment(2 * Self.limit + 2, set: -3_600_000)), is: [1])
    }

    @Test("behind a stream it counts from the stream's end")
    func behindStream() {
        var ages = running()
        expect(late(&ages, [entry(1, at: 0)], answering: true, at: moment(0)), is: [])
        // The wall clock is set back meanwhile, so that the moment of Enter stays the later one.
        expect(late(&ages, [entry(1, at: 0)], answering: true, at: moment(600_000, set: -3_600_000)), is: [])
        expect(late(&ages, [entry(1, at: 0)], at: moment(600_000, set: -3_600_000)), is: [])
        expect(late(&ages, [entry(1, at: 0)], at: moment(600_000 + Self.limit, set: -3_600_000)), is: [])
        expect(late(&ages, [entry(1, at: 0)], at: moment(600_001 + Self.limit, set: -3_600_000)), is: [1])
    }

    @Test("moments at the ends of time are held and end nothing", arguments: [Int64.min, .max])
    func extremes(moment extreme: Int64) {
        var ages = QueueAges(limit: Self.limit)
        var odd = entry(1, at: 0)
        odd.countsFrom = Timestamp(milliseconds: extreme)
        expect(late(&ages, [odd], at: start), is: [1])
    }
}
