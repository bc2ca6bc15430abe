import Foundation

/// A small picture as a PNG file, not compressed.
enum PNGImage {
    /// A square of three by three fields whose colours a number decides.
    static func fields(seed: UInt64, size: Int = 48) -> Data {
        var rows = Data()
        for y in 0..<size {
            rows.append(0)  // the row is not filtered
            for x in 0..<size {
                let color = SeededGenerator.mixed(seed &+ UInt64(y * 3 / size * 3 + x * 3 / size))
                rows.append(contentsOf: [UInt8(color & 0xFF), UInt8(color >> 8 & 0xFF), UInt8(color >> 16 & 0xFF)])
            }
        }
        var header = big(UInt32(size)) + big(UInt32(size))
        header.append(contentsOf: [8, 2, 0, 0, 0])  // 8 bits, red, green and blue, nothing special
        return Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            + chunk("IHDR", header) + chunk("IDAT", stored(rows)) + chunk("IEND", Data())
    }

    private static func big(_ number: UInt32) -> Data {
        withUnsafeBytes(of: number.bigEndian) { Data($0) }
    }

    private static func chunk(_ type: String, _ content: Data) -> Data {
        let body = Data(type.utf8) + content
        return big(UInt32(content.count)) + body + big(checksum(body))
    }

    /// The bytes as zlib writes those that it cannot make shorter; 65,535 at most.
    private static func stored(_ bytes: Data) -> Data {
        precondition(bytes.count <= 0xFFFF, "one block holds no more")
        let count = UInt16(bytes.count)
        var result = Data([0x78, 0x01, 0x01])
        for number in [count, ~count] { result.append(contentsOf: [UInt8(number & 0xFF), UInt8(number >> 8)]) }
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return result + bytes + big(high << 16 | low)
    }

    /// The checksum of a chunk (CRC-32).
    private static func checksum(_ bytes: Data) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
