import TestPacing
import Testing

@testable import PulseClient

@Suite("Server-sent events", .paced)
struct ServerSentEventsTests {
    private static let sample =
        "\u{FEFF}: comment\r\n" + "data: {\"a\":\"ü€😀\"}\r\n\r\n" + "event: ping\n\n" + "data:one\rdata: two\r\r"
        + "event: named\r\ndata\r\n\r\n" + "id: 7\nretry: 10\nevent: leaks\n\n" + "data: after\u{2028}\u{85}\n\n"
        + "data:  two spaces\n\n" + ":\n\n" + "unfinished: x\ndata: never"

    private static let expected: [ServerSentEvents.Event] = [
        .data(name: "message", Array("{\"a\":\"ü€😀\"}".utf8)),
        .bare(name: "ping"),
        .data(name: "message", Array("one\ntwo".utf8)),
        .data(name: "named", []),
        .bare(name: "leaks"),
        .data(name: "message", Array("after\u{2028}\u{85}".utf8)),
        .data(name: "message", Array(" two spaces".utf8)),
    ]

    @Test("every cut of one stream in two gives the same events")
    func everySplit() {
        let bytes = Array(Self.sample.utf8)
        for cut in 0...bytes.count {
            var parser = ServerSentEvents(longest: 1000)
            let events = parser.push(bytes[..<cut]) + parser.push(bytes[cut...])
            #expect(events == Self.expected, "cut at \(cut)")
            #expect(parser.isInsideEvent)
        }
    }

    @Test("every chunk size gives the same events", arguments: [1, 2, 3, 5, 7, 64])
    func everyChunkSize(_ size: Int) {
        let bytes = Array(Self.sample.utf8)
        var parser = ServerSentEvents(longest: 1000)
        var events: [ServerSentEvents.Event] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += parser.push(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(events == Self.expected)
    }

    @Test("what the end cuts off is no event, and known to be cut off")
    func endInsideEvent() {
        var parser = ServerSentEvents(longest: 1000)
        #expect(parser.push(Array("data: a\n\n".utf8)).count == 1)
        #expect(!parser.isInsideEvent)
        #expect(parser.push(Array("data: b\n".utf8)).isEmpty)
        #expect(parser.isInsideEvent)
    }

    @Test("only the first bytes can be a byte order mark")
    func onlyFirstMark() {
        var parser = ServerSentEvents(longest: 1000)
        let events = parser.push(Array("data: a\n\n\u{FEFF}data: b\n\n".utf8))
        #expect(events == [.data(name: "message", Array("a".utf8))])
    }

    @Test("a line or event beyond the limit is an error, one at the limit is not")
    func limit() {
        var parser = ServerSentEvents(longest: 16)
        #expect(parser.push(Array("data: 0123456789\n\n".utf8)).count == 1)
        #expect(!parser.isTooLong)
        #expect(parser.push(Array("data: a\n\ndata: 0123456789X\n\n".utf8)).count == 1)
        #expect(parser.isTooLong)
        var many = ServerSentEvents(longest: 16)
        #expect(many.push(Array(String(repeating: "data: 01234\n", count: 20).utf8)).isEmpty)
        #expect(many.isTooLong)
    }
}
