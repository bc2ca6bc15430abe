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
    ///   - hangingIndent: Spaces before every line but the first, at most half of the columns.
    /// - Returns: The lines, from the top.
    package static func wrap(_ paragraph: DisplayText, columns: Int, hangingIndent: Int = 0) -> [DisplayText] {
        let columns = max(1, columns)
        let text = columns == 1 ? paragraph.withoutWideClusters() : paragraph
        let indent = columns < 4 ? 0 : max(0, min(hangingIndent, columns / 2))
        guard text.columns > columns || text.string.utf8.first == 0x20 else {
            return [text]
        }
        var string = text.string
        let lines = string.withUTF8 { bytes in
            var breaker = LineBreaker(bytes, first: columns, others: columns - indent)
            return breaker.run()
        }
        let margin = DisplayText.spaces(indent)
        return lines.enumerated().map { index, line in
            let part = text.slice(line.bytes, columns: line.columns)
            return index > 0 && indent > 0 ? margin + part : part
        }
    }

    /// The spaces at a paragraph's beginning, for a hanging indent that follows it.
    package static func indentation(of paragraph: DisplayText) -> Int {
        paragraph.clusters.prefix { $0 == .blank }.count
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
