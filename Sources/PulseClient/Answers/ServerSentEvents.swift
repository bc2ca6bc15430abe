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
    }

    private let longest: Int
    private var line: [UInt8] = []
    private var name: [UInt8] = []
    private var data: [UInt8]?
    private var skipsLineFeed = false
    private var isAtStart = true
    /// Whether a line or a block was longer than allowed; the rest of the stream is then not read.
    private(set) var isTooLong = false

    /// - Parameter longest: bytes that a line or a block may have.
    init(longest: Int) {
        self.longest = longest
    }

    /// Takes the next bytes of the stream and returns the events that they end.
    mutating func push(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            if isTooLong { break }
            if skipsLineFeed {
                skipsLineFeed = false
                if byte == 0x0A { continue }
            }
            switch byte {
            case 0x0A, 0x0D:
                skipsLineFeed = byte == 0x0D
                if let event = endLine() { events.append(event) }
            default:
                line.append(byte)
                isTooLong = line.count + (data?.count ?? 0) > longest
            }
        }
        return events
    }

    /// Whether the bytes so far end inside a block, which is then not an event.
    var isInsideEvent: Bool { !line.isEmpty || data != nil || !name.isEmpty }

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
