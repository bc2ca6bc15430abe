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
///
/// Most keys change none of them. A row is drawn again when anything that it is drawn from has changed, so that this
/// can be forgotten at any time.
package struct DrawnRows: Sendable {
    private struct DrawnRow: Sendable {
        var conversation: ConversationRow
        var minutes: Int64
        var standing: RowStanding
        var cells: [Cell]
    }

    private var rows: [Int: DrawnRow] = [:]
    private var columns = 0
    private var look: Look?

    package init() {}

    /// Forgets all rows where they would not fit any more.
    mutating func begin(columns: Int, look: Look) {
        guard columns != self.columns || look != self.look else { return }
        self.columns = columns
        self.look = look
        rows = [:]
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
        if let row = rows[index], row.minutes == minutes, row.standing == standing, row.conversation == conversation {
            screen.put(row.cells, at: line.origin)
            return
        }
        drawing(line, &screen)
        let cells = Array(screen.row(line.top).dropFirst(line.left).prefix(line.columns))
        rows[index] = DrawnRow(conversation: conversation, minutes: minutes, standing: standing, cells: cells)
    }
}
