extension Screen {
    /// Draws a line to the right.
    package mutating func drawHorizontalLine(
        at point: Point,
        columns: Int,
        glyphs: Glyphs,
        style: Style,
        in clip: Rect
    ) {
        repeatGlyph(
            glyphs.horizontal,
            in: Rect(row: point.row, column: point.column, rows: 1, columns: columns).intersection(clip),
            style: style
        )
    }

    /// Draws a line downwards.
    package mutating func drawVerticalLine(
        at point: Point,
        rows: Int,
        glyphs: Glyphs,
        style: Style,
        in clip: Rect
    ) {
        repeatGlyph(
            glyphs.vertical,
            in: Rect(row: point.row, column: point.column, rows: rows, columns: 1).intersection(clip),
            style: style
        )
    }

    /// Draws a border along the inner edge of a rectangle of two rows and two columns at least.
    package mutating func drawBox(_ rect: Rect, glyphs: Glyphs, style: Style, in clip: Rect) {
        guard rect.rows >= 2, rect.columns >= 2 else {
            return
        }
        let right = rect.right - 1
        let bottom = rect.bottom - 1
        for (row, left, end) in [
            (rect.top, glyphs.topLeft, glyphs.topRight), (bottom, glyphs.bottomLeft, glyphs.bottomRight),
        ] {
            write(left, at: Point(row: row, column: rect.left), style: style, in: clip)
            let inner = Point(row: row, column: rect.left + 1)
            drawHorizontalLine(at: inner, columns: rect.columns - 2, glyphs: glyphs, style: style, in: clip)
            write(end, at: Point(row: row, column: right), style: style, in: clip)
        }
        for column in [rect.left, right] {
            let below = Point(row: rect.top + 1, column: column)
            drawVerticalLine(at: below, rows: rect.rows - 2, glyphs: glyphs, style: style, in: clip)
        }
    }

    /// Fills a rectangle with a glyph that takes one column.
    private mutating func repeatGlyph(_ glyph: DisplayText, in rect: Rect, style: Style) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty, let cluster = glyph.clusters.first(where: { _ in true }), cluster.width == 1 else {
            return
        }
        let cell = Cell(cluster, packedStyle: style.packed)
        for row in area.top..<area.bottom {
            separate(row: row, at: area.left)
            separate(row: row, at: area.right)
            for column in area.left..<area.right {
                cells[row * size.columns + column] = cell
            }
        }
    }
}
