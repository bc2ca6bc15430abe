/// Collects a bracketed paste up to its end mark.
struct PasteCollector: Sendable {
    private static let endMark: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

    private var bytes: [UInt8] = []

    /// Takes a byte; returns the text when it was the last one of the end mark.
    mutating func take(_ byte: UInt8) -> String? {
        bytes.append(byte)
        guard byte == 0x7E, bytes.suffix(Self.endMark.count).elementsEqual(Self.endMark) else { return nil }
        return String(decoding: bytes.dropLast(Self.endMark.count), as: UTF8.self)
    }

    /// What came, when the end mark does not come.
    ///
    /// A part of the mark at the end is not text.
    var unfinishedText: String {
        for count in stride(from: min(bytes.count, Self.endMark.count), to: 0, by: -1)
        where bytes.suffix(count).elementsEqual(Self.endMark.prefix(count)) {
            return String(decoding: bytes.dropLast(count), as: UTF8.self)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
