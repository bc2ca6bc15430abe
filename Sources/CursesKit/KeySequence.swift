import ScreenKit

/// A control sequence while its bytes come in: Esc, `[` or `O`, parameters, one final byte.
///
/// Source: ECMA-48, 5.4; xterm, "XTerm Control Sequences", PC-Style Function Keys.
struct KeySequence: Sendable {
    enum Outcome {
        case more
        case complete
        /// This byte cannot be in a sequence; it was not used.
        case broken
    }

    /// Longer than any key; what goes on beyond is no key but must be eaten.
    private static let longest = 64

    let introducer: UInt8
    /// A second Esc came before: Alt held down, as rxvt says it.
    let alt: Bool
    /// The Esc was delivered as a key before the rest came.
    let isRepaired: Bool
    /// What follows the introducer, with the final byte.
    private(set) var body: [UInt8] = []

    init(introducer: UInt8, alt: Bool, isRepaired: Bool) {
        self.introducer = introducer
        self.alt = alt
        self.isRepaired = isRepaired
    }

    /// The whole sequence as terminfo writes it.
    var bytes: [UInt8] { [0x1B, introducer] + body }

    /// The byte that ends it.
    var final: UInt8 { body.last ?? 0 }

    mutating func take(_ byte: UInt8) -> Outcome {
        guard (0x20...0x7E).contains(byte) else { return .broken }
        let isFirst = body.isEmpty
        if introducer == UInt8(ascii: "O") {
            // A parameter is rare here; everything else ends it.
            if isRepaired, isFirst, !Key.isApplicationFinal(byte) { return .broken }
            body.append(byte)
            return (0x30...0x3B).contains(byte) && body.count < Self.longest ? .more : .complete
        }
        // The Linux console writes F1 to F5 as [ [ A to [ [ E.
        let followsBracket = body.count == 1 && final == UInt8(ascii: "[")
        if body.count < Self.longest { body.append(byte) }
        if isFirst, byte == UInt8(ascii: "[") { return .more }
        if followsBracket { return .complete }
        return byte >= 0x40 ? .complete : .more
    }

    /// The keys when no more bytes come: nothing but the introducer is Alt with it, or itself behind an Esc that
    /// was delivered; the beginning of a sequence is no key.
    var unfinished: [Key] {
        guard body.isEmpty else { return [] }
        let key = Key(.character(Character(Unicode.Scalar(introducer))), isRepaired ? [] : .alt)
        return alt ? [Key(.escape), key] : [key]
    }
}
