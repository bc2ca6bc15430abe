import ScreenKit
import TestPacing
import Testing

@Suite("Display text", .paced)
struct DisplayTextTests {
    static let measured: [(text: String, shown: String, columns: Int)] = [
        ("", "", 0),
        ("hello", "hello", 5),
        ("é", "é", 1),
        ("e\u{301}", "e\u{301}", 1),
        ("日本語", "日本語", 6),
        ("ﾊﾝｶｸ", "ﾊﾝｶｸ", 4),
        ("👍", "👍", 2),
        ("👍🏽", "👍", 2),
        ("🏽", "\u{FFFD}", 1),
        ("👩‍👩‍👧", "👩", 2),
        ("👩‍❤️‍👩!", "👩!", 3),
        ("👨🏽‍⚕️", "👨", 2),
        ("🏳️‍🌈", "🏳", 1),
        ("❤️", "❤", 1),
        ("🇩🇪🇫🇷", "DEFR", 4),
        ("1️⃣ #️⃣", "1 #", 3),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴", 2),
        ("\u{1FAE8}\u{1F3FD}x", "\u{FFFD}x", 2),
        ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}", 2),
        ("\u{1112}\u{1161}\u{301}\u{11AB}", "\u{D558}\u{301}", 2),
        ("\u{1161}", "\u{FFFD}", 1),
        ("नमस्ते", "नमस्ते", 4), ("कि", "कि", 2),
        ("שלום", "שלום", 4),
        ("a\u{200B}b\u{FEFF}c\u{AD}d", "abcd", 4),
        ("a\tb\nc\r\nd\re\u{85}f\u{2028}g", "a b c d e f g", 13),
        ("\u{301}a", "\u{25CC}\u{301}a", 2),
        ("a\u{A0}b", "a\u{A0}b", 3),
    ]

    @Test("Text is shown and measured as the table says", arguments: measured)
    func row(_ row: (text: String, shown: String, columns: Int)) {
        let text = DisplayText(sanitizing: row.text)
        #expect(text.string.unicodeScalars.elementsEqual(row.shown.unicodeScalars), "\(text.string.debugDescription)")
        #expect(text.columns == row.columns)
        #expect(text.isEmpty == (row.columns == 0))
    }

    @Test("Paragraphs keep empty lines and leading spaces and set tab stops")
    func paragraphs() {
        let text = "  one\n\n\ttwo\tb\r\nab\tc\r日\td\u{85}x\u{2029}y\n"
        let shown = DisplayText.paragraphs(sanitizing: text).map(\.string)
        #expect(shown == ["  one", "", "    two b", "ab  c", "日  d", "x", "y", ""])
        #expect(DisplayText.paragraphs(sanitizing: "") == [""])
    }

    @Test("A cut never splits a wide cluster")
    func cuts() {
        let text: DisplayText = "a日e\u{301}本"
        #expect(text.columns == 6)
        #expect((0...7).map { text.prefix(columns: $0).string } == ["", "a", "a", "a日", "a日é", "a日é", "a日é本", "a日é本"])
        #expect((0...7).map { text.suffix(columns: $0).string } == ["", "", "本", "é本", "é本", "日é本", "a日é本", "a日é本"])
        #expect(
            (0...7).map { text.dropFirst(columns: $0).string } == ["a日é本", "日é本", " é本", "é本", "本", " ", "", ""]
        )
        for count in -1...8 {
            #expect(text.prefix(columns: count).columns <= max(0, count))
            #expect(text.suffix(columns: count).columns <= max(0, count))
            #expect(text.dropFirst(columns: count).columns == max(0, min(6, 6 - count)))
        }
    }

    @Test("Truncated text ends with the ellipsis and fits", arguments: [Glyphs.unicode, Glyphs.ascii])
    func truncated(glyphs: Glyphs) {
        let text: DisplayText = "iphone 日本"
        let mark = glyphs.ellipsis
        #expect(text.truncated(columns: 11, ellipsis: mark) == text)
        #expect(text.truncated(columns: 10, ellipsis: mark) == "iphone 日" + mark)
        #expect(text.truncated(columns: 9, ellipsis: mark) == "iphone " + mark)
        #expect(text.truncated(columns: 1, ellipsis: mark) == mark)
        #expect(text.truncated(columns: 0, ellipsis: mark) == "")
    }

    @Test("Padding and repeating give the columns asked for")
    func filled() {
        #expect(DisplayText("日").padded(columns: 4) == "日  ")
        #expect(DisplayText("日本").padded(columns: 3) == "日本")
        #expect(DisplayText.repeating("ab", columns: 5) == "ababa")
        #expect(DisplayText.repeating("日", columns: 5) == "日日 ")
        #expect(DisplayText.repeating("", columns: 5) == "")
        #expect(DisplayText.repeating("-", columns: -1) == "")
        #expect(["a", "日"].joined(separator: " · ") as DisplayText == "a · 日")
        #expect(DisplayText(-120) == "-120")
    }

    @Test("Clusters hold a base, its marks and its width")
    func clusters() {
        let clusters = Array(DisplayText("ae\u{301}\u{302}日").clusters)
        #expect(clusters.map(\.base) == [0x61, 0x65, 0x65E5])
        #expect(clusters.map(\.width) == [1, 1, 2])
        #expect(clusters.map { Array($0.marks) } == [[], [0x301, 0x302], []])
    }

    @Test("Both sets of glyphs have the same columns, one for each sign")
    func glyphs() {
        #expect(Glyphs.unicode.all.map(\.columns) == Glyphs.ascii.all.map(\.columns))
        #expect(Glyphs.unicode.all.allSatisfy { $0.columns == 1 })
        #expect(Glyphs.ascii.all.allSatisfy { $0.string.unicodeScalars.allSatisfy(\.isASCII) })
        #expect(Glyphs.ascii.all.count == Mirror(reflecting: Glyphs.ascii).children.count)
    }
}
