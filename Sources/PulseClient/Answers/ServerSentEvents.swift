/// Cuts a stream of bytes into server-sent events; knows nothing of what they say.
///
/// Lines end with LF, CR or CRLF and nothing else, wherever a chunk ends. Text is left as bytes, so that a character cut
/// in two by the network is whole again. `id` and `retry` are skipped: the services resume nothing.
///
/// Source: WHATWG HTML, "Server-sent events", "Interpreting an event stream".
struct ServerSentEvents: Sendable {
    /// One block between blank lines.
    enum Event: Hashable, Sendable {
        /// A block with data; its lines joined with LF. `name` is `message` where the block has none.
        case data(name: String, [UInt8])
        /// A block with a name and no data, as a ping is; a browser would drop it.
        case bare(name: String)
        /// A block that was longer than allowed, and so many bytes of it were skipped.
        case oversized(bytes: Int)
    }

    private let longest: Int
    private var line: [UInt8] = []
    private var name: [UInt8] = []
    private var data: [UInt8]?
    private var skipsLineFeed = false
    private var isAtStart = true
    /// Bytes of an oversized block that were skipped so far, and whether its line has begun; nil outside of one.
    private var skipping: (bytes: Int, isInLine: Bool)?
    private var skippedBytes = 0
    /// Whether so much was skipped that the stream is not worth reading on.
    var isHopeless: Bool { skippedBytes > 16 * longest }

    /// - Parameter longest: bytes that a line or a block may have.
    init(longest: Int) {
        self.longest = longest
    }

    /// Takes the next bytes of the stream and returns the events that they end.
    mutating func push(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            if isHopeless { break }
            if skipsLineFeed {
                skipsLineFeed = false
                if byte == 0x0A { continue }
            }
            if skipping != nil {
                if let event = skip(byte) { events.append(event) }
                continue
            }
            switch byte {
            case 0x0A, 0x0D:
                skipsLineFeed = byte == 0x0D
                if let event = endLine() { events.append(event) }
            default:
                line.append(byte)
                let size = line.count + (data?.count ?? 0)
                if size > longest {
                    skipping = (size, isInLine: true)
                    skippedBytes += size
                    line = []
                    name = []
                    data = nil
                }
            }
        }
        return events
    }

    /// Whether the bytes so far end inside a block, which is then not an event.
    var isInsideEvent: Bool { !line.isEmpty || data != nil || !name.isEmpty || skipping != nil }

    /// Drops a byte of an oversized block; the blank line behind it ends that.
    private mutating func skip(_ byte: UInt8) -> Event? {
        guard let (bytes, isInLine) = skipping else { return nil }
        guard byte == 0x0A || byte == 0x0D else {
            skipping = (bytes + 1, true)
            skippedBytes += 1
            return nil
        }
        skipsLineFeed = byte == 0x0D
        guard !isInLine else {
            skipping = (bytes, false)
            return nil
        }
        skipping = nil
        return .oversized(bytes: bytes)
    }

    private mutating func endLine() -> Event? {
        defer { line.removeAll(keepingCapacity: true) }
        if isAtStart {
            isAtStart = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        guard !line.isEmpty else { return endBlock() }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        guard colon > 0 else { return nil }  // a comment
        var value = line[min(colon + 1, line.endIndex)...]
        if value.first == 0x20 { value.removeFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "event": name = Array(value)
        case "data":
            if data == nil {
                data = Array(value)
            } else {
                data?.append(0x0A)
                data?.append(contentsOf: value)
            }
        default: break
        }
        return nil
    }

    private mutating func endBlock() -> Event? {
        defer {
            name = []
            data = nil
        }
        let name = String(decoding: name, as: UTF8.self)
        if let data { return .data(name: name.isEmpty ? "message" : name, data) }
        return name.isEmpty ? nil : .bare(name: name)
    }
}
