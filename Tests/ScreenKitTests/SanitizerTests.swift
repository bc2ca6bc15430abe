import ScreenKit
import TestPacing
import Testing

@Suite("Text from outside cannot touch the terminal", .paced)
struct SanitizerTests {
    static let hostile: [String] = [
        "\u{1B}[2J\u{1B}[H", "\u{1B}]52;c;cm0gLXJm\u{7}", "\u{1B}]52;c;cm0gLXJm\u{1B}\\", "\u{1B}]0;title\u{7}",
        "\u{1B}P$q\"p\u{1B}\\", "\u{1B}_Gf=100;AAAA\u{1B}\\", "\u{1B}^pm\u{1B}\\", "\u{1B}X sos\u{1B}\\", "\u{1B}c",
        "\u{9B}31m", "\u{9D}52;c;AAAA\u{9C}", "\u{90}1$r\u{9C}", "\u{9F}app\u{9C}", "\u{8E}\u{8F}", "\u{0}\u{0}",
        "a\u{8}\u{8}\u{8}", "one\rtwo", "\u{202E}gnp.exe", "\u{2067}a\u{2069}", "\u{200F}\u{61C}\u{200E}",
        "\u{E0001}\u{E0068}\u{E0069}\u{E007F}", "\u{FFFF}\u{FFFE}\u{1FFFE}", "\u{E000}\u{F8FF}\u{F0000}\u{10FFFD}",
        "\u{1FAE8}\u{1FACF}\u{1F6DC}", "\u{FFF9}a\u{FFFA}b\u{FFFB}", "\u{2061}\u{2064}",
        "\u{34F}\u{17B4}\u{3164}\u{FFA0}",
        "a" + String(repeating: "\u{301}\u{489}", count: 100), String(repeating: "\u{336}", count: 200),
        String(repeating: "👩\u{200D}", count: 300), "\u{E}\u{F}\u{5}", "\u{1B}[?1049h\u{1B}[200~",
    ]

    @Test("Hostile text becomes allowed scalars only", arguments: hostile)
    func corpus(text: String) {
        expectSafe(DisplayText(sanitizing: text), text)
        for paragraph in DisplayText.paragraphs(sanitizing: text) {
            expectSafe(paragraph, text)
        }
    }

    @Test("Every control character is visible in one column or is a line break or tab")
    func controls() {
        for value in UInt32(0)...0x9F where value < 0x20 || value >= 0x7F {
            guard let scalar = Unicode.Scalar(value) else {
                continue
            }
            let text = DisplayText(sanitizing: "a" + String(scalar) + "b")
            let expected: UInt32 =
                switch value {
                case 0x09, 0x0A, 0x0D, 0x85: 0x20
                case 0..<0x20: 0x2400 + value
                case 0x7F: 0x2421
                default: 0xFFFD
                }
            #expect(text.string.unicodeScalars.map(\.value) == [0x61, expected, 0x62])
            #expect(text.columns == 3)
        }
        #expect(DisplayText(sanitizing: "\u{1B}[31mred") == "␛[31mred")
    }

    @Test("Direction marks, tags and what is invisible leave nothing behind")
    func invisible() {
        let scalars: [ClosedRange<UInt32>] = [
            0xAD...0xAD, 0x61C...0x61C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F,
            0xFEFF...0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF, 0x180B...0x180F, 0x3164...0x3164,
        ]
        for value in scalars.joined() {
            if let scalar = Unicode.Scalar(value) {
                #expect(DisplayText(sanitizing: "a" + String(scalar) + "b") == "ab", "U+\(String(value, radix: 16))")
            }
        }
    }

    @Test("A tower of marks is cut to three")
    func towers() {
        let text = DisplayText(sanitizing: "a" + String(repeating: "\u{301}", count: 200) + "b")
        #expect(text.string.unicodeScalars.count == 5)
        #expect(text.columns == 2)
    }

    @Test("Whatever comes in, what goes out is allowed, measured rightly, and stays as it is", arguments: 0..<16)
    func random(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<250 {
            let source = generator.text(scalars: 40)
            let text = DisplayText(sanitizing: source)
            expectSafe(text, source)
            let paragraphs = DisplayText.paragraphs(sanitizing: source)
            for paragraph in paragraphs {
                expectSafe(paragraph, source)
            }
            let cut = Int.random(in: 0...20, using: &generator)
            expectSafe(text.prefix(columns: cut), source)
            expectSafe(text.suffix(columns: cut), source)
            expectSafe(text.dropFirst(columns: cut) + text.prefix(columns: cut), source)
        }
    }

    private func expectSafe(_ text: DisplayText, _ source: String) {
        var columns = 0
        var marks = Marks.limit
        for scalar in text.string.unicodeScalars {
            guard let width = CellWidth.columns(of: scalar) else {
                Issue.record("U+\(String(scalar.value, radix: 16)) came out of \(source.debugDescription)")
                return
            }
            marks = width == 0 ? marks + 1 : 0
            #expect(marks <= Marks.limit, "\(source.debugDescription)")
            columns += width
        }
        #expect(text.columns == columns, "\(source.debugDescription)")
        #expect(text.clusters.reduce(0) { $0 + $1.width } == columns)
        let again = DisplayText(sanitizing: text.string)
        #expect(
            again.string.unicodeScalars.elementsEqual(text.string.unicodeScalars),
            "\(source.debugDescription): \(text.string.debugDescription)"
        )
    }
}
