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

    /// A blank screen in the terminal's own colours.
    package init(size: Size) {
        self.size = size
        cells = Array(repeating: .blank(), count: size.rows * size.columns)
    }

    /// The whole screen as a rectangle.
    package var bounds: Rect { Rect(size) }

    /// The cell at a place, which must be inside.
    package subscript(row: Int, column: Int) -> Cell {
        precondition(bounds.contains(Point(row: row, column: column)), "A cell outside of the screen was asked for.")
        return cells[row * size.columns + column]
    }

    /// The cells of a row, which must be inside; the slice's indices do not begin at 0.
    package func row(_ row: Int) -> ArraySlice<Cell> {
        precondition(row >= 0 && row < size.rows, "A row outside of the screen was asked for.")
        return cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// Whether a row looks the same in both screens; screens of unlike width have no equal rows.
    package func isRow(_ row: Int, equalIn other: Screen) -> Bool {
        guard size.columns == other.size.columns, row < size.rows, row < other.size.rows else {
            return false
        }
        return self.row(row) == other.row(row)
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
