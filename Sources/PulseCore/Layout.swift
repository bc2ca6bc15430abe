package import ScreenKit

/// The rectangles of the screen: text areas without their borders.
package struct Layout: Hashable, Sendable {
    /// Below this many columns one pane is shown at a time.
    package static let narrowColumns = 60
    /// Below this nothing is shown but a sentence.
    package static let smallest = Size(rows: 5, columns: 20)

    /// Whether the window is too small for anything.
    package var isTooSmall = false
    /// Whether one pane is shown at a time.
    package var isNarrow = false
    /// Whether lines are drawn around panes.
    package var hasBorders = true
    /// The list's rows; empty when it is not shown.
    package var list = Rect(Size(rows: 0, columns: 0))
    /// The thread's lines, its fixed first line included; empty when it is not shown.
    package var thread = Rect(Size(rows: 0, columns: 0))
    /// The composer's rows; empty when it is not shown.
    package var composer = Rect(Size(rows: 0, columns: 0))
    /// The line at the bottom: accounts, hints, counts.
    package var status = Rect(Size(rows: 0, columns: 0))
    /// The top line with the panes' titles.
    package var header = Rect(Size(rows: 0, columns: 0))
    /// The column of the line between list and thread; nil where there is none.
    package var divider: Int?
    /// The row of the line above the composer; nil where there is none.
    package var composerRule: Int?

    /// The rectangles for a window.
    ///
    /// - Parameters:
    ///   - size: The window.
    ///   - focus: The pane that has the focus; it is the one shown where only one fits.
    ///   - isZoomed: Whether the thread has the screen for itself.
    ///   - hasThread: Whether a conversation is open.
    ///   - composerLines: Lines that the draft takes.
    package init(size: Size, focus: Pane, isZoomed: Bool, hasThread: Bool, composerLines: Int) {
        guard size.rows >= Self.smallest.rows, size.columns >= Self.smallest.columns else {
            isTooSmall = true
            return
        }
        isNarrow = size.columns < Self.narrowColumns
        let inner = size.rows - 2
        header = Rect(row: 0, column: 0, rows: 1, columns: size.columns)
        status = Rect(row: size.rows - 1, column: 0, rows: 1, columns: size.columns)

        if isZoomed && hasThread {
            hasBorders = false
            placeThread(row: 1, column: 0, rows: inner, columns: size.columns, focus, composerLines, isAlone: true)
        } else if isNarrow {
            hasBorders = false
            if focus == .list || !hasThread {
                list = Rect(row: 1, column: 0, rows: inner, columns: size.columns)
            } else {
                placeThread(row: 1, column: 0, rows: inner, columns: size.columns, focus, composerLines, isAlone: true)
            }
        } else {
            let width = Self.listColumns(of: size.columns)
            list = Rect(row: 1, column: 1, rows: inner, columns: width)
            divider = width + 1
            let left = width + 2
            let columns = size.columns - left - 1
            placeThread(
                row: 1,
                column: left,
                rows: inner,
                columns: columns,
                focus,
                composerLines,
                isAlone: false,
                hasThread: hasThread
            )
        }
    }

    private mutating func placeThread(
        row: Int,
        column: Int,
        rows: Int,
        columns: Int,
        _ focus: Pane,
        _ composerLines: Int,
        isAlone: Bool,
        hasThread: Bool = true
    ) {
        // Alone on the screen, the thread has it whole until something is written.
        guard hasThread, !isAlone || focus == .composer, rows >= 3 else {
            thread = Rect(row: row, column: column, rows: rows, columns: columns)
            return
        }
        let height = max(1, min(composerLines, 8, (rows + 2) / 3))
        composer = Rect(row: row + rows - height, column: column, rows: height, columns: columns)
        composerRule = row + rows - height - 1
        thread = Rect(row: row, column: column, rows: rows - height - 1, columns: columns)
    }

    /// The list's share of the window: three eighths, 24 to 48 columns.
    static func listColumns(of columns: Int) -> Int {
        min(48, max(24, columns * 3 / 8))
    }

    /// Columns of text in the composer, for a window of this many columns.
    static func composerColumns(size: Size, isZoomed: Bool) -> Int {
        if size.columns < narrowColumns || isZoomed { return max(1, size.columns - 2) }
        return max(1, size.columns - listColumns(of: size.columns) - 3 - 2)
    }
}
