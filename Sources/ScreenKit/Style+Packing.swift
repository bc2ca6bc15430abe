extension Style {
    /// The style in 60 bits, so that cells are small and quick to compare.
    var packed: UInt64 {
        foreground.packed | background.packed << 26 | UInt64(attributes.rawValue) << 52
    }

    /// What `packed` gave.
    init(packed: UInt64) {
        self.init(
            foreground: Color(packed: packed & 0x3FF_FFFF),
            background: Color(packed: packed >> 26 & 0x3FF_FFFF),
            attributes: Attributes(rawValue: UInt8(truncatingIfNeeded: packed >> 52))
        )
    }
}

extension Color {
    // Two bits for the case above 24 for the value.
    fileprivate var packed: UInt64 {
        switch self {
        case .standard:
            0
        case .indexed(let number):
            1 << 24 | UInt64(number)
        case .rgb(let red, let green, let blue):
            2 << 24 | UInt64(red) << 16 | UInt64(green) << 8 | UInt64(blue)
        }
    }

    fileprivate init(packed: UInt64) {
        func byte(_ shift: UInt64) -> UInt8 {
            UInt8(truncatingIfNeeded: packed >> shift)
        }
        switch packed >> 24 {
        case 1:
            self = .indexed(byte(0))
        case 2:
            self = .rgb(byte(16), byte(8), byte(0))
        default:
            self = .standard
        }
    }
}
