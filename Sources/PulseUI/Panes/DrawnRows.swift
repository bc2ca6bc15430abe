import PulseCore
import PulseModel
import ScreenKit

/// How a row of the list stands out.
enum RowStanding: Hashable, Sendable {
    case plain
    /// Its thread is open.
    case open
    case selected
    /// Selected, but keys go elsewhere.
    case selectedUnfocused
}

/// The rows of the list as they were drawn last.
struct DrawnRows: Sendable {
    private struct DrawnRow: Sendable {
        var conversation: ConversationRow
        var minutes: Int64
        var standing: RowStanding
        var cells: [Cell]
    }

    private var rows: [DrawnRow?] = []
    private var columns = 0
    private var look: Look?

    /// Forgets all rows where they would not fit any more.
    mutating func begin(columns: Int, look: Look) {
        guard columns != self.columns || look != self.look else { return }
        self.columns = columns
        self.look = look
        rows = []
    }

    private static func cells(_ line: Rect, of screen: Screen) -> [Cell] {
        Array(screen.row(line.top).dropFirst(line.left).prefix(line.columns))
    }

    /// Draws a row, from what was kept where nothing has changed.
    mutating func draw(
        at index: Int,
        _ conversation: ConversationRow,
        _ minutes: Int64,
        _ standing: RowStanding,
        in line: Rect,
        on screen: inout Screen,
        by drawing: (Rect, inout Screen) -> Void
    ) {
        if rows.indices.contains(index), let row = rows[index], row.minutes == minutes, row.standing == standing,
            row.conversation == conversation
        {
            screen.put(row.cells, at: line.origin)
            return
        }
        drawing(line, &screen)
        let cells = Self.cells(line, of: screen)
        while rows.count <= index { rows.append(nil) }
        rows[index] = DrawnRow(conversation: conversation, minutes: minutes, standing: standing, cells: cells)
    }
}
