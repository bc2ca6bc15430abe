import CursesKit
import ScreenKit
import Testing

struct KeyDecoderTests {
    private func decode(_ text: String, extraKeys: [[UInt8]: Key] = [:]) -> [InputEvent] {
        var decoder = KeyDecoder(extraKeys: extraKeys)
        return decoder.feed(Array(text.utf8), at: 0) + decoder.expire(at: 10_000)
    }

    private func keys(_ events: [InputEvent]) -> [Key] {
        events.compactMap { event in
            if case .key(let key, _) = event { key } else { nil }
        }
    }

    static let sequences: [(String, Key)] = [
        ("a", Key(.character("a"))), (" ", Key(.character(" "))), ("é", Key(.character("é"))),
        ("日", Key(.character("日"))), ("👍", Key(.character("👍"))),
        ("\r", Key(.enter)), ("\n", .control("j")), ("\t", Key(.tab)), ("\u{8}", Key(.backspace)),
        ("\u{7F}", Key(.backspace)), ("\u{0}", .control(" ")), ("\u{1}", .control("a")), ("\u{1A}", .control("z")),
        ("\u{1C}", .control("\\")), ("\u{1D}", .control("]")), ("\u{1F}", .control("_")),
        ("\u{1B}", Key(.escape)),
        ("\u{1B}[A", Key(.up)), ("\u{1B}[B", Key(.down)), ("\u{1B}[C", Key(.right)), ("\u{1B}[D", Key(.left)),
        ("\u{1B}OA", Key(.up)), ("\u{1B}OB", Key(.down)), ("\u{1B}OC", Key(.right)), ("\u{1B}OD", Key(.left)),
        ("\u{1B}[H", Key(.home)), ("\u{1B}OH", Key(.home)), ("\u{1B}[1~", Key(.home)), ("\u{1B}[7~", Key(.home)),
        ("\u{1B}[F", Key(.end)), ("\u{1B}OF", Key(.end)), ("\u{1B}[4~", Key(.end)), ("\u{1B}[8~", Key(.end)),
        ("\u{1B}[2~", Key(.insert)), ("\u{1B}[3~", Key(.delete)),
        ("\u{1B}[5~", Key(.pageUp)), ("\u{1B}[6~", Key(.pageDown)),
        ("\u{1B}[Z", Key(.tab, .shift)),
        ("\u{1B}[1;5D", Key(.left, .control)), ("\u{1B}[1;5C", Key(.right, .control)),
        ("\u{1B}[1;3A", Key(.up, .alt)), ("\u{1B}[1;2B", Key(.down, .shift)), ("\u{1B}[3;5~", Key(.delete, .control)),
        ("\u{1B}Oa", Key(.up, .control)), ("\u{1B}[a", Key(.up, .shift)), ("\u{1B}\u{1B}[A", Key(.up, .alt)),
        ("\u{1B}OP", Key(.function(1))), ("\u{1B}[11~", Key(.function(1))), ("\u{1B}[[A", Key(.function(1))),
        ("\u{1B}[15~", Key(.function(5))), ("\u{1B}[[E", Key(.function(5))), ("\u{1B}[24~", Key(.function(12))),
        ("\u{1B}x", Key(.character("x"), .alt)), ("\u{1B}é", Key(.character("é"), .alt)),
        ("\u{1B}\r", Key(.enter, .alt)), ("\u{1B}\u{7F}", Key(.backspace, .alt)),
        ("\u{1B}[", Key(.character("["), .alt)), ("\u{1B}O", Key(.character("O"), .alt)),
        ("\u{1B}OM", Key(.enter)), ("\u{1B}Oq", Key(.character("1"))),
        ("\u{1B}[13;2u", Key(.enter, .shift)), ("\u{1B}[106;5u", .control("j")),
        ("\u{1B}[27;5;106~", .control("j")), ("\u{1B}[27u", Key(.escape)),
    ]

    @Test("a sequence is its key, whatever the terminal calls it", arguments: sequences)
    func sequenceIsKey(bytes: String, key: Key) {
        #expect(keys(decode(bytes)) == [key])
    }

    @Test(
        "answers and unknown sequences run nothing",
        arguments: ["\u{1B}[?62;22c", "\u{1B}[99~", "\u{1B}[?2004;1$y", "\u{1B}[1;5", "\u{1B}[E", "\u{1B}OZ", "\u{85}"]
    )
    func unknownIsSilent(bytes: String) {
        #expect(decode(bytes).isEmpty)
    }

    @Test("every split of a stream gives the same events")
    func everySplit() {
        let stream = Array(
            ("aé日👍\u{1B}[A\u{1B}OB\u{1B}[1;5C\u{1B}[Z\u{1B}x\u{1B}é\u{1B}\u{1B}[A\r\n\u{1B}[I\u{1B}[O\u{1B}[[B"
                + "\u{1B}[200~one\rtwo é\u{1B}[201\u{1B}[201~z").utf8
        )
        var whole = KeyDecoder()
        let expected = whole.feed(stream, at: 5)
        #expect(expected.count == 18)
        for first in 0...stream.count {
            for second in first...stream.count {
                var decoder = KeyDecoder()
                let events =
                    decoder.feed(stream[..<first], at: 5) + decoder.feed(stream[first..<second], at: 5)
                    + decoder.feed(stream[second...], at: 5)
                #expect(events == expected, "split at \(first) and \(second)")
            }
        }
    }

