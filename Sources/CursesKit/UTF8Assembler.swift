/// Puts one character of several bytes together.
///
/// Overlong forms, surrogates and values above U+10FFFF are invalid already at the byte that shows it.
struct UTF8Assembler: Sendable {
    enum Outcome: Equatable {
        case more
        case scalar(Unicode.Scalar)
        /// The byte does not continue the character; it was not used.
        case invalid
    }

    private var value: UInt32
    private var missing: Int
    /// What the next byte may be.
    private var allowed: ClosedRange<UInt8>

    /// Begins with a lead byte; `nil` when the byte cannot be one.
    init?(lead: UInt8) {
        allowed = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF:
            value = UInt32(lead & 0x1F)
            missing = 1
        case 0xE0...0xEF:
            value = UInt32(lead & 0x0F)
            missing = 2
            if lead == 0xE0 { allowed = 0xA0...0xBF }
            if lead == 0xED { allowed = 0x80...0x9F }
        case 0xF0...0xF4:
            value = UInt32(lead & 0x07)
            missing = 3
            if lead == 0xF0 { allowed = 0x90...0xBF }
            if lead == 0xF4 { allowed = 0x80...0x8F }
        default:
            return nil
        }
    }

    mutating func take(_ byte: UInt8) -> Outcome {
        guard allowed.contains(byte) else { return .invalid }
        allowed = 0x80...0xBF
        value = value << 6 | UInt32(byte & 0x3F)
        missing -= 1
        guard missing == 0 else { return .more }
        guard let scalar = Unicode.Scalar(value) else { return .invalid }
        return .scalar(scalar)
    }
}
