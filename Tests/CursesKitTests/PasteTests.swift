import CursesKit
import ScreenKit
import Testing

struct PasteTests {
    private let begin = Array("\u{1B}[200~".utf8)
    private let end = Array("\u{1B}[201~".utf8)

    @Test("a paste is one event, whatever keys are in it")
    func wholePaste() {
        var decoder = KeyDecoder()
        let text = "hi\r\n\u{1B}[A\u{3}é日"
        #expect(decoder.feed(begin + Array(text.utf8) + end, at: 0) == [.paste(text)])
        #expect(decoder.feed([0x61], at: 0) == [.key(Key(.character("a")), readAt: 0)])
    }

    @Test("invalid bytes in a paste become replacement characters")
    func invalidBytes() {
        var decoder = KeyDecoder()
        #expect(decoder.feed(begin + [0x61, 0xFF, 0x62] + end, at: 0) == [.paste("a\u{FFFD}b")])
    }

    @Test("a paste without its end is delivered after a second of silence")
    func lostEnd() {
        var decoder = KeyDecoder()
        #expect(decoder.feed(begin + Array("one\r".utf8), at: 0).isEmpty)
        #expect(decoder.feed(Array("two".utf8) + end.dropLast(3), at: 900).isEmpty)
        #expect(decoder.deadline == 1900)
        #expect(decoder.expire(at: 1899).isEmpty)
        #expect(decoder.expire(at: 1900) == [.paste("one\rtwo")])
        #expect(decoder.feed([0x61], at: 1901) == [.key(Key(.character("a")), readAt: 1901)])
    }

    @Test("a paste of two megabytes is taken in one pass", .timeLimit(.minutes(1)))
    func longPaste() {
        var decoder = KeyDecoder()
        let text = String(repeating: "0123456789abcde\n", count: 1 << 17)
        var events: [InputEvent] = decoder.feed(begin, at: 0)
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            events += decoder.feed(rest.prefix(4096), at: 0)
            rest = rest.dropFirst(4096)
        }
        events += decoder.feed(end, at: 0)
        #expect(events == [.paste(text)])
    }

    @Test("an end without a beginning is nothing")
    func strayEnd() {
        var decoder = KeyDecoder()
        #expect(decoder.feed(end, at: 0).isEmpty)
    }
}
