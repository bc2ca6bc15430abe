/// A place in the grid of cells, from the top left corner, which is (0, 0).
package struct Point: Hashable, Sendable {
    /// Rows below the first one.
    package var row: Int
    /// Columns right of the first one.
    package var column: Int

    /// A place; it may lie outside of the grid.
    package init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}

/// How large a grid or a part of it is.
package struct Size: Hashable, Sendable {
    /// Never negative.
    package var rows: Int
    /// Never negative.
    package var columns: Int

    /// A size; what is negative becomes 0.
    package init(rows: Int, columns: Int) {
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }
}

/// A rectangle of cells; it may be empty.
package struct Rect: Hashable, Sendable {
    /// The top left corner.
    package var origin: Point
    /// The extent; never negative.
    package var size: Size

    /// A rectangle by its top left corner; a negative extent becomes 0.
    package init(row: Int, column: Int, rows: Int, columns: Int) {
        origin = Point(row: row, column: column)
        size = Size(rows: rows, columns: columns)
    }

    /// The whole of a grid of this size.
    package init(_ size: Size) {
        self.init(row: 0, column: 0, rows: size.rows, columns: size.columns)
    }

    /// The first row inside.
    package var top: Int { origin.row }
    /// The first column inside.
    package var left: Int { origin.column }
    /// The first row below; not inside.
    package var bottom: Int { origin.row + size.rows }
    /// The first column to the right; not inside.
    package var right: Int { origin.column + size.columns }
    /// The number of rows.
    package var rows: Int { size.rows }
    /// The number of columns.
    package var columns: Int { size.columns }
    /// Whether no cell is inside.
    package var isEmpty: Bool { size.rows == 0 || size.columns == 0 }

    /// Whether the cell at `point` is inside.
    package func contains(_ point: Point) -> Bool {
        point.row >= top && point.row < bottom && point.column >= left && point.column < right
    }

    /// What both rectangles cover; empty where they do not meet.
    package func intersection(_ other: Rect) -> Rect {
        let top = max(top, other.top)
        let left = max(left, other.left)
        return Rect(
            row: top,
            column: left,
            rows: min(bottom, other.bottom) - top,
            columns: min(right, other.right) - left
        )
    }

    /// The rectangle without a margin of this many cells at each side.
    package func inset(rows: Int = 0, columns: Int = 0) -> Rect {
        Rect(
            row: top + rows,
            column: left + columns,
            rows: self.rows - 2 * rows,
            columns: self.columns - 2 * columns
        )
    }

    /// One row of the rectangle, counted from its top.
    package func row(_ index: Int) -> Rect {
        Rect(row: top + index, column: left, rows: 1, columns: columns).intersection(self)
    }

    /// A rectangle of this size in the middle, cut to what fits.
    package func centered(_ inner: Size) -> Rect {
        let rows = min(inner.rows, rows)
        let columns = min(inner.columns, columns)
        return Rect(
            row: top + (self.rows - rows) / 2,
            column: left + (self.columns - columns) / 2,
            rows: rows,
            columns: columns
        )
    }
}
