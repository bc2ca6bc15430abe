extension DisplayText {
    /// The beginning, at most this many columns; a wide cluster that does not fit is left out.
    package func prefix(columns limit: Int) -> DisplayText {
        guard limit < columns else {
            return self
        }
        let place = place(ofColumn: max(0, limit))
        return slice(0..<place.start, columns: place.columns)
    }

    /// The end, at most this many columns; a wide cluster that does not fit is left out.
    package func suffix(columns limit: Int) -> DisplayText {
        guard limit < columns else {
            return self
        }
        let skipped = columns - max(0, limit)
        let place = place(ofColumn: skipped)
        if place.columns == skipped {
            return slice(place.start..<string.utf8.count, columns: columns - skipped)
        }
        return slice(place.end..<string.utf8.count, columns: columns - place.columns - 2)
    }

    /// The text without this many columns at its beginning; what is left of a wide cluster is a space.
    package func dropFirst(columns count: Int) -> DisplayText {
        guard count > 0 else {
            return self
        }
        guard count < columns else {
            return DisplayText()
        }
        let rest = suffix(columns: columns - count)
        return rest.columns == columns - count ? rest : " " + rest
    }

    /// The text if it fits, else its beginning and the mark that something is missing.
    ///
    /// - Parameters:
    ///   - limit: The most columns the result may take, the mark with it.
    ///   - ellipsis: The mark, from the `Glyphs` in use; it is cut itself where even it does not fit.
    /// - Returns: A text of at most `limit` columns.
    package func truncated(columns limit: Int, ellipsis: DisplayText) -> DisplayText {
        guard columns > limit else {
            return self
        }
        guard ellipsis.columns < limit else {
            return ellipsis.prefix(columns: limit)
        }
        return prefix(columns: limit - ellipsis.columns) + ellipsis
    }

    /// The text with spaces after it up to this many columns; never cut.
    package func padded(columns width: Int) -> DisplayText {
        columns < width ? self + .spaces(width - columns) : self
    }

    /// A part of the text by its bytes, which begins and ends at cluster borders.
    func slice(_ bytes: Range<Int>, columns: Int) -> DisplayText {
        let utf8 = string.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
        let end = utf8.index(start, offsetBy: bytes.count)
        return DisplayText(trusted: String(string[start..<end]), columns: columns)
    }

    /// The bytes of the cluster that covers a column or ends beyond it, and the columns before it.
    private func place(ofColumn target: Int) -> (start: Int, end: Int, columns: Int) {
        guard !isASCII else {
            return (target, min(target + 1, string.utf8.count), target)
        }
        var string = string
        return string.withUTF8 { bytes in
            var reader = ClusterReader(bytes)
            var columns = 0
            while let cluster = reader.next() {
                if columns + cluster.width > target {
                    return (cluster.start, cluster.end, columns)
                }
                columns += cluster.width
            }
            return (bytes.count, bytes.count, columns)
        }
    }
}
