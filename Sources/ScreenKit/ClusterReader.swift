/// Walks over the bytes of a `DisplayText` cluster by cluster, without making any.
struct ClusterReader {
    /// Where a cluster is and what a layout needs of it.
    struct Item {
        /// The offset of its first byte.
        var start: Int
        /// The offset after its last byte, its marks included.
        var end: Int
        /// Columns: 1 or 2.
        var width: Int
        /// The scalar that takes the columns.
        var base: UInt32
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    /// The next cluster, or nil at the end.
    mutating func next() -> Item? {
        guard offset < bytes.count else {
            return nil
        }
        let start = offset
        let (base, length) = bytes.scalar(at: start)
        offset += length
        let width = base < 0x80 ? 1 : CellWidth.knownColumns(of: base)
        while offset < bytes.count, bytes[offset] >= 0x80 {
            let (scalar, length) = bytes.scalar(at: offset)
            guard CellWidth.kind(of: scalar) == .mark else {
                break
            }
            offset += length
        }
        return Item(start: start, end: offset, width: width, base: base)
    }

    /// A cluster with its marks.
    func cluster(_ item: Item) -> Cluster {
        var marks = Marks()
        // A base of one byte that is all of it is the usual case.
        if item.end - item.start > 1 {
            var offset = item.start + bytes.scalar(at: item.start).length
            while offset < item.end {
                let (mark, length) = bytes.scalar(at: offset)
                marks.append(mark)
                offset += length
            }
        }
        return Cluster(base: item.base, marks: marks, width: item.width)
    }
}
