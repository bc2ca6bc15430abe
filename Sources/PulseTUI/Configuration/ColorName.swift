import ScreenKit

/// Colours as theme files write them.
enum ColorName {
    /// The sixteen of the terminal's palette that have names, by number.
    private static let names = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
        "bright-black", "bright-red", "bright-green", "bright-yellow",
        "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
    ]

    /// Reads `default`, a name, a number from 0 to 255 or `#rrggbb`; nil for anything else.
    static func color(_ text: String) -> Color? {
        if text == "default" { return .standard }
        if text == "gray" || text == "grey" { return .indexed(8) }
        if let number = names.firstIndex(of: text) { return .indexed(UInt8(number)) }
        if let number = UInt8(text) { return .indexed(number) }
        let digits = text.utf8.dropFirst()
        guard text.hasPrefix("#"), digits.count == 6, digits.allSatisfy(isHex),
            let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        return .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        default: false
        }
    }
}

extension Attributes {
    /// The attribute that a theme file names; nil for none.
    init?(name: String) {
        switch name {
        case "bold": self = .bold
        case "dim": self = .dim
        case "italic": self = .italic
        case "underline": self = .underline
        case "reverse": self = .reverse
        default: return nil
        }
    }
}
