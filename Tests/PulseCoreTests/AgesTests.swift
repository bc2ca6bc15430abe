import PulseCore
import PulseModel
import ScreenKit
import Testing

/// The age of a row fits its four columns, whatever time a server claims.
@Suite struct AgesTests {
    private static let support = DeskUnderTest.support.id

    @Test(
        arguments: [
            (0, "now"), (1, "1m"), (60_000, "1m"), (3_540_000, "59m"), (3_600_000, "1h"), (86_400_000, "1d"),
            (14 * 86_400_000, "2w"), (365 * 86_400_000, "1y"), (-60_000, "now"),
        ] as [(Int64, String)]
    )
    func anAgeCountsMinutesOfTheClockAndIsSaidInItsLargestUnit(age: Int64, words: String) {
        let state = DeskUnderTest().state
        let moment = DeskUnderTest.noon.adding(milliseconds: -age)
        #expect(Ages.short(of: moment, in: Self.support, state).string == words)
    }

    @Test(arguments: [Int64.min, Int64.min + 1, -1 << 62, 1 << 62, Int64.max])
    func noMomentIsTooFarAway(milliseconds: Int64) {
        let state = DeskUnderTest().state
        let moment = Timestamp(milliseconds: milliseconds)
        #expect(Ages.short(of: moment, in: Self.support, state).columns <= 4)
        #expect(!Ages.day(moment, state).isEmpty)
        #expect(!Ages.moment(moment, state).isEmpty)
        #expect(!Ages.lastSeen(moment, state).isEmpty)
    }
}
