import ScreenKit

/// A string from the terminal while its bytes come in: an answer to a question, of this program or of another one.
///
/// Its text is for nobody here, so that only what ends it is kept.
/// Source: ECMA-48, 5.6; xterm, "XTerm Control Sequences", C1 control characters.
struct TerminalString: Sendable {
    enum Outcome {
        case more
        /// Over, or cut off; the byte belongs to it.
        case complete
        /// This byte is not part of it; it was not used.
        case broken
    }

    /// More than a clipboard that a terminal sends.
    ///
    /// Only keys that come without a pause for so long reach it.
    private static let longest = 1 << 20

    let introducer: UInt8
    /// The Esc was delivered as a key before the rest came.
    let isRepaired: Bool
    /// How many bytes came behind the introducer.
    private(set) var count = 0
    /// An Esc came, which may begin the end.
    private(set) var endsPerhaps = false
    /// How many bytes the character still needs; the end in one byte can be a part of a character.
    private var missing = 0
    private var last: UInt8 = 0

    /// Begins with the byte behind the Esc; `nil` when it begins no string.
    init?(introducer: UInt8, isRepaired: Bool) {
        switch introducer {
        // Operating system command, device control, application program command, privacy message, start of string.
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"): break
        default: return nil
        }
        self.introducer = introducer
        self.isRepaired = isRepaired
    }

    mutating func take(_ byte: UInt8) -> Outcome {
        if endsPerhaps { return byte == UInt8(ascii: "\\") ? .complete : .broken }
        if isRepaired, count == 0, !begins(with: byte) { return .broken }
        count += 1
        defer { last = byte }
        switch byte {
        case 0x1B:
            endsPerhaps = true
            return .more
        // The bell ends it too; cancel and substitute cut it off.
        case 0x07, 0x18, 0x1A:
            return .complete
        case 0x9C where missing == 0 || last == 0xC2:
            return .complete
        case 0x80...0xBF:
            missing = max(0, missing - 1)
        default:
            missing = byte < 0xC2 ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : byte < 0xF5 ? 3 : 0
        }
        return count < Self.longest ? .more : .complete
    }

    /// The keys when no end comes: nothing but the introducer is Alt with it, or itself behind an Esc that was delivered;
    /// more stays swallowed.
    var unfinished: [Key] {
        guard count == 0 || (count == 1 && endsPerhaps) else { return [] }
        return [Key(.character(Character(Unicode.Scalar(introducer))), isRepaired ? [] : .alt)]
    }

    /// Whether a terminal's answer begins so; behind an Esc that was a key, letters are more probably keys.
    private func begins(with byte: UInt8) -> Bool {
        switch introducer {
        case UInt8(ascii: "]"): (0x30...0x39).contains(byte)
        case UInt8(ascii: "P"): (0x30...0x3F).contains(byte) || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "$")
        case UInt8(ascii: "_"): byte == UInt8(ascii: "G")
        default: false
        }
    }
}
