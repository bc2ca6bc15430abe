import PulseModel
import TestPacing
import Testing

@testable import PulseClient

@Suite("Times of the services", .paced)
struct ServerTimeTests {
    @Test(
        "ISO-8601 with and without fraction and offset",
        arguments: [
            ("2026-06-14T11:26:00Z", 1_781_436_360_000), ("2026-06-14T11:26:00.5Z", 1_781_436_360_500),
            ("2026-06-14T11:26:00.123456789Z", 1_781_436_360_123), ("2026-06-14T13:26:00+02:00", 1_781_436_360_000),
            ("2026-06-14T13:26:00+0200", 1_781_436_360_000), ("2026-06-14 06:26:00-05", 1_781_436_360_000),
            ("2026-06-14T11:26:00", 1_781_436_360_000), ("2026-06-14T11:26Z", 1_781_436_360_000),
            ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.250Z", -750),
            ("2024-02-29T00:00:00Z", 1_709_164_800_000),
            ("2000-03-01T00:00:00Z", 951_868_800_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
        ] as [(String, Int64)]
    )
    func iso(_ text: String, _ milliseconds: Int64) {
        #expect(ServerTime.moment(.string(text)) == Timestamp(milliseconds: milliseconds))
    }

    @Test(
        "seconds as a number, with a fraction, in a string",
        arguments: [
            (.integer(1_705_569_239), 1_705_569_239_000), (.number(1_705_569_239.25), 1_705_569_239_250),
            (.string("1705569239"), 1_705_569_239_000), (.string("1705569239.5"), 1_705_569_239_500), (.integer(0), 0),
            (.integer(-1), -1000),
        ] as [(JSONValue, Int64)]
    )
    func seconds(_ value: JSONValue, _ milliseconds: Int64) {
        #expect(ServerTime.moment(value) == Timestamp(milliseconds: milliseconds))
    }

    @Test(
        "what is no time is none",
        arguments: [
            .null, .string(""), .string("soon"), .string("2026-13-01T00:00:00Z"), .string("2026-06-14T11:26:00Zx"),
            .string("2026-06-14"), .string("2026-06-14T11:61:00Z"), .string("0000-01-01T00:00:00Z"), .bool(true),
            .array([]),
            .integer(.max), .integer(.min), .number(1e300), .string("nan"), .string("+2026-06-14T11:26:00Z"),
        ] as [JSONValue]
    )
    func none(_ value: JSONValue) {
        #expect(ServerTime.moment(value) == nil)
    }

    @Test("an HTTP date")
    func httpDate() {
        #expect(ServerTime.httpDate("Sat, 21 Nov 2026 02:32:35 GMT") == Timestamp(seconds: 1_795_228_355))
        #expect(ServerTime.httpDate("Sun, 06 Nov 1994 08:49:37 GMT") == Timestamp(seconds: 784_111_777))
        #expect(ServerTime.httpDate("Sunday, 06-Nov-94 08:49:37 GMT") == nil)
        #expect(ServerTime.httpDate("") == nil)
    }
}
