package import ScreenKit

/// A message's text in lines of a width, folded after so many lines.
///
/// A text that grows at its end is wrapped on from its last paragraph only. Only as much of a huge text is looked at as
/// can be shown, so that laying out costs the same for a message of a megabyte as for one that fills the fold.
package struct WrappedText: Hashable, Sendable {
    /// One line.
    package struct Line: Hashable, Sendable {
        /// Not wider than the text was wrapped to.
        package var text: DisplayText
        /// Whether it stands inside a code fence, or is one.
        package var isCode: Bool
        /// Clusters that are no spaces.
        package var weight: Int
    }

    /// No more than the limit that was given.
    package private(set) var lines: [Line] = []
    /// Bytes that are not shown.
    package private(set) var foldedBytes = 0

    private var source = ""
    private var columns = 0
    private let lineLimit: Int
    /// Where the last paragraph begins, in UTF-8 bytes.
    private var lastParagraph = 0
    /// Lines above the last paragraph.
    private var settledLines = 0
    /// Whether the last paragraph stands inside a code fence.
    private var settledInFence = false

    /// Wraps a text; what it has in common with an earlier state of it is taken from there where the width is the same.
    package init(
        _ text: String,
        columns: Int,
        lineLimit: Int = TranscriptLayout.foldedLines,
        growingFrom previous: WrappedText?
    ) {
        self.columns = columns
        self.lineLimit = lineLimit
        // Four bytes for each cell that can be shown are enough for any script; what is beyond is folded unseen.
        let limit = lineLimit * max(columns, 8) * 4
        let utf8 = text.utf8
        if utf8.count > limit, let cut = utf8.index(utf8.startIndex, offsetBy: limit, limitedBy: utf8.endIndex) {
            let end = cut.samePosition(in: text.unicodeScalars) ?? text.unicodeScalars.index(before: cut)
            source = String(text[..<end])
            foldedBytes = utf8.count - source.utf8.count
        } else {
            source = text
        }
        if let previous, previous.columns == columns, previous.foldedBytes == 0, source.hasPrefix(previous.source) {
            lines = Array(previous.lines.prefix(previous.settledLines))
            lastParagraph = previous.lastParagraph
            settledLines = previous.settledLines
            settledInFence = previous.settledInFence
        }
        wrapFromLastParagraph()
        fold()
    }

    private mutating func wrapFromLastParagraph() {
        let tail = source.utf8.dropFirst(lastParagraph)
        var isInFence = settledInFence
        if let newline = tail.lastIndex(of: 0x0A) {
            wrap(source[tail.startIndex..<newline], isInFence: &isInFence)
            lastParagraph += tail.distance(from: tail.startIndex, to: newline) + 1
            settledLines = lines.count
            settledInFence = isInFence
            wrap(source[source.utf8.index(after: newline)...], isInFence: &isInFence)
        } else {
            wrap(source[tail.startIndex...], isInFence: &isInFence)
        }
    }

    private mutating func wrap(_ text: Substring, isInFence: inout Bool) {
        for paragraph in DisplayText.paragraphs(sanitizing: String(text)) {
            let isFence = paragraph.string.drop { $0 == " " }.hasPrefix("```")
            for line in TextLayout.wrap(paragraph, columns: columns) {
                let weight = line.clusters.count { $0.base != 0x20 }
                lines.append(Line(text: line, isCode: isInFence || isFence, weight: weight))
            }
            if isFence { isInFence.toggle() }
        }
    }

    private mutating func fold() {
        guard lines.count > lineLimit else { return }
        let hidden = lines[lineLimit...].reduce(0) { $0 + $1.text.string.utf8.count }
        foldedBytes += hidden
        lines.removeSubrange(lineLimit...)
        settledLines = min(settledLines, lines.count)
    }
}
