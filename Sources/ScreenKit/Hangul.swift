/// Hangul syllables out of their letters, by the arithmetic of the Unicode standard, section 3.12.
enum Hangul {
    /// The syllable that a leading consonant and a vowel, or a syllable and a final, make together.
    static func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
        switch (first, second) {
        case (0x1100...0x1112, 0x1161...0x1175):
            0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
        case (0xAC00...0xD7A3, 0x11A8...0x11C2) where (first - 0xAC00) % 28 == 0:
            first + second - 0x11A7
        default:
            nil
        }
    }

    /// Whether a vowel or a final can follow this scalar in a syllable.
    static func isLetter(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x1100...0x115F, 0xA960...0xA97C, 0xAC00...0xD7A3:
            true
        default:
            false
        }
    }
}
