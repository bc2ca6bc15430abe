import CNcurses
import CTerminal
package import ScreenKit

extension CursesTerminal {
    /// What ncurses has to be told to draw a style.
    struct Look {
        var attributes: attr_t
        var pair: Int32
    }

    package func present(_ screen: Screen) {
        guard let window = nc_stdscr(), screen != shown else { return }
        let previous = shown?.size == screen.size ? shown : nil
        terminal_drawing_begin()
        if previous == nil { werase(window) }
        for row in 0..<min(screen.size.rows, size.rows) {
            if let previous, previous.isRow(row, equalIn: screen) { continue }
            fill(screen.row(row))
            // The whole row in one call: it neither wraps nor scrolls in the last column.
            mvwadd_wchnstr(window, Int32(row), 0, line, Int32(line.count))
        }
        if let cursor = screen.cursor {
            wmove(window, Int32(min(cursor.row, size.rows - 1)), Int32(min(cursor.column, size.columns - 1)))
        }
        wrefresh(window)
        if isCursorVisible != (screen.cursor != nil) {
            isCursorVisible = screen.cursor != nil
            curs_set(screen.cursor == nil ? 0 : 1)
        }
        // A failure means that the terminal is gone, and the next wait reports that.
        _ = terminal_drawing_end()
        shown = screen
    }

    package func repaint() {
        terminal_drawing_begin()
        wrefresh(nc_curscr())
        _ = terminal_drawing_end()
    }

    /// Makes the row that ncurses is to draw, cut to the window.
    private func fill(_ cells: ArraySlice<Cell>) {
        line.removeAll(keepingCapacity: true)
        var style = Style.plain
        var look = look(of: style)
        var column = 0
        for cell in cells {
            if cell.isContinuation { continue }
            // A wide cluster that the window cuts would be drawn at the start of the next row.
            guard column + cell.width <= size.columns else { break }
            column += cell.width
            if cell.style != style {
                style = cell.style
                look = self.look(of: style)
            }
            append(cell, look)
        }
    }

    private func append(_ cell: Cell, _ look: Look) {
        if cell.base < 0x80, cell.marks.isEmpty {
            append(cell.base, look)
        } else if !traits.isUTF8 {
            for _ in 0..<cell.width { append(ASCIISubstitute.of(cell.base), look) }
        } else if terminal_scalar_width(cell.base) == Int32(cell.width),
            cell.marks.allSatisfy({ terminal_scalar_width($0) == 0 })
        {
            append(cell.base, look, cell.marks)
        } else {
            // The C library believes in another width, and everything behind it would be shifted.
            append(0xFFFD, look)
            for _ in 1..<max(1, cell.width) { append(0x20, look) }
        }
    }

    private func append(_ base: UInt32, _ look: Look, _ marks: Marks = Marks()) {
        var drawn = cchar_t()
        if marks.isEmpty {
            nc_set_cell(&drawn, base, 0, 0, 0, look.attributes, look.pair)
        } else {
            let all = Array(marks) + [0, 0, 0]
            nc_set_cell(&drawn, base, all[0], all[1], all[2], look.attributes, look.pair)
        }
        line.append(drawn)
    }

    private func look(of style: Style) -> Look {
        if let known = looks[style] { return known }
        var attributes: attr_t = 0
        let names: [(Attributes, attr_t)] = [
            (.bold, nc_bold()), (.dim, nc_dim()), (.italic, nc_italic()),
            (.underline, nc_underline()), (.reverse, nc_reverse()),
        ]
        for (name, bits) in names where style.attributes.contains(name) {
            attributes |= bits
        }
        if traits.colors == .eight, case .indexed(8...15) = style.foreground {
            attributes |= nc_bold()
        }
        let pair = ColorPairs.Pair(
            foreground: Palette.number(of: style.foreground, in: traits.colors),
            background: Palette.number(of: style.background, in: traits.colors)
        )
        let number = pairs.number(of: pair) { number, pair in
            init_extended_pair(number, pair.foreground, pair.background)
        }
        let look = Look(attributes: attributes, pair: number)
        looks[style] = look
        return look
    }
}
