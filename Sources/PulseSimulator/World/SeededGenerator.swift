/// A small deterministic source of numbers, so that a run can be repeated from its seed.
struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return SeededGenerator.mixed(state)
    }

    /// Spreads the bits of a number; equal numbers give equal results.
    static func mixed(_ number: UInt64) -> UInt64 {
        var z = number
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// One of the given, which must not be empty.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        precondition(!elements.isEmpty, "pick needs something to pick from")
        return elements[Int(next() % UInt64(elements.count))]
    }

    /// A version 4 identifier in lower case.
    mutating func uuid() -> String {
        SeededGenerator.uuid(next(), next())
    }

    /// The identifier that two numbers make.
    static func uuid(_ high: UInt64, _ low: UInt64) -> String {
        let top = hex(high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000, 16)
        let bottom = hex(low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000, 16)
        return
            "\(top.prefix(8))-\(top.dropFirst(8).prefix(4))-\(top.suffix(4))-\(bottom.prefix(4))-\(bottom.suffix(12))"
    }

    /// An opaque identifier with a prefix, as the support service has them.
    mutating func opaque(_ prefix: String) -> String {
        prefix + SeededGenerator.hex(next(), 16)
    }

    /// A number that a text stands for.
    static func seed(of text: String) -> UInt64 {
        text.utf8.reduce(UInt64(7)) { mixed($0 &+ UInt64($1)) }
    }

    static func hex(_ value: UInt64, _ width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
