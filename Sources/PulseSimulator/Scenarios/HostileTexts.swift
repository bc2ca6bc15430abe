/// Texts that would do something to a terminal, or to a program that measures or decodes carelessly.
enum HostileTexts {
    /// A text with the name of what it tries.
    struct Attack: Sendable {
        var name: String
        var text: String
    }

    static let all: [Attack] = [
        Attack(
            name: "C0 controls",
            text: String(String.UnicodeScalarView((1..<32).compactMap(Unicode.Scalar.init(_:))))
        ),
        Attack(name: "NUL", text: "a\0b\0"),
        Attack(name: "DEL and BS", text: "abc\u{8}\u{8}\u{8}xyz\u{7F}\u{7F}"),
        Attack(name: "CR overwrites", text: "harmless\rEVIL    "),
        Attack(
            name: "C1 code points",
            text: String(String.UnicodeScalarView((0x80..<0xA0).compactMap { Unicode.Scalar(UInt32($0)) }))
        ),
        Attack(name: "CSI", text: "\u{1B}[2J\u{1B}[1;1H\u{1B}[31;5mred\u{1B}[?1049l\u{1B}[?25l\u{1B}[6n"),
        Attack(name: "CSI as C1", text: "\u{9B}2J\u{9B}31mred"),
        Attack(name: "OSC title", text: "\u{1B}]0;owned\u{7}\u{1B}]2;owned\u{1B}\\"),
        Attack(name: "OSC 52 clipboard", text: "\u{1B}]52;c;cm0gLXJmIH4K\u{7}\u{9D}52;c;cm0=\u{9C}"),
        Attack(name: "OSC 8 link", text: "\u{1B}]8;;http://evil.example\u{1B}\\bank.example\u{1B}]8;;\u{1B}\\"),
        Attack(name: "OSC 9 notification", text: "\u{1B}]9;you won\u{7}\u{1B}]777;notify;a;b\u{7}"),
        Attack(name: "DCS", text: "\u{1B}P$q\"p\u{1B}\\\u{1B}P+q544e\u{1B}\\\u{90}q#0\u{9C}"),
        Attack(name: "APC, PM, SOS", text: "\u{1B}_Ga=T\u{1B}\\\u{1B}^pm\u{1B}\\\u{1B}Xsos\u{1B}\\"),
        Attack(name: "unfinished escapes", text: "\u{1B}]0;never ends \u{1B}[38;5;"),
        Attack(name: "charset shifts", text: "\u{1B}(0lqqqk\u{1B}(B\u{E}lqqk\u{F}\u{1B}c\u{1B}#8"),
        Attack(
            name: "bidi",
            text: "\u{202E}txt.exe\u{202C} \u{2066}\u{2067}\u{2068}x\u{2069} \u{200F}\u{200E}\u{061C}"
        ),
        Attack(
            name: "tags",
            text: "tag"
                + String(
                    String.UnicodeScalarView("hidden".unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xE_0000) })
                )
        ),
        Attack(name: "zalgo", text: "Z" + String(repeating: "\u{0336}\u{0489}\u{20DD}\u{0300}", count: 200) + "algo"),
        Attack(name: "zero width", text: "a\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}\u{00AD}b\u{034F}"),
        Attack(name: "lone surrogates", text: "x\u{10D800}y\u{10DFFF}z\u{10DC00}\u{10D83D}"),
        Attack(name: "noncharacters", text: "\u{FFFE}\u{FFFF}\u{1FFFE}\u{E000}\u{FFFD}"),
        Attack(name: "separators", text: "one\u{2028}two\u{2029}three\u{85}four\u{B}five\u{C}six"),
        Attack(name: "emoji chain", text: "👨" + String(repeating: "\u{200D}👩", count: 120)),
        Attack(name: "regional indicators", text: String(repeating: "🇦", count: 301)),
        Attack(name: "variation", text: "☺\u{FE0F}☺\u{FE0E}❤\u{FE0F}\u{FE0F}1\u{FE0F}\u{20E3}"),
        Attack(name: "wide at the edge", text: String(repeating: "你", count: 500)),
        Attack(name: "one long word", text: String(repeating: "w", count: 4_000)),
        Attack(name: "tabs", text: "\ta\t\tb\t\t\tc"),
        Attack(name: "format strings", text: "%s%n%@ \\u001b[31m ${HOME} `id` $(id) ; rm -rf ~"),
        Attack(name: "markup", text: "<script>alert(1)</script>&amp;\"'</body>"),
        Attack(name: "sse in text", text: "data: {\"event\": \"error\"}\n\nevent: ping\n\n: comment\r\n\r\n"),
    ]

    /// A message of 1,048,576 bytes in 16,384 lines.
    static let oneMiB = String(repeating: String(repeating: "m", count: 63) + "\n", count: 16_384)
}
