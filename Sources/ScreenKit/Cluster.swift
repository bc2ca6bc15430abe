/// What one character cell, or two of them, can show: a base scalar with at most three marks over it.
package struct Cluster: Hashable, Sendable {
    /// The scalar that takes the columns.
    package var base: UInt32
    /// What is drawn over the base.
    package var marks: Marks
    /// Columns: 1 or 2.
    package var width: Int

    /// A space.
    static let blank = Cluster(base: 0x20, marks: Marks(), width: 1)
}

/// At most three scalars that take no column, in the order in which they came.
package struct Marks: Hashable, Sendable, RandomAccessCollection {
    /// The most that a base is given; ncurses keeps four beside the base.
    package static let limit = 3

    // 21 bits for each; no mark is U+0000, so a zero ends them.
    private var packed: UInt64 = 0

    /// No mark.
    package init() {}

    package var startIndex: Int { 0 }

    package var endIndex: Int { (64 - packed.leadingZeroBitCount + 20) / 21 }

    /// The scalar's value.
    package subscript(position: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: packed >> UInt64(21 * position)) & 0x1F_FFFF
    }

    package var isEmpty: Bool { packed == 0 }

    /// Adds one unless there are three already.
    mutating func append(_ scalar: UInt32) {
        let count = endIndex
        guard count < Marks.limit else {
            return
        }
        packed |= UInt64(scalar) << UInt64(21 * count)
    }
}
