/// Finds the lines of one paragraph in its bytes, from the beginning to the end and never back over a
/// line that is done.
struct LineBreaker {
    /// A line without the spaces that were swallowed after it.
    struct Line {
        var bytes: Range<Int>
        var columns: Int
    }

    /// A place where the line may end.
    private struct Opportunity {
        /// The end of what stays on the line, and its columns.
        var end: Int
        var columns: Int
        /// The beginning of the next line.
        var next: Int
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let width: Int

    private var reader: ClusterReader
    private var lines: [Line] = []
    private var start = 0
    private var columns = 0
    private var opportunity: Opportunity?
    /// The end of what is not a space, and its columns.
    private var visibleEnd = 0
    private var visibleColumns = 0
    private var previous: UInt32 = 0
    private var previousWidth = 0

    /// - Parameters:
    ///   - bytes: A `DisplayText`'s bytes.
    ///   - columns: The columns of a line, 1 at least, and 2 if there are wide clusters.
    init(_ bytes: UnsafeBufferPointer<UInt8>, columns: Int) {
        self.bytes = bytes
        reader = ClusterReader(bytes)
        width = columns
    }

    /// All lines.
    mutating func run() -> [Line] {
        skipIndentation()
        while let cluster = reader.next() {
            if cluster.isSpace {
                columns += 1
                opportunity = Opportunity(end: visibleEnd, columns: visibleColumns, next: cluster.end)
            } else {
                if cluster.start > start, LineBreaker.allowsBreak(previous, previousWidth, cluster) {
                    opportunity = Opportunity(end: cluster.start, columns: columns, next: cluster.start)
                }
                if columns + cluster.width > width {
                    breakLine(before: cluster)
                    continue
                }
                columns += cluster.width
                visibleEnd = cluster.end
                visibleColumns = columns
            }
            previous = cluster.base
            previousWidth = cluster.width
        }
        // Spaces at the end stay as far as they fit.
        let surplus = max(0, columns - width)
        lines.append(Line(bytes: start..<bytes.count - surplus, columns: columns - surplus))
        return lines
    }

    private mutating func skipIndentation() {
        var spaces = 0
        while spaces < bytes.count, bytes[spaces] == 0x20 {
            spaces += 1
        }
        // A mark on a space makes it visible.
        if spaces > 0, spaces < bytes.count, bytes[spaces] >= 0x80,
            CellWidth.kind(of: bytes.scalar(at: spaces).value) == .mark
        {
            spaces -= 1
        }
        start = spaces - min(spaces, width / 2)
        columns = spaces - start
        visibleEnd = spaces
        visibleColumns = columns
        reader = ClusterReader(bytes, from: spaces)
    }

    /// Ends the line and reads again from where the next one begins, which is at most a line back.
    private mutating func breakLine(before cluster: ClusterReader.Item) {
        let place = opportunity ?? Opportunity(end: cluster.start, columns: columns, next: cluster.start)
        lines.append(Line(bytes: start..<place.end, columns: place.columns))
        start = place.next
        reader = ClusterReader(bytes, from: start)
        columns = 0
        visibleEnd = start
        visibleColumns = 0
        opportunity = nil
        previous = 0
        previousWidth = 0
    }

    /// Whether a line may end between two neighbours without a space between them.
    private static func allowsBreak(_ left: UInt32, _ leftWidth: Int, _ right: ClusterReader.Item) -> Bool {
        guard leftWidth == 2 || right.width == 2, left != 0, left != 0x20 else {
            return false
        }
        return !opens(left) && !closes(right.base)
    }

    /// Whether a line must not end with this.
    private static func opens(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x28, 0x5B, 0x7B, 0xAB, 0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018,
            0xFF08, 0xFF3B, 0xFF5B:
            true
        default:
            false
        }
    }

    /// Whether a line must not begin with this.
    private static func closes(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x21, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5D, 0x7D, 0xBB, 0x2019, 0x201D, 0x2026,
            0x3001, 0x3002, 0x3005, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x30FB, 0x30FC,
            0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D:
            true
        default:
            false
        }
    }
}

extension ClusterReader.Item {
    /// Whether this is a space without a mark on it.
    fileprivate var isSpace: Bool { base == 0x20 && end - start == 1 }
}
