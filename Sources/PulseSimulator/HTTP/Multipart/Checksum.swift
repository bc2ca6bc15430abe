/// A running checksum: FNV-1a with 64 bits, byte by byte.
struct Checksum: Sendable, Equatable {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { bytes in
            var value = value
            var index = 0
            // No iterator: without optimisation that takes ten times as long, and files may be large.
            while index < bytes.count {
                value = (value ^ UInt64(bytes[index])) &* 0x100_0000_01B3
                index += 1
            }
            self.value = value
        }
    }

    /// Sixteen hexadecimal digits.
    var text: String { SeededGenerator.hex(value, 16) }
}
