import PulseModel
import Testing

@testable import PulseSync

@Suite("When a service stored what was sent")
struct TimestampClampingTests {
    private static let now = Timestamp(seconds: 1_795_262_400)

    @Test("a time that cannot be is that of the answer", arguments: [Int64.min, -62_135_596_800_000, 0, .max])
    func impossible(said: Int64) {
        #expect(Timestamp(milliseconds: said).clamped(around: Self.now) == Self.now)
    }

    @Test(
        "a year ahead or a quarter of an hour behind cannot be",
        arguments: [Int64(31_536_000_000), -900_000, 900_000]
    )
    func away(by: Int64) {
        #expect(Self.now.adding(milliseconds: by).clamped(around: Self.now) == Self.now)
    }

    @Test(
        "clocks of one service that stand a little apart are kept",
        arguments: [Int64(-120_000), -500, 0, 120_000]
    )
    func near(by: Int64) {
        let said = Self.now.adding(milliseconds: by)
        #expect(said.clamped(around: Self.now) == said)
    }
}
