import ScreenKit
import TestPacing
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Widths of scalars", .paced)
struct CellWidthTests {
    static let table: [(scalar: Unicode.Scalar, columns: Int?)] = [
        ("a", 1), (" ", 1), ("~", 1), ("\u{A0}", 1), ("é", 1), ("日", 2), ("ｱ", 1), ("Ａ", 2), ("한", 2),
        ("\u{301}", 0), ("\u{20DD}", 0), ("❤", 1), ("👩", 2), ("─", 1), ("…", 1), ("\u{2400}", 1), ("\u{FFFD}", 1),
        ("\u{3000}", 2), ("\u{20000}", 2), ("\u{3134A}", 2),
        ("\u{0}", nil), ("\u{1B}", nil), ("\u{7F}", nil), ("\u{9B}", nil), ("\u{AD}", nil), ("\u{200B}", nil),
        ("\u{200D}", nil), ("\u{202E}", nil), ("\u{2028}", nil), ("\u{FE0F}", nil), ("\u{FEFF}", nil),
        ("\u{E000}", nil), ("\u{FFFF}", nil), ("\u{E0041}", nil), ("\u{10FFFF}", nil), ("\u{1FAE8}", nil),
        ("\u{3164}", nil), ("\u{600}", nil),
    ]

    @Test("A scalar has the columns of the table, or none at all", arguments: table)
    func row(_ row: (scalar: Unicode.Scalar, columns: Int?)) {
        #expect(CellWidth.columns(of: row.scalar) == row.columns, "U+\(String(row.scalar.value, radix: 16))")
    }

    #if canImport(Glibc)
        @Test("What may be drawn as it is has the width that the C library tells ncurses")
        func agreesWithTheLibrary() throws {
            try #require(setlocale(LC_CTYPE, "C.UTF-8") != nil)
            // The module of the C library leaves this X/Open function out.
            let symbol = try #require(dlsym(nil, "wcwidth"))
            let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (Int32) -> Int32).self)
            var unlike: [String] = []
            for value in UInt32(0)...0x10FFFF {
                guard let scalar = Unicode.Scalar(value) else {
                    continue
                }
                let library = Int(wcwidth(Int32(value)))
                if let ours = CellWidth.columns(of: scalar) {
                    if ours != library {
                        unlike.append("U+\(String(value, radix: 16)): \(ours), the library says \(library)")
                    }
                } else if library >= 0, !Self.mayBeReplaced(scalar) {
                    unlike.append("U+\(String(value, radix: 16)): not drawn, the library says \(library)")
                }
            }
            #expect(unlike.isEmpty, "\(unlike.count): \(unlike.prefix(20))")
        }

        /// What the library can measure and the sanitiser still lets nobody see as it is.
        private static func mayBeReplaced(_ scalar: Unicode.Scalar) -> Bool {
            let properties = scalar.properties
            switch scalar.value {
            case 0x20E3, 0x1160...0x11FF, 0xD7B0...0xD7FF, 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF:
                // Keycaps, Jamo, flags and skin tones have rules of their own.
                return true
            case 0xE000...0xF8FF, 0xF0000...0x10FFFF:
                return true
            default:
                // Format controls, fillers, selectors, and NUL, whose width is 0.
                return properties.generalCategory == .format || properties.isDefaultIgnorableCodePoint
                    || scalar.value == 0 || library(isNewerThan: properties.age)
            }
        }

        /// Libraries newer than glibc 2.36 measure scalars that ours does not know.
        private static func library(isNewerThan age: Unicode.Version?) -> Bool {
            guard let age else {
                return true
            }
            return age.major > 14
        }
    #endif
}
