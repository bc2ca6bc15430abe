extension Screen {
    /// Draws a line to the right.
    package mutating func drawHorizontalLine(
        at point: Point,
        columns: Int,
        glyphs: Glyphs,
        style: Style,
        in clip: Rect
    ) {
        write(.repeating(glyphs.horizontal, columns: columns), at: point, style: style, in: clip)
    }

    /// Draws a line downwards.
    package mutating func drawVerticalLine(
        at point: Point,
        rows: Int,
        glyphs: Glyphs,
        style: Style,
        in clip: Rect
    ) {
        for row in 0..<max(0, rows) {
            let place = Point(row: point.row + row, column: point.column)
            write(glyphs.vertical, at: place, style: style, in: clip)
        }
    }

    /// Draws a border along the inner edge of a rectangle of two rows and two columns at least.
    package mutating func drawBox(_ rect: Rect, glyphs: Glyphs, style: Style, in clip: Rect) {
        guard rect.rows >= 2, rect.columns >= 2 else {
            return
        }
        let line = DisplayText.repeating(glyphs.horizontal, columns: rect.columns - 2)
        write(glyphs.topLeft + line + glyphs.topRight, at: rect.origin, style: style, in: clip)
        let last = Point(row: rect.bottom - 1, column: rect.left)
        write(glyphs.bottomLeft + line + glyphs.bottomRight, at: last, style: style, in: clip)
        for column in [rect.left, rect.right - 1] {
            drawVerticalLine(
                at: Point(row: rect.top + 1, column: column),
                rows: rect.rows - 2,
                glyphs: glyphs,
                style: style,
                in: clip
            )
        }
    }
}
