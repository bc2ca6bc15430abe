/// Breaks paragraphs into lines.
package enum TextLayout {
    /// The lines of one paragraph; one line at least, none wider than `columns`.
    ///
    /// Lines break at spaces, and before and after wide clusters unless punctuation forbids it. A word wider
    /// than a line begins a line of its own and is broken between clusters. Spaces at a break are swallowed;
    /// those at the paragraph's beginning are kept, up to half of the columns. All lines but the last
    /// stay the same when text is added to the paragraph's end. Where not even one wide cluster fits, each becomes
    /// U+FFFD; without any column lines are laid out as for one.
    ///
    /// - Parameters:
    ///   - paragraph: What to break; it has no line breaks of its own.
    ///   - columns: The width to fill.
    /// - Returns: The lines, from the top.
    package static func wrap(_ paragraph: DisplayText, columns: Int) -> [DisplayText] {
        let columns = max(1, columns)
        let text = columns == 1 ? paragraph.withoutWideClusters() : paragraph
        guard text.columns > columns || text.string.utf8.first == 0x20 else {
            return [text]
        }
        var string = text.string
        let lines = string.withUTF8 { bytes in
            var breaker = LineBreaker(bytes, columns: columns)
            return breaker.run()
        }
        return lines.map { text.slice($0.bytes, columns: $0.columns) }
    }
}

extension DisplayText {
    fileprivate func withoutWideClusters() -> DisplayText {
        guard !isASCII else {
            return self
        }
        var bytes: [UInt8] = []
        var columns = 0
        for cluster in clusters {
            bytes.appendUTF8(cluster.width == 2 ? 0xFFFD : cluster.base)
            for mark in cluster.marks where cluster.width == 1 {
                bytes.appendUTF8(mark)
            }
            columns += 1
        }
        return DisplayText(trusted: String(decoding: bytes, as: UTF8.self), columns: columns)
    }
}
