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
        let area = clip.intersection(bounds)
        guard let cluster = glyphs.vertical.clusters.first(where: { _ in true }), cluster.width == 1,
            point.column >= area.left, point.column < area.right
        else {
            return
        }
        let cell = Cell(cluster, packedStyle: style.packed)
        for row in max(point.row, area.top)..<max(point.row, area.top, min(point.row + rows, area.bottom)) {
            separate(row: row, at: point.column)
            separate(row: row, at: point.column + 1)
            cells[row * size.columns + point.column] = cell
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
