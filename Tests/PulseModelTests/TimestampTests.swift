import PulseModel
import Testing

@Suite struct TimestampTests {
    @Test func secondsAreRoundedDownOnBothSidesOf1970() {
        let moments: [(Int64, Int64)] = [(0, 0), (999, 0), (1000, 1), (-1, -1), (-1000, -1), (-1001, -2)]
        for (milliseconds, seconds) in moments {
            #expect(Timestamp(milliseconds: milliseconds).seconds == seconds)
        }
    }

    @Test func noNumberOfAServerEndsTheProgram() {
        #expect(Timestamp(seconds: .max).milliseconds == .max)
        #expect(Timestamp(seconds: .min).milliseconds == .min)
        #expect(Timestamp(milliseconds: .min).seconds == Int64.min / 1000 - 1)
        #expect(Timestamp(milliseconds: .max).adding(milliseconds: 1).milliseconds == .max)
        #expect(Timestamp(milliseconds: .min).adding(milliseconds: -1).milliseconds == .min)
        let farthest = Timestamp(milliseconds: .max).milliseconds(since: Timestamp(milliseconds: .min))
        #expect(farthest == .max)
    }
}
