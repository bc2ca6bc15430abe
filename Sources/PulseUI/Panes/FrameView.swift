import PulseCore
import PulseModel
import ScreenKit

/// The lines around the panes, with the panes' titles in them.
enum FrameView {
    static func draw(_ state: State, _ layout: Layout, look: Look, on screen: inout Screen) {
        let bounds = screen.bounds
        if layout.hasBorders { drawBorders(layout, look: look, on: &screen) }
        drawListEnds(state.list, layout, look: look, on: &screen)

        let titles = Titles(state, look.glyphs)
        if let divider = layout.divider {
            let left = Rect(row: 0, column: 2, rows: 1, columns: divider - 3)
            drawTitle(titles.list, isFocused: state.focus == .list, in: left, look: look, on: &screen)
            let right = Rect(row: 0, column: divider + 2, rows: 1, columns: bounds.columns - divider - 4)
            drawTitle(titles.thread, isFocused: state.focus == .thread, in: right, look: look, on: &screen)
        } else {
            let isList = !layout.list.isEmpty
            let title = isList ? titles.list : titles.thread
            drawTitle(title, isFocused: true, in: layout.header, look: look, on: &screen)
        }
        if let row = layout.composerRule { drawComposerRule(row, state, layout, look: look, on: &screen) }
    }

    private static func drawBorders(_ layout: Layout, look: Look, on screen: inout Screen) {
        let bounds = screen.bounds
        let style = look[.border]
        screen.drawBox(bounds, glyphs: look.glyphs, style: style, in: bounds)
        guard let divider = layout.divider else { return }
        let top = Point(row: 0, column: divider)
        screen.write(look.glyphs.teeDown, at: top, style: style, in: bounds)
        let below = Point(row: 1, column: divider)
        screen.drawVerticalLine(at: below, rows: bounds.rows - 2, glyphs: look.glyphs, style: style, in: bounds)
        let bottom = Point(row: bounds.rows - 1, column: divider)
        screen.write(look.glyphs.teeUp, at: bottom, style: style, in: bounds)
    }

    /// Says beside the list's first and last row that there are others above and below.
    private static func drawListEnds(_ list: ListState, _ layout: Layout, look: Look, on screen: inout Screen) {
        guard let divider = layout.divider, layout.list.rows > 1 else { return }
        func draw(_ sign: DisplayText, row: Int) {
            screen.write(sign, at: Point(row: row, column: divider), style: look[.border], in: screen.bounds)
        }
        if list.top > 0 { draw(look.glyphs.upArrow, row: layout.list.top) }
        if list.top + layout.list.rows < list.lines.count { draw(look.glyphs.downArrow, row: layout.list.bottom - 1) }
    }

    private static func drawComposerRule(
        _ row: Int,
        _ state: State,
        _ layout: Layout,
        look: Look,
        on screen: inout Screen
    ) {
        let isFocused = state.focus == .composer
        let titles = Titles(state, look.glyphs)
        let needsCaution = titles.needsCaution
        let style = needsCaution ? look[.caution] : isFocused ? look[.borderFocused] : look[.border]
        let area = Rect(row: row, column: layout.composer.left, rows: 1, columns: layout.composer.columns)
        screen.drawHorizontalLine(
            at: area.origin,
            columns: area.columns,
            glyphs: look.glyphs,
            style: style,
            in: screen.bounds
        )
        if layout.hasBorders {
            let left = Point(row: row, column: area.left - 1)
            screen.write(look.glyphs.teeRight, at: left, style: style, in: screen.bounds)
            let right = Point(row: row, column: area.right)
            screen.write(look.glyphs.teeLeft, at: right, style: style, in: screen.bounds)
        }
        let titleStyle = needsCaution ? look[.caution] : look[isFocused ? .titleFocused : .title]
        let words = " " + titles.composer.text(columns: area.columns - 4, ellipsis: look.glyphs.ellipsis) + " "
        screen.write(words, at: Point(row: row, column: area.left + 1), style: titleStyle, in: screen.bounds)
    }

    private static func drawTitle(
        _ title: FittedTitle,
        isFocused: Bool,
        in area: Rect,
        look: Look,
        on screen: inout Screen
    ) {
        guard area.columns > 2 else { return }
        let words = " " + title.text(columns: area.columns - 2, ellipsis: look.glyphs.ellipsis) + " "
        screen.write(words, at: area.origin, style: look[isFocused ? .titleFocused : .title], in: screen.bounds)
    }
}
