/// Bytes that came and were not used yet.
struct InputBuffer: Sendable {
    private var bytes: [UInt8] = []
    private var start = 0
    /// Before this index no line break is left to find.
    private var searched = 0

    var isEmpty: Bool { start == bytes.count }

    mutating func append(_ more: some Sequence<UInt8>) {
        bytes.removeFirst(start)
        searched -= start
        start = 0
        bytes += more
    }

    /// The next line without its CR LF, or nil while it is not whole; longer than `limit` throws `overflow`.
    mutating func line(atMost limit: Int, overflow: RequestError) throws(RequestError) -> String? {
        guard let end = bytes[searched...].firstIndex(of: 0x0A) else {
            searched = bytes.count
            // One byte more for the CR that has come already.
            guard bytes.count - start <= limit + 1 else { throw overflow }
            return nil
        }
        guard end > start, bytes[end - 1] == 0x0D else { throw .malformed("a line ends without CR") }
        let line = bytes[start..<(end - 1)]
        guard line.count <= limit else { throw overflow }
        guard !line.contains(0x0D) else { throw .malformed("a CR stands inside of a line") }
        start = end + 1
        searched = start
        return String(decoding: line, as: UTF8.self)
    }

    /// What is there, of the number of bytes that is wanted.
    mutating func take(atMost count: Int) -> ArraySlice<UInt8> {
        let end = min(bytes.count, start + count)
        defer {
            start = end
            searched = end
        }
        return bytes[start..<end]
    }
}
