import ScreenKit

/// A long text from outside that is wrapped in portions, from its beginning.
struct DetailText: Hashable, Sendable {
    /// Bytes and line breaks that a portion has at the most.
    static let portion = (bytes: 8_192, breaks: 256)

    private let source: String
    /// The first byte that was not wrapped.
    private var offset = 0
    /// The last line of a paragraph whose rest is still to come: more text may be added to it.
    private var unfinished: DisplayText?

    init(_ source: String) {
        self.source = source
    }

    /// The lines of the next portion; nil behind the last one.
    ///
    /// They can be none, where all that was read stands in one line that goes on.
    mutating func next(columns: Int) -> [DisplayText]? {
        let utf8 = source.utf8
        guard offset < utf8.count || unfinished != nil else { return nil }
        let rest = utf8.dropFirst(offset)
        let cut = cut(rest)
        let end = rest.index(rest.startIndex, offsetBy: cut.bytes)
        let paragraphs = DisplayText.paragraphs(sanitizing: String(source[rest.startIndex..<end]))
        offset += cut.bytes + cut.breakBytes
        var lines: [DisplayText] = []
        for (index, paragraph) in paragraphs.enumerated() {
            let whole = unfinished.map { $0 + paragraph } ?? paragraph
            unfinished = nil
            lines += TextLayout.wrap(whole, columns: columns)
            // All lines but the last stay the same when the paragraph grows.
            if cut.isInParagraph, index == paragraphs.count - 1 { unfinished = lines.popLast() }
        }
        // Behind a line break at the very end stands an empty paragraph.
        if cut.breakBytes > 0, offset == utf8.count { unfinished = DisplayText() }
        return lines
    }

    /// Where a portion ends.
    private struct Cut {
        var bytes: Int
        /// Bytes of the line break behind it.
        var breakBytes: Int
        /// Whether its last paragraph goes on behind it.
        var isInParagraph: Bool
    }

    /// Cuts at a line break, else before a space, so that no cluster is torn; in a longer word, between scalars.
    ///
    /// CR LF is never torn: each half would be a break of its own.
    private func cut(_ rest: Substring.UTF8View) -> Cut {
        var lastBreak: (bytes: Int, length: Int)?
        var lastSpace: Int?
        var breaks = 0
        var count = 0
        var previous: UInt8 = 0
        for byte in rest.prefix(Self.portion.bytes) {
            // A lone CR is a break as well; whether LF follows is known one byte later.
            if byte == 0x0A {
                lastBreak = previous == 0x0D ? (count - 1, 2) : (count, 1)
                breaks += 1
            } else if previous == 0x0D {
                lastBreak = (count - 1, 1)
                breaks += 1
            }
            if byte == 0x20, previous != 0x20, count > 0 { lastSpace = count }
            previous = byte
            count += 1
            if breaks >= Self.portion.breaks { break }
        }
        if let lastBreak, breaks >= Self.portion.breaks || count < rest.count {
            return Cut(bytes: lastBreak.bytes, breakBytes: lastBreak.length, isInParagraph: false)
        }
        guard count < rest.count else { return Cut(bytes: count, breakBytes: 0, isInParagraph: false) }
        if let lastSpace { return Cut(bytes: lastSpace, breakBytes: 0, isInParagraph: true) }
        if previous == 0x0D { return Cut(bytes: count - 1, breakBytes: 0, isInParagraph: true) }
        var end = rest.index(rest.startIndex, offsetBy: count)
        while count > 1, rest[end] & 0xC0 == 0x80 {
            end = rest.index(before: end)
            count -= 1
        }
        return Cut(bytes: count, breakBytes: 0, isInParagraph: true)
    }
}
