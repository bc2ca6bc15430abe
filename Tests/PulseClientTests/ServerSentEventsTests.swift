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

    @Test("a block beyond the limit is skipped and told, one at the limit is not", arguments: ["\n", "\r", "\r\n"])
    func limit(_ end: String) {
        let long = "event: x\ndata: 0123456789X\ndata: more\n\n"
        let many = String(repeating: "data: 01234\n", count: 4) + "\n"
        let text = ("data: 0123456789\n\n" + long + "data: a\n\n" + many + "data: b\n\n").replacing("\n", with: end)
        let bytes = Array(text.utf8)
        let expected: [ServerSentEvents.Event] = [
            .data(name: "message", Array("0123456789".utf8)),
            .oversized(bytes: 27),
            .data(name: "message", Array("a".utf8)),
            .oversized(bytes: 33),
            .data(name: "message", Array("b".utf8)),
        ]
        for size in [1, 2, 3, bytes.count] {
            var parser = ServerSentEvents(longest: 16)
            var events: [ServerSentEvents.Event] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                events += parser.push(bytes[start..<min(start + size, bytes.count)])
            }
            #expect(events == expected)
            #expect(!parser.isHopeless)
        }
    }

    @Test("a stream of nothing but oversized blocks is given up")
    func hopeless() {
        var parser = ServerSentEvents(longest: 16)
        let long = Array("data: 0123456789X\n\n".utf8)
        var count = 0
        while !parser.isHopeless, count < 100 {
            _ = parser.push(long)
            count += 1
        }
        #expect(count == 16)
    }
}
