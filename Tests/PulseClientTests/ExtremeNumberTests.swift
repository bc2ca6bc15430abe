import PulseModel
import TestPacing
import Testing

@testable import PulseClient

/// What becomes of a server's numbers where they are read, over real HTTP.
@Suite("Numbers of a server", .paced)
struct ExtremeNumberTests {
    private func page(_ number: String) async throws -> Listing<SupportConversation> {
        let server = try RawServer.answering(
            RawReplyText.json(#"{"data":[{"id":"a"},{}],"pagination":{"total":\#(number),"limit":\#(number)}}"#)
        )
        defer { server.stop() }
        return try await withRuntime { runtime in
            try await Desk.support(port: server.port, runtime: runtime).conversations().value
        }
    }

    @Test(
        "a count that no list has is none",
        arguments: [
            "-9223372036854775808", "9223372036854775807", "-1", "1e308", "-1e308", "\"-9223372036854775808\"",
            "1000000001", "null", "NaN",
        ]
    )
    func impossibleCount(_ number: String) async throws {
        let listing = try await page(number)
        #expect(listing.total == nil)
        #expect(listing.limit == nil)
        #expect(listing.rows.count == 1)
    }

    @Test(
        "a count that a list can have is kept",
        arguments: [("0", 0), ("2.0", 2), ("\"7\"", 7), ("1000000000", 1_000_000_000)]
    )
    func possibleCount(_ number: String, _ expected: Int) async throws {
        #expect(try await page(number).total == expected)
    }

    @Test(
        "a moment that no calendar has is none",
        arguments: ["-9223372036854775808", "9223372036854775807", "1e308", "-1e308", "\"9e999\"", "1e15"]
    )
    func impossibleMoment(_ number: String) throws {
        let json = try LenientJSON.parse(Array(number.utf8))
        #expect(ServerTime.moment(json) == nil)
    }
}
