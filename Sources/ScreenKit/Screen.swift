/// A grid of cells: what a frame looks like before a terminal shows it.
///
/// It holds at any time: a cell of width 2 is followed by its continuation in the same row, and there is no
/// continuation elsewhere. Text enters as `DisplayText` only.
package struct Screen: Hashable, Sendable {
    /// Rows and columns.
    package let size: Size
    /// Where the terminal's cursor stands; nil hides it.
    package var cursor: Point?

    var cells: [Cell]

    /// A blank screen, in the terminal's own colours unless a style is given.
    package init(size: Size, style: Style = .plain) {
        self.size = size
        cells = Array(repeating: .blank(style), count: size.rows * size.columns)
    }

    /// The whole screen as a rectangle.
    package var bounds: Rect { Rect(size) }

    /// The cell at a place, which must be inside.
    package subscript(row: Int, column: Int) -> Cell {
        precondition(bounds.contains(Point(row: row, column: column)), "A cell outside of the screen was asked for.")
        return cells[row * size.columns + column]
    }

    /// Puts cells that a screen of any size gave into one row, left to right; what does not fit is left out.
    ///
    /// Of a wide cluster that fits by half there is a blank. The first cell must not be a continuation.
    package mutating func put(_ drawn: [Cell], at point: Point) {
        guard point.row >= 0, point.row < size.rows, point.column >= 0 else {
            return
        }
        let count = min(drawn.count, size.columns - point.column)
        guard count > 0 else {
            return
        }
        separate(row: point.row, at: point.column)
        separate(row: point.row, at: point.column + count)
        let first = point.row * size.columns + point.column
        cells.withUnsafeMutableBufferPointer { cells in
            drawn.withUnsafeBufferPointer { drawn in
                let place = UnsafeMutableBufferPointer(rebasing: cells[first..<first + count])
                _ = place.update(fromContentsOf: drawn[..<count])
            }
        }
        let last = first + count - 1
        if cells[last].width == 2 { cells[last] = .blank(cells[last].style) }
    }

    /// The cells of a row, which must be inside; the slice's indices do not begin at 0.
    package func row(_ row: Int) -> ArraySlice<Cell> {
        precondition(row >= 0 && row < size.rows, "A row outside of the screen was asked for.")
        return cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// The columns of a row in which it looks unlike that of another screen, first to last; nil where there are none.
    ///
    /// A wide cluster is in it whole. All columns where the screens are not of the same width.
    package func changedColumns(ofRow row: Int, since other: Screen) -> Range<Int>? {
        guard size.columns == other.size.columns, row < size.rows, row < other.size.rows else {
            return 0..<size.columns
        }
        let start = row * size.columns
        return cells.withUnsafeBufferPointer { new in
            other.cells.withUnsafeBufferPointer { old in
                guard !Cell.areSame(new[start..<start + size.columns], old[start..<start + size.columns]) else {
                    return nil
                }
                var first = 0
                while first < size.columns, new[start + first] == old[start + first] { first += 1 }
                guard first < size.columns else {
                    return nil
                }
                var last = size.columns
                while new[start + last - 1] == old[start + last - 1] { last -= 1 }
                while first > 0, new[start + first].isContinuation { first -= 1 }
                while last < size.columns, new[start + last].isContinuation { last += 1 }
                return first..<last
            }
        }
    }

    /// The rows as plain text, each as wide as the screen, for tests.
    package var text: [String] {
        (0..<size.rows).map { row in
            self.row(row).map(\.string).joined()
        }
    }
}

extension Screen: CustomDebugStringConvertible {
    package var debugDescription: String {
        let border = "+" + String(repeating: "-", count: size.columns) + "+"
        let place = cursor.map { " cursor \($0.row),\($0.column)" } ?? ""
        return "\(size.rows)x\(size.columns)\(place)\n\(border)\n"
            + text.map { "|\($0)|\n" }.joined()
            + border
    }
}
