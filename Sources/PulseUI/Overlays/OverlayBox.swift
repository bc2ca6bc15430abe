import PulseCore
import ScreenKit

/// A bordered box in front of the panes.
enum OverlayBox {
    /// Draws the box and gives the area inside.
    static func draw(
        _ title: DisplayText,
        size: Size,
        look: Look,
        on screen: inout Screen
    ) -> Rect {
        let bounds = Rect(row: 0, column: 0, rows: screen.size.rows - 1, columns: screen.size.columns)
        let box = bounds.centered(Size(rows: size.rows + 2, columns: size.columns + 2))
        screen.fill(box, style: look[.overlay])
        screen.drawBox(box, glyphs: look.glyphs, style: look[.overlayBorder], in: screen.bounds)
        let cut = title.truncated(columns: max(0, box.columns - 6), ellipsis: look.glyphs.ellipsis)
        let words = " " + cut + " "
        screen.write(
            words,
            at: Point(row: box.top, column: box.left + 2),
            style: look.onOverlay(.titleFocused),
            in: box
        )
        return box.inset(rows: 1, columns: 1)
    }

    /// Says in the bottom border that more lines are below or above, and whether more than are counted.
    static func drawPosition(
        top: Int,
        rows: Int,
        lines: Int,
        goesOn: Bool = false,
        in inside: Rect,
        look: Look,
        on screen: inout Screen
    ) {
        guard lines > rows else { return }
        let words = DisplayText(sanitizing: " \(min(top + rows, lines))/\(lines)\(goesOn ? "+" : "") ")
        let point = Point(row: inside.bottom, column: max(inside.left, inside.right - words.columns - 1))
        screen.write(words, at: point, style: look[.overlayBorder], in: screen.bounds)
    }
}
