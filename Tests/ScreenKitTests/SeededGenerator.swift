import ScreenKit

/// The same random numbers in every run: SplitMix64, so that a failure can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

/// Scalars from the places where something can go wrong, and from everywhere.
private let interestingRanges: [ClosedRange<UInt32>] = [
    0x00...0x1F, 0x20...0x7E, 0x20...0x7E, 0x20...0x7E, 0x7F...0xA0, 0xA1...0x24F, 0x300...0x36F, 0x590...0x6FF,
    0x900...0x97F, 0x1100...0x11FF, 0xAC00...0xAC80, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
    0x20D0...0x20F0, 0x2600...0x27BF, 0x3000...0x30FF, 0x4E00...0x4E80, 0xE000...0xE010, 0xFE00...0xFE0F,
    0xFEFF...0xFF60, 0xFFF0...0xFFFF, 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF, 0x1F400...0x1F4FF, 0x1FA00...0x1FAFF,
    0xE0000...0xE007F, 0xE0100...0xE01EF, 0xF0000...0xF0010, 0x10FFFE...0x10FFFF, 0x00...0xD7FF, 0xE000...0x10FFFF,
]

extension SeededGenerator {
    /// Text of random scalars, at most this many.
    mutating func text(scalars limit: Int) -> String {
        var view = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...limit, using: &self) {
            let range = interestingRanges.randomElement(using: &self) ?? 0x20...0x7E
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self)) {
                view.append(scalar)
            }
        }
        return String(view)
    }
}
