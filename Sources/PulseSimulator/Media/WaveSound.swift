import Foundation

/// A sound as a WAV file: one channel, 16 bits, 8,000 samples a second.
enum WaveSound {
    private static let rate = 8_000

    /// A tone that lasts as long as saying a text takes, half a minute at the most.
    static func spoken(_ text: String) -> Data {
        let seconds = min(30, 0.3 + Double(text.count) * 0.06)
        return tone(seconds: seconds, hertz: 220)
    }

    static func tone(seconds: Double, hertz: Double) -> Data {
        let count = Int(seconds * Double(rate))
        var bytes = Data("RIFF".utf8)
        func add<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        add(UInt32(36 + count * 2))
        bytes.append(contentsOf: "WAVEfmt ".utf8)
        add(UInt32(16))
        add(UInt16(1))  // not compressed
        add(UInt16(1))  // channels
        add(UInt32(rate))
        add(UInt32(rate * 2))  // bytes a second
        add(UInt16(2))  // bytes a sample
        add(UInt16(16))  // bits a sample
        bytes.append(contentsOf: "data".utf8)
        add(UInt32(count * 2))
        // One period is computed and repeated: a sine for each sample would take too long.
        let period = max(1, Int((Double(rate) / hertz).rounded()))
        let wave = (0..<period).map { Int16(12_000 * sin(2 * Double.pi * Double($0) / Double(period))) }
        for index in 0..<count { add(wave[index % period]) }
        return bytes
    }
}
