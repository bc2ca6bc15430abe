extension Screen {
    /// Writes text in one row.
    ///
    /// Nothing outside of the clip or the screen is drawn. A wide cluster is never split: where only a half of
    /// one fits there is a blank, and where a half of one is overwritten its other half becomes a blank (this
    /// alone can change a cell just outside of the clip).
    ///
    /// - Parameters:
    ///   - text: What to write.
    ///   - point: Where its first column goes; may be left of the clip.
    ///   - style: How it looks.
    ///   - clip: Where it may be drawn.
    /// - Returns: The columns to go on by: those of the text up to the clip's right edge, 0 beyond it.
    @discardableResult
    package mutating func write(_ text: DisplayText, at point: Point, style: Style, in clip: Rect) -> Int {
        let advance = max(0, min(text.columns, clip.right - point.column))
        let area = clip.intersection(bounds)
        let left = max(area.left, point.column)
        let right = min(area.right, point.column + advance)
        guard point.row >= area.top, point.row < area.bottom, left < right else {
            return advance
        }
        separate(row: point.row, at: left)
        separate(row: point.row, at: right)
        let start = point.row * size.columns
        let packedStyle = style.packed
        if text.isASCII {
            writeASCII(text, from: left - point.column, to: start + left..<start + right, packedStyle: packedStyle)
            return advance
        }
        var column = point.column
        for cluster in text.clusters {
            guard column < right else {
                break
            }
            let end = column + cluster.width
            if column >= left, end <= right {
                cells[start + column] = Cell(cluster, packedStyle: packedStyle)
                if cluster.width == 2 {
                    cells[start + column + 1] = .continuation(packedStyle: packedStyle)
                }
            } else if end > left {
                cells[start + max(column, left)] = .blank(packedStyle: packedStyle)
            }
            column = end
        }
        return advance
    }

    /// Makes a rectangle blank.
    package mutating func fill(_ rect: Rect, style: Style) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else {
            return
        }
        let blank = Cell.blank(style)
        for row in area.top..<area.bottom {
            separate(row: row, at: area.left)
            separate(row: row, at: area.right)
            let start = row * size.columns
            for index in start + area.left..<start + area.right {
                cells[index] = blank
            }
        }
    }

    /// Changes how a rectangle looks and leaves its text; a wide cluster follows its first half.
    package mutating func restyle(_ rect: Rect, _ transform: (Style) -> Style) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else {
            return
        }
        var last: (old: Style, new: Style)?
        for row in area.top..<area.bottom {
            let start = row * size.columns
            for column in area.left..<area.right where !cells[start + column].isContinuation {
                let old = cells[start + column].style
                let new = last?.old == old ? last?.new ?? old : transform(old)
                last = (old, new)
                cells[start + column].style = new
                if cells[start + column].width == 2 {
                    cells[start + column + 1].style = new
                }
            }
        }
    }

    /// Adds attributes to a rectangle, for a selection.
    package mutating func restyle(_ rect: Rect, adding attributes: Attributes) {
        restyle(rect) { style in
            var style = style
            style.attributes.formUnion(attributes)
            return style
        }
    }

    /// The short way for most text: a byte is a cell.
    private mutating func writeASCII(
        _ text: DisplayText,
        from offset: Int,
        to indices: Range<Int>,
        packedStyle: UInt64
    ) {
        var string = text.string
        string.withUTF8 { bytes in
            cells.withUnsafeMutableBufferPointer { cells in
                for index in indices {
                    let byte = bytes[offset + index - indices.lowerBound]
                    cells[index] = Cell(ascii: byte, packedStyle: packedStyle)
                }
            }
        }
    }

    /// Makes two blanks of a wide cluster that this border between columns cuts in half.
    private mutating func separate(row: Int, at border: Int) {
        guard border > 0, border < size.columns else {
            return
        }
        let index = row * size.columns + border
        if cells[index].isContinuation {
            cells[index - 1] = .blank(cells[index - 1].style)
            cells[index] = .blank(cells[index].style)
        }
    }
}
