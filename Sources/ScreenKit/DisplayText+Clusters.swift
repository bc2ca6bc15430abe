extension DisplayText {
    /// The clusters of a text, in order.
    package struct Clusters: Sequence, IteratorProtocol {
        private var scalars: String.UnicodeScalarView.Iterator
        private var pending: Unicode.Scalar?

        init(_ string: String) {
            scalars = string.unicodeScalars.makeIterator()
            pending = scalars.next()
        }

        package mutating func next() -> Cluster? {
            guard let base = pending else {
                return nil
            }
            var cluster = Cluster(
                base: base.value,
                marks: Marks(),
                width: CellWidth.knownColumns(of: base.value)
            )
            pending = scalars.next()
            while let mark = pending, mark.value >= 0x300, CellWidth.kind(of: mark.value) == .mark {
                cluster.marks.append(mark.value)
                pending = scalars.next()
            }
            return cluster
        }
    }

    /// What the cells of a screen will show.
    package var clusters: Clusters {
        Clusters(string)
    }
}
