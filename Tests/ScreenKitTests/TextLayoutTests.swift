import ScreenKit
import TestPacing
import Testing

@Suite("Wrapping paragraphs", .paced)
struct TextLayoutTests {
    static let table: [(text: String, columns: Int, lines: [String])] = [
        ("", 10, [""]),
        ("hello world", 20, ["hello world"]),
        ("hello world", 5, ["hello", "world"]),
        ("hello world", 8, ["hello", "world"]),
        ("hello   world", 8, ["hello", "world"]),
        ("hello   ", 6, ["hello "]),
        ("hello   ", 5, ["hello"]),
        ("a b c d", 3, ["a b", "c d"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("ab cdefghij", 4, ["ab", "cdef", "ghij"]),
        ("  one two", 6, ["  one", "two"]),
        ("      one", 6, ["   one"]),
        ("          ", 6, ["   "]),
        ("日本語テキスト", 6, ["日本語", "テキス", "ト"]),
        ("日本語テキスト", 5, ["日本", "語テ", "キス", "ト"]),
        ("ab日本cd", 4, ["ab日", "本cd"]),
        ("日本語。", 6, ["日本", "語。"]),
        ("「日本」語", 6, ["「日", "本」語"]),
        ("x 👩‍👩‍👧 y", 4, ["x 👩", "y"]),
        ("日本", 1, ["\u{FFFD}", "\u{FFFD}"]),
        ("日 a", 0, ["\u{FFFD}", "a"]),
        ("abc", -3, ["a", "b", "c"]),
        ("see https://example.org/a/b now", 10, ["see", "https://ex", "ample.org/", "a/b now"]),
        ("a\u{A0}b c", 3, ["a\u{A0}b", "c"]),
    ]

    @Test("A paragraph breaks as the table says", arguments: table)
    func row(_ row: (text: String, columns: Int, lines: [String])) {
        let lines = TextLayout.wrap(DisplayText(sanitizing: row.text), columns: row.columns)
        #expect(lines.map(\.string) == row.lines)
    }

    @Test("Lines that are done stay when text is added, and none is too wide", arguments: 0..<8)
    func incremental(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<12 {
            let words = (0..<30).map { _ in generator.text(scalars: 9) }
            let text = DisplayText(sanitizing: words.joined(separator: " "))
            let columns = Int.random(in: 1...14, using: &generator)
            let whole = TextLayout.wrap(text, columns: columns)
            #expect(whole.allSatisfy { $0.columns <= columns })
            for cut in 0...text.columns {
                let part = TextLayout.wrap(text.prefix(columns: cut), columns: columns)
                #expect(part.dropLast().elementsEqual(whole.prefix(part.count - 1)))
            }
        }
    }

    @Test("Wrapping loses nothing but spaces", arguments: 0..<8)
    func complete(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let text = DisplayText(sanitizing: generator.text(scalars: 120))
            let columns = Int.random(in: 2...14, using: &generator)
            let lines = TextLayout.wrap(text, columns: columns)
            let clusters = lines.flatMap { Array($0.clusters) }.filter { $0.base != 0x20 || !$0.marks.isEmpty }
            #expect(clusters == text.clusters.filter { $0.base != 0x20 || !$0.marks.isEmpty })
            for line in lines {
                #expect(line.columns == line.clusters.reduce(0) { $0 + $1.width })
            }
        }
    }
}
