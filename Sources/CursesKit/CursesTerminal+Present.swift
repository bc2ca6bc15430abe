import CNcurses
import CTerminal
package import ScreenKit

extension CursesTerminal {
    /// Hands the changed columns of each row to ncurses, which writes them.
    ///
    /// A cluster that has another width for the C library is drawn as U+FFFD, so that nothing behind it is shifted.
    package func present(_ screen: Screen) {
        guard let window = nc_stdscr() else { return }
        let previous = shown?.size == screen.size ? shown : nil
        terminal_drawing_begin()
        if previous == nil { werase(window) }
        var hasChanges = previous == nil || previous?.cursor != screen.cursor
        // The class gives its buffer up for the time, so that no access to it has to be checked.
        var line: [cchar_t] = []
        swap(&line, &self.line)
        for row in 0..<min(screen.size.rows, size.rows) {
            var columns = 0..<screen.size.columns
            if let previous {
                guard let changed = screen.changedColumns(ofRow: row, since: previous) else { continue }
                columns = changed
            }
            guard columns.lowerBound < size.columns else { continue }
            hasChanges = true
            fill(&line, with: screen.row(row), columns)
            // All of it in one call: it neither wraps nor scrolls in the last column.
            mvwadd_wchnstr(window, Int32(row), Int32(columns.lowerBound), line, Int32(line.count))
        }
        swap(&line, &self.line)
        guard hasChanges else {
            _ = terminal_drawing_end()
            return
        }
        if let cursor = screen.cursor {
            wmove(window, Int32(min(cursor.row, size.rows - 1)), Int32(min(cursor.column, size.columns - 1)))
        }
        wrefresh(window)
        if isCursorVisible != (screen.cursor != nil) {
            isCursorVisible = screen.cursor != nil
            curs_set(screen.cursor == nil ? 0 : 1)
        }
        shown = screen
        // A failure means that the terminal is gone, or a signal asks to end, and the next wait reports that.
        if terminal_drawing_end() != 0 { forgetScreen() }
    }

    /// Lets ncurses write its own copy of the terminal; no `Screen` is looked at.
    package func repaint() {
        draw { wrefresh(nc_curscr()) }
    }

    /// Lets ncurses write, and passes it on in one go.
    ///
    /// By itself ncurses would wait for ever for a terminal that does not read. What a terminal that is gone did not take
    /// is lost with it; the next wait reports that.
    func draw(_ body: () -> Void) {
        terminal_drawing_begin()
        body()
        _ = terminal_drawing_end()
    }

    /// Makes the part of a row that ncurses is to draw, cut to the window.
    private func fill(_ line: inout [cchar_t], with cells: ArraySlice<Cell>, _ columns: Range<Int>) {
        line.removeAll(keepingCapacity: true)
        var styleNumber: UInt64?
        var blank = cchar_t()
        var column = columns.lowerBound
        for cell in cells.dropFirst(columns.lowerBound).prefix(columns.count) {
            if cell.isContinuation { continue }
            // A wide cluster that the window cuts would be drawn at the start of the next row.
            guard column + cell.width <= size.columns else { break }
            column += cell.width
            if cell.styleNumber != styleNumber {
                styleNumber = cell.styleNumber
                blank = self.blank(of: cell)
            }
            append(cell, blank, to: &line)
        }
    }

    private func append(_ cell: Cell, _ blank: cchar_t, to line: inout [cchar_t]) {
        if cell.base < 0x80, cell.marks.isEmpty {
            line.append(nc_filled(blank, cell.base, 0, 0, 0))
        } else if !traits.isUTF8 {
            for _ in 0..<cell.width { line.append(nc_filled(blank, ASCIISubstitute.of(cell.base), 0, 0, 0)) }
        } else if terminal_scalar_width(cell.base) == Int32(cell.width),
            cell.marks.allSatisfy({ terminal_scalar_width($0) == 0 })
        {
            guard !cell.marks.isEmpty else { return line.append(nc_filled(blank, cell.base, 0, 0, 0)) }
            let marks = Array(cell.marks) + [0, 0]
            line.append(nc_filled(blank, cell.base, marks[0], marks[1], marks[2]))
        } else {
            // The C library believes in another width, and everything behind it would be shifted.
            line.append(nc_filled(blank, 0xFFFD, 0, 0, 0))
            for _ in 1..<max(1, cell.width) { line.append(blank) }
        }
    }

    /// A space in a cell's style: what all cells of the style are made from.
    private func blank(of cell: Cell) -> cchar_t {
        if let known = blanks[cell.styleNumber] { return known }
        let style = cell.style
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
        var blank = cchar_t()
        nc_set_blank(&blank, attributes, number)
        blanks[cell.styleNumber] = blank
        return blank
    }
}
