extension UInt8 {
    /// Whether the byte is a visible ASCII character or a space.
    var isPrintableASCII: Bool { self &- 0x20 < 0x5F }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether each byte is a visible ASCII character or a space.
    var isPrintableASCII: Bool {
        let raw = UnsafeRawBufferPointer(self)
        var offset = 0
        // Eight bytes at once; the high bit of a byte tells that it is too low, 0x7F, or not ASCII.
        let high: UInt64 = 0x8080_8080_8080_8080
        while offset + 8 <= count {
            let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let low = word &- 0x2020_2020_2020_2020
            let delete = word &+ 0x0101_0101_0101_0101
            guard (low | delete | word) & high == 0 else {
                return false
            }
            offset += 8
        }
        while offset < count {
            guard self[offset].isPrintableASCII else {
                return false
            }
            offset += 1
        }
        return true
    }

    /// How many bytes the line break at an offset takes: LF, CR LF, CR, NEL, U+2028, U+2029; 0 for none.
    ///
    /// The bytes are valid UTF-8.
    func lineBreakLength(at offset: Int) -> Int {
        switch self[offset] {
        case 0x0A:
            1
        case 0x0D:
            offset + 1 < count && self[offset + 1] == 0x0A ? 2 : 1
        case 0xC2:
            self[offset + 1] == 0x85 ? 2 : 0
        case 0xE2:
            self[offset + 1] == 0x80 && (self[offset + 2] == 0xA8 || self[offset + 2] == 0xA9) ? 3 : 0
        default:
            0
        }
    }

    /// The scalar that begins at an offset and how many bytes it takes; the bytes are valid UTF-8.
    func scalar(at offset: Int) -> (value: UInt32, length: Int) {
        let first = UInt32(self[offset])
        if first < 0x80 {
            return (first, 1)
        }
        let second = UInt32(self[offset + 1]) & 0x3F
        if first < 0xE0 {
            return ((first & 0x1F) << 6 | second, 2)
        }
        let third = UInt32(self[offset + 2]) & 0x3F
        if first < 0xF0 {
            return ((first & 0x0F) << 12 | second << 6 | third, 3)
        }
        let fourth = UInt32(self[offset + 3]) & 0x3F
        return ((first & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
    }
}

extension [UInt8] {
    /// Adds the bytes of a scalar, which is not a surrogate.
    mutating func appendUTF8(_ scalar: UInt32) {
        func tail(_ shift: UInt32) -> UInt8 {
            UInt8(truncatingIfNeeded: 0x80 | (scalar >> shift & 0x3F))
        }
        switch scalar {
        case 0..<0x80:
            append(UInt8(truncatingIfNeeded: scalar))
        case 0x80..<0x800:
            append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            append(tail(0))
        case 0x800..<0x1_0000:
            append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            append(tail(6))
            append(tail(0))
        default:
            append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            append(tail(12))
            append(tail(6))
            append(tail(0))
        }
    }
}