    @Test("Esc alone is a key after the delay, with the time of its read")
    func loneEscape() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B], at: 100).isEmpty)
        #expect(decoder.deadline == 125)
        #expect(decoder.expire(at: 124).isEmpty)
        #expect(decoder.expire(at: 125) == [.key(Key(.escape), readAt: 100)])
        #expect(decoder.deadline == nil)
        #expect(decoder.expire(at: 1000).isEmpty)
    }

    @Test("the delay of Esc can be chosen")
    func chosenDelay() {
        var decoder = KeyDecoder(delays: KeyDecoder.Delays(escape: 300))
        _ = decoder.feed([0x1B], at: 0)
        #expect(decoder.feed([0x78], at: 299) == [.key(Key(.character("x"), .alt), readAt: 299)])
    }

    @Test("what follows a delivered Esc within 100 ms is its arrow and runs nothing else", arguments: ["[A", "OA"])
    func repairedArrow(rest: String) {
        for pause: Int64 in [0, 1, 99] {
            var decoder = KeyDecoder()
            _ = decoder.feed([0x1B], at: 0)
            #expect(decoder.expire(at: 25) == [.key(Key(.escape), readAt: 0)])
            var events = decoder.feed(Array(rest.utf8.prefix(1)), at: 25 + pause)
            #expect(events.isEmpty)
            events = decoder.feed(Array(rest.utf8.dropFirst()), at: 25 + pause + 90)
            #expect(events == [.key(Key(.up), readAt: 115 + pause)])
            #expect(decoder.feed([0x61], at: 500) == [.key(Key(.character("a")), readAt: 500)])
        }
    }

    @Test("a split sequence that means nothing runs nothing")
    func repairedUnknown() {
        var decoder = KeyDecoder()
        _ = decoder.feed([0x1B], at: 0)
        _ = decoder.expire(at: 25)
        #expect(decoder.feed(Array("[99~".utf8), at: 60).isEmpty)
        #expect(decoder.expire(at: 1000).isEmpty)
    }

    @Test("a bracket or an O typed long after Esc is a letter", arguments: ["[", "O"])
    func laterBracket(letter: Character) {
        var decoder = KeyDecoder()
        _ = decoder.feed([0x1B], at: 0)
        _ = decoder.expire(at: 25)
        let events = decoder.feed(Array(String(letter).utf8), at: 126)
        #expect(events == [.key(Key(.character(letter)), readAt: 126)])
    }

    @Test("a bracket typed soon after Esc, with nothing behind it, is a letter in the end")
    func lonelyBracket() {
        var decoder = KeyDecoder()
        _ = decoder.feed([0x1B], at: 0)
        _ = decoder.expire(at: 25)
        #expect(decoder.feed([0x5B], at: 80).isEmpty)
        #expect(decoder.expire(at: 180) == [.key(Key(.character("[")), readAt: 80)])
    }

    @Test("other letters after a delivered Esc are themselves at once")
    func letterAfterEscape() {
        var decoder = KeyDecoder()
        _ = decoder.feed([0x1B], at: 0)
        _ = decoder.expire(at: 25)
        #expect(decoder.feed([0x6A], at: 30) == [.key(Key(.character("j")), readAt: 30)])
    }

    @Test("Esc pressed twice is two keys")
    func twoEscapes() {
        #expect(keys(decode("\u{1B}\u{1B}")) == [Key(.escape), Key(.escape)])
        #expect(keys(decode("\u{1B}\u{1B}\u{1B}")) == [Key(.escape), Key(.escape), Key(.escape)])
        #expect(keys(decode("\u{1B}\u{1B}x")) == [Key(.escape), Key(.character("x"), .alt)])
    }

    @Test("invalid UTF-8 is a replacement character and swallows no key")
    func invalidUTF8() {
        var decoder = KeyDecoder()
        let replacement = InputEvent.key(Key(.character("\u{FFFD}")), readAt: 0)
        let letter = InputEvent.key(Key(.character("a")), readAt: 0)
        #expect(decoder.feed([0xFF, 0x61], at: 0) == [replacement, letter])
        #expect(decoder.feed([0xE6, 0x97, 0x61], at: 0) == [replacement, letter])
        // A surrogate, and an overlong slash.
        #expect(decoder.feed([0xED, 0xA0], at: 0) == [replacement, replacement])
        #expect(decoder.feed([0xC0, 0xAF], at: 0) == [replacement, replacement])
        #expect(decoder.feed([0xE6], at: 0).isEmpty)
        #expect(decoder.expire(at: 100) == [replacement])
    }

    @Test("focus is reported")
    func focus() {
        #expect(decode("\u{1B}[I\u{1B}[O") == [.focusGained, .focusLost])
    }

    @Test("what the terminal's description says comes first")
    func describedKeys() {
        let extra: [[UInt8]: Key] = [Array("\u{1B}A".utf8): Key(.up), Array("\u{1B}[214z".utf8): Key(.home)]
        #expect(keys(decode("\u{1B}A\u{1B}[214z", extraKeys: extra)) == [Key(.up), Key(.home)])
    }

    @Test("a broken sequence gives its breaking key back")
    func brokenSequence() {
        #expect(keys(decode("\u{1B}[1;\r")) == [Key(.enter)])
        #expect(keys(decode("\u{1B}[\u{1B}[A")) == [Key(.character("["), .alt), Key(.up)])
    }
}
