/// How a text that is being edited is laid out in rows, and where its caret stands.
///
/// Rows break after spaces and at line breaks (LF, CR LF, CR); a word wider than a row is broken between
/// Characters. Every Character has its place, spaces too: nothing is swallowed but the columns of the one space
/// that would have begun the row after a full one. A Character that is wider than a row is U+FFFD.
package struct EditableLayout: Hashable, Sendable {
    /// One row.
    package struct Line: Hashable, Sendable {
        /// What the row shows, never wider than the layout.
        package var text: DisplayText
        /// The Characters it shows, counted from the text's beginning; its line break is not among them.
        package var characters: Range<Int>
    }

    /// The rows, one at least; where the last Character fills its row, an empty one follows for the caret.
    package let lines: [Line]

    /// The column in which each Character begins.
    private let starts: [Int32]
    private let columns: Int

    /// Lays out a text.
    ///
    /// - Parameters:
    ///   - characters: What is edited, as typed.
    ///   - columns: The width of a row; less than 1 counts as 1.
    package init(_ characters: [Character], columns: Int) {
        self.columns = max(1, columns)
        var builder = EditableLayoutBuilder(columns: self.columns)
        lines = builder.run(characters)
        starts = builder.starts
    }

    /// Where the caret stands before a Character, or after the last one.
    ///
    /// The end of a full row is the beginning of the next one. Indices outside of the text count as its ends.
    package func position(of characterIndex: Int) -> Point {
        let index = max(0, min(characterIndex, starts.count))
        let row = row(of: index)
        let line = lines[row]
        let column = index < line.characters.upperBound ? Int(starts[index]) : line.text.columns
        if column >= columns, row + 1 < lines.count {
            return Point(row: row + 1, column: 0)
        }
        return Point(row: row, column: column)
    }

    /// The Character at a place or, beyond a row's end, the row's end; rows outside count as the nearest one.
    package func index(at point: Point) -> Int {
        let row = max(0, min(point.row, lines.count - 1))
        let line = lines[row]
        let characters = line.characters
        var column = point.column
        if column >= line.text.columns {
            // The end of a row that goes on is the next row's beginning; stay on this one.
            let goesOn = row + 1 < lines.count && lines[row + 1].characters.lowerBound == characters.upperBound
            guard goesOn else {
                return characters.upperBound
            }
            column = min(column, columns - 1)
        }
        var low = characters.lowerBound
        var high = characters.upperBound
        while low < high {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= column {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return max(characters.lowerBound, low - 1)
    }

    /// The last row that begins at or before a Character.
    private func row(of index: Int) -> Int {
        var low = 0
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].characters.lowerBound <= index {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return max(0, low - 1)
    }
}
