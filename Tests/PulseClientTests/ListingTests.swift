import PulseModel
import TestPacing
import Testing

@testable import PulseClient

@Suite("Lists", .paced)
struct ListingTests {
    private func conversations(_ body: [UInt8]) async throws -> Reply<Listing<SupportConversation>> {
        let head = "HTTP/1.1 200 OK\r\nDate: Sat, 21 Nov 2026 02:32:35 GMT\r\nContent-Length: \(body.count)\r\n\r\n"
        let server = try RawServer.answering(Array(head.utf8) + body)
        defer { server.stop() }
        return try await withRuntime { runtime in
            try await Desk.support(port: server.port, runtime: runtime).conversations()
        }
    }

    @Test("the documented sample reads whole")
    func sample() async throws {
        let reply = try await conversations(
            Array(
                """
                {"success": true, "data": [{"id": "conv_827f31n", "widgetId": "wid_01hqb7z", "status": "open",
                "visitorName": "Jane Doe", "visitorEmail": "jane.doe@company.com",
                "lastMessage": "I need help configuring my API webhook keys.", "updatedAt": "2026-06-14T11:24:50Z"}],
                "pagination": {"total": 2, "limit": 2, "hasMore": true}}
                """.utf8
            )
        )
        #expect(reply.serverDate == Timestamp(seconds: 1_795_228_355))
        #expect(
            reply.value
                == Listing(
                    rows: [
                        SupportConversation(
                            id: "conv_827f31n",
                            widgetID: "wid_01hqb7z",
                            status: .open,
                            visitorName: "Jane Doe",
                            visitorEmail: "jane.doe@company.com",
                            lastMessage: "I need help configuring my API webhook keys.",
                            updatedAt: Timestamp(seconds: 1_781_436_290)
                        )
                    ],
                    hasMore: true,
                    total: 2,
                    limit: 2
                )
        )
    }

    @Test("a row that cannot be read is counted and named, the others are shown")
    func unreadable() async throws {
        let body =
            #"{"data":[{"id":"a","status":"weird","visitorName":null,"updatedAt":""},{"status":"open"},7,{"id":9}]}"#
        let listing = try await conversations(Array(body.utf8)).value
        #expect(listing.rows.map(\.id) == ["a", "9"])
        #expect(listing.rows[0].status == .other("weird"))
        #expect(listing.rows[0].updatedAt == nil)
        #expect(
            listing.unreadable == [
                UnreadableRow(index: 1, reason: "no id"), UnreadableRow(index: 2, reason: "not an object"),
            ]
        )
        #expect(listing.sentRows == 4)
        #expect(!listing.hasMore)
    }

    @Test("of rows that cannot be read the first hundred are named and all are counted")
    func manyUnreadable() async throws {
        let rows = String(repeating: "{},", count: 100_000)
        let listing = try await conversations(Array("{\"data\":[\(rows){\"id\":\"a\"},7]}".utf8)).value
        #expect(listing.rows.map(\.id) == ["a"])
        #expect(listing.unreadable.map(\.index) == Array(0..<100))
        #expect(listing.unreadableCount == 100_001)
        #expect(listing.sentRows == 100_002)
    }

    @Test("one bad byte or half a surrogate does not cost the list")
    func repaired() async throws {
        let body =
            Array(#"{"data":[{"id":"a","lastMessage":"x"#.utf8) + [0xE2, 0x82]
            + Array(#"y\ud800"},{"id":"b","lastMessage":"\u0000"}]}"#.utf8)
        let rows = try await conversations(body).value.rows
        #expect(rows.map(\.lastMessage) == ["x\u{FFFD}y\u{FFFD}", "\u{0}"])
    }

    @Test("ten thousand rows and a message of a mebibyte read")
    func large() async throws {
        let row = #"{"id":"c","lastMessage":"hello","updatedAt":"2026-06-14T11:24:50Z"}"#
        let long = #"{"id":"long","lastMessage":"\#(String(repeating: "a", count: 1 << 20))"}"#
        let rows = Array(repeating: row, count: 10_000) + [long]
        let listing = try await conversations(Array("{\"data\":[\(rows.joined(separator: ","))]}".utf8)).value
        #expect(listing.rows.count == 10_001)
        #expect(listing.rows.last?.lastMessage?.utf8.count == 1 << 20)
    }
}
