package import PulseModel

/// Where the view of a thread stands.
///
/// Only a key press moves it. Where its item goes, the item next to it takes its place; where a larger window would
/// leave rows empty below the end, the view is filled from above.
package enum ThreadAnchor: Hashable, Sendable {
    /// At the end, following what arrives.
    case end
    /// A line of this item, or above it, is the first in view.
    case item(ItemID, ItemSpot)

    /// The first line of an item.
    package static func top(of id: ItemID) -> ThreadAnchor { .item(id, ItemSpot()) }

    /// So many lines above the first line of an item.
    package static func above(_ id: ItemID, lines: Int) -> ThreadAnchor { .item(id, ItemSpot(above: lines)) }
}

/// A line of an item, by what it says and not by its number: wrapped to other widths and back, it is the same line.
package struct ItemSpot: Hashable, Sendable {
    /// Lines above the item's own, such as its day line; 0 for a line of the item.
    package private(set) var above = 0
    /// How much of the item stands above the line, as `TranscriptLine.offset` counts.
    private var offset = 0
    /// Which of the lines with that offset, from 0: headings and blank lines add nothing to it.
    private var ordinal = 0

    /// So many lines above the item; by default the item's first line.
    init(above: Int = 0) {
        self.above = above
    }

    /// A line of an item by its place among the lines of today's width.
    init(line: Int, of lines: [TranscriptLine]) {
        guard lines.indices.contains(line) else { return }
        offset = lines[line].offset
        ordinal = line - Self.firstLine(from: offset, in: lines)
    }

    /// The place of the line among those of today's width: the line itself, or the one in which its beginning stands.
    func line(in lines: [TranscriptLine]) -> Int {
        let first = Self.firstLine(from: offset, in: lines)
        guard first < lines.count, lines[first].offset == offset else { return max(0, first - 1) }
        var line = first
        while line - first < ordinal, line + 1 < lines.count, lines[line + 1].offset == offset { line += 1 }
        return line
    }

    /// The first line with this offset or a greater one; offsets never fall from line to line.
    private static func firstLine(from offset: Int, in lines: [TranscriptLine]) -> Int {
        var range = lines.startIndex..<lines.endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = lines[middle].offset < offset ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }
}
