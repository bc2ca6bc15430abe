/// What the terminal can do, as far as it is known.
package struct TerminalTraits: Hashable, Sendable {
    /// How many colours there are.
    package enum Colors: Int, Hashable, Sendable, Comparable, CaseIterable {
        /// Attributes only.
        case none = 0
        /// The first eight of the palette; the bright ones are shown bold.
        case eight = 8
        /// The first sixteen of the palette, whose looks the person chooses.
        case sixteen = 16
        /// The palette of 256, of which the last 240 are fixed.
        case palette = 256
        /// Any red, green and blue.
        case direct = 16_777_216

        /// By the number of colours; `direct` is the most.
        package static func < (left: Colors, right: Colors) -> Bool { left.rawValue < right.rawValue }
    }

    /// The colours in use; `.none` too when the caller asked for none.
    package var colors: Colors
    /// Whether characters outside ASCII can be shown.
    package var isUTF8: Bool
    /// Whether a paste is told from typing, by the terminal's name: a guess.
    package var hasBracketedPaste: Bool
    /// What TERM says.
    package var name: String

    /// Takes values as they are: an open terminal finds them out, one in memory is told them.
    package init(colors: Colors, isUTF8: Bool, hasBracketedPaste: Bool, name: String) {
        self.colors = colors
        self.isUTF8 = isUTF8
        self.hasBracketedPaste = hasBracketedPaste
        self.name = name
    }
}
