/// One place of the screen and what it shows.
///
/// A wide cluster takes two cells: the first holds it, the second is its continuation, without
/// anything of its own but the style.
package struct Cell: Hashable, Sendable {
    // The scalar, and the width above it.
    @usableFromInline var glyph: UInt64
    /// What is drawn over the base.
    package private(set) var marks: Marks
    @usableFromInline var packedStyle: UInt64

    init(_ cluster: Cluster, packedStyle: UInt64) {
        glyph = UInt64(cluster.base) | UInt64(cluster.width) << 32
        marks = cluster.marks
        self.packedStyle = packedStyle
    }

    init(ascii byte: UInt8, packedStyle: UInt64) {
        glyph = UInt64(byte) | 1 << 32
        marks = Marks()
        self.packedStyle = packedStyle
    }

    /// A space.
    package static func blank(_ style: Style = .plain) -> Cell {
        blank(packedStyle: style.packed)
    }

    static func blank(packedStyle: UInt64) -> Cell {
        Cell(.blank, packedStyle: packedStyle)
    }

    static func continuation(packedStyle: UInt64) -> Cell {
        Cell(Cluster(base: 0, marks: Marks(), width: 0), packedStyle: packedStyle)
    }

    /// The scalar that takes the columns; 0 in a continuation.
    @inlinable package var base: UInt32 { UInt32(truncatingIfNeeded: glyph) }

    /// Columns: 1, 2 for the first cell of a wide cluster, 0 for its continuation.
    @inlinable package var width: Int { Int(glyph >> 32) }

    /// Whether this is the second half of the wide cluster to its left.
    @inlinable package var isContinuation: Bool { glyph == 0 }

    /// Whether two runs of equal length show the same.
    ///
    /// It looks at all of them at once, several words at a time: most rows of most frames are the same.
    static func areSame(
        _ some: Slice<UnsafeBufferPointer<Cell>>,
        _ others: Slice<UnsafeBufferPointer<Cell>>
    ) -> Bool {
        let some = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: some))
        let others = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: others))
        return some.withMemoryRebound(to: UInt64.self) { some in
            others.withMemoryRebound(to: UInt64.self) { others in
                var difference: UInt64 = 0
                for index in 0..<min(some.count, others.count) { difference |= some[index] ^ others[index] }
                return difference == 0
            }
        }
    }

    /// A number for how the cell looks: equal where the styles are, and quicker to compare.
    @inlinable package var styleNumber: UInt64 { packedStyle }

    /// How the cell looks.
    package var style: Style {
        get { Style(packed: packedStyle) }
        set { packedStyle = newValue.packed }
    }

    /// The cell's text; empty for a continuation.
    package var string: String {
        var scalars = String.UnicodeScalarView()
        if !isContinuation, let base = Unicode.Scalar(base) {
            scalars.append(base)
        }
        scalars.append(contentsOf: marks.compactMap(Unicode.Scalar.init))
        return String(scalars)
    }
}
