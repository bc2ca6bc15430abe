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
        let place = Placement(
            first: point.row * size.columns + left,
            count: right - left,
            skipped: left - point.column,
            packedStyle: style.packed
        )
        var string = text.string
        string.withUTF8 { bytes in
            cells.withUnsafeMutableBufferPointer { cells in
                if text.isASCII {
                    place.putASCII(bytes, in: cells)
                } else {
                    place.put(bytes, in: cells)
                }
            }
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

    /// Makes two blanks of a wide cluster that this border between columns cuts in half.
    mutating func separate(row: Int, at border: Int) {
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

/// Where a text goes in the grid.
private struct Placement {
    /// The cell that its first visible column takes.
    var first: Int
    /// Columns that are visible.
    var count: Int
    /// Columns of the text left of the first visible one.
    var skipped: Int
    var packedStyle: UInt64

    /// The short way for most text: a byte is a cell.
    func putASCII(_ bytes: UnsafeBufferPointer<UInt8>, in cells: UnsafeMutableBufferPointer<Cell>) {
        for index in 0..<count {
            cells[first &+ index] = Cell(ascii: bytes[skipped &+ index], packedStyle: packedStyle)
        }
    }

    func put(_ bytes: UnsafeBufferPointer<UInt8>, in cells: UnsafeMutableBufferPointer<Cell>) {
        var column = -skipped
        var offset = 0
        while column < count, offset < bytes.count {
            let byte = bytes[offset]
            // Most of it is ASCII with an ellipsis at its end; what follows may be a mark.
            if byte < 0x80, offset + 1 == bytes.count || bytes[offset + 1] < 0x80 {
                if column >= 0 {
                    cells[first &+ column] = Cell(ascii: byte, packedStyle: packedStyle)
                }
                offset += 1
                column += 1
                continue
            }
            var reader = ClusterReader(bytes, from: offset)
            guard let item = reader.next() else {
                return
            }
            offset = item.end
            let end = column + item.width
            if column >= 0, end <= count {
                cells[first + column] = Cell(reader.cluster(item), packedStyle: packedStyle)
                if item.width == 2 {
                    cells[first + column + 1] = .continuation(packedStyle: packedStyle)
                }
            } else if end > 0 {
                cells[first + max(column, 0)] = .blank(packedStyle: packedStyle)
            }
            column = end
        }
    }
}
