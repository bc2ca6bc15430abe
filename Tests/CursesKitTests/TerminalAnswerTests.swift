import CursesKit
import ScreenKit
import Testing

/// What a terminal sends that nobody typed.
struct TerminalAnswerTests {
    private static let strings = [
        "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{7}", "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\", "\u{1B}]52;c;cXVpdHE=\u{7}",
        "\u{1B}]lq title \u{11C} \u{1B}\\", "\u{1B}]11;q\u{9C}",
        "\u{1B}P>|XTerm(370)\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}P1+r71=71\u{1B}\\",
        "\u{1B}Pq#0;2;0;0;0\u{1B}\\", "\u{1B}P!|7E565445\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\",
        "\u{1B}^quit\u{1B}\\", "\u{1B}Xquit\u{1B}\\",
        "\u{1B}[M q!", "\u{1B}[<0;10;5M", "\u{1B}[<0;10;5m", "\u{1B}[32;10;5M",
    ]
    private let letter = InputEvent.key(Key(.character("z")), readAt: 50)

    @Test("an answer of the terminal is swallowed whole, however it is split", arguments: strings)
    func swallowed(answer: String) {
        let bytes = Array(answer.utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                var decoder = KeyDecoder()
                let events =
                    decoder.feed(bytes[..<first], at: 30) + decoder.feed(bytes[first..<second], at: 40)
                    + decoder.feed(bytes[second...] + Array("z".utf8), at: 50)
                #expect(events == [letter], "split at \(first) and \(second)")
            }
        }
    }

    @Test("an answer in bytes of eight bits is swallowed", arguments: [[0x9C], [0xC4, 0x9C, 0x71, 0xC2, 0x9C]])
    func eightBits(end: [UInt8]) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(Array("\u{1B}]2;q".utf8) + end + Array("z".utf8), at: 50) == [letter])
        #expect(decoder.feed(Array("\u{1B}[M".utf8) + [0x20, 0xF1, 0x00] + Array("z".utf8), at: 50) == [letter])
    }

    @Test(
        "an answer behind an Esc that was delivered is swallowed, too",
        arguments: strings.prefix(3) + ["\u{1B}P1$r0m\u{7}"]
    )
    func repaired(answer: String) {
        var decoder = KeyDecoder()
        _ = decoder.feed([0x1B], at: 0)
        #expect(decoder.expire(at: 25) == [.key(Key(.escape), readAt: 0)])
        #expect(decoder.feed(answer.utf8.dropFirst() + Array("z".utf8), at: 50) == [letter])
    }

    @Test("letters behind an Esc that was delivered are keys", arguments: ["]", "P", "_", "^", "X"])
    func lettersBehindEscape(introducer: String) {
        var decoder = KeyDecoder()
        _ = decoder.feed([0x1B], at: 0)
        _ = decoder.expire(at: 25)
        let key = InputEvent.key(Key(.character(Character(introducer))), readAt: 50)
        #expect(decoder.feed(Array((introducer + "z").utf8), at: 50) == [key, letter])
        _ = decoder.feed([0x1B], at: 60)
        _ = decoder.expire(at: 85)
        #expect(decoder.feed(Array(introducer.utf8), at: 90).isEmpty)
        #expect(decoder.expire(at: 190) == [.key(Key(.character(Character(introducer))), readAt: 90)])
    }

    @Test("Alt with a letter that could begin an answer is a key", arguments: ["]", "P", "_", "^", "X", "I", "A"])
    func altLetter(letter: String) {
        let key = Key(.character(Character(letter)), .alt)
        var decoder = KeyDecoder()
        let pressed = decoder.feed(Array("\u{1B}\(letter)".utf8), at: 0) + decoder.expire(at: 100)
        #expect(pressed == [.key(key, readAt: 0)])
        // Held down.
        let held = decoder.feed(Array("\u{1B}\(letter)\u{1B}\(letter)".utf8), at: 200)
        #expect(held + decoder.expire(at: 300) == [.key(key, readAt: 200), .key(key, readAt: 200)])
    }

    @Test("a string without an end is given up after 100 ms without a byte, and nothing of it runs")
    func noEnd() {
        var decoder = KeyDecoder()
        #expect(decoder.feed(Array("\u{1B}]11;q".utf8), at: 0).isEmpty)
        #expect(decoder.feed(Array("quit".utf8), at: 90).isEmpty)
        #expect(decoder.deadline == 190)
        #expect(decoder.expire(at: 190).isEmpty)
        #expect(decoder.feed(Array("z".utf8), at: 200) == [.key(Key(.character("z")), readAt: 200)])
    }

    @Test("a string that was cut off gives the next sequence back")
    func cutOff() {
        var decoder = KeyDecoder()
        #expect(decoder.feed(Array("\u{1B}]11;q\u{1B}[A".utf8), at: 0) == [.key(Key(.up), readAt: 0)])
        #expect(decoder.feed(Array("\u{1B}[M \u{1B}[A".utf8), at: 0) == [.key(Key(.up), readAt: 0)])
        #expect(decoder.feed(Array("\u{1B}P1$r\u{18}z".utf8), at: 50) == [letter])
    }

    @Test("a string of some kilobytes is swallowed; one that never ends is not for ever")
    func long() {
        var decoder = KeyDecoder()
        let clipboard = Array("\u{1B}]52;c;".utf8) + [UInt8](repeating: 0x71, count: 100_000) + [0x07]
        #expect(decoder.feed(clipboard + Array("z".utf8), at: 50) == [letter])
        let endless = Array("\u{1B}]".utf8) + [UInt8](repeating: 0x71, count: 1 << 20)
        #expect(decoder.feed(endless + Array("z".utf8), at: 50) == [letter])
    }

    @Test("what the terminal's description calls a key is one")
    func described() {
        let extra: [[UInt8]: Key] = [
            Array("\u{1B}P".utf8): Key(.function(1)), Array("\u{1B}[M".utf8): Key(.function(2)),
        ]
        var decoder = KeyDecoder(extraKeys: extra)
        let expected = [Key(.function(1)), Key(.function(2))].map { InputEvent.key($0, readAt: 50) } + [letter]
        #expect(decoder.feed(Array("\u{1B}P\u{1B}[Mz".utf8), at: 50) == expected)
    }
}
