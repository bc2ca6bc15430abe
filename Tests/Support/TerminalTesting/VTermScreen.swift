import CVTerm

/// A terminal without a window: it takes bytes and knows what a person would see.
package final class VTermScreen {
    /// What one cell shows.
    package struct Cell: Equatable, Sendable {
        /// Empty where nothing was ever written, and in the second half of a wide character.
        package var text: String
        package var isContinuation: Bool
        package var isBold: Bool
        package var isItalic: Bool
        package var isUnderlined: Bool
        package var isReversed: Bool
        /// -1 is the terminal's own, 0 to 255 the palette, 0x1000000 and more a colour by value.
        package var foreground: Int
        package var background: Int
    }

    package private(set) var rows: Int
    package private(set) var columns: Int
    /// Modes, titles and bells.
    package private(set) var scanner = ModeScanner()

    private let terminal: OpaquePointer?
    private let screen: OpaquePointer?

    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        terminal = vterm_new(Int32(rows), Int32(columns))
        vterm_set_utf8(terminal, 1)
        screen = vterm_obtain_screen(terminal)
        vterm_screen_enable_altscreen(screen, 1)
        vterm_screen_reset(screen, 1)
    }

    deinit {
        vterm_free(terminal)
    }

    /// Takes what a program wrote, and returns what the terminal answers to its questions.
    package func feed(_ bytes: [UInt8]) -> [UInt8] {
        scanner.feed(bytes)
        bytes.withUnsafeBytes { buffer in
            let characters = buffer.bindMemory(to: CChar.self)
            _ = vterm_input_write(terminal, characters.baseAddress, characters.count)
        }
        var answer = [CChar](repeating: 0, count: 1024)
        let count = vterm_output_read(terminal, &answer, answer.count)
        return answer.prefix(count).map { UInt8(bitPattern: $0) }
    }

    package func resize(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        vterm_set_size(terminal, Int32(rows), Int32(columns))
    }

    /// The row and the column of the cursor.
    package var cursor: (row: Int, column: Int) {
        var position = VTermPos()
        vterm_state_get_cursorpos(vterm_obtain_state(terminal), &position)
        return (Int(position.row), Int(position.col))
    }

    package var isCursorVisible: Bool { scanner.modes.contains(25) }

    /// Whether the second screen, which leaves the first untouched, is shown.
    package var isAlternate: Bool { !scanner.modes.isDisjoint(with: [47, 1047, 1049]) }

    /// The cell at a place.
    package func cell(_ row: Int, _ column: Int) -> Cell {
        var cell = VTermScreenCell()
        vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
        var characters = [UInt32](repeating: 0, count: Int(VTERM_MAX_CHARS_PER_CELL))
        let count = Int(vt_characters(&cell, &characters))
        var text = String.UnicodeScalarView()
        text.append(contentsOf: characters.prefix(max(0, count)).compactMap(Unicode.Scalar.init))
        return Cell(
            text: String(text),
            isContinuation: count < 0,
            isBold: vt_is_bold(&cell) != 0,
            isItalic: vt_is_italic(&cell) != 0,
            isUnderlined: vt_is_underlined(&cell) != 0,
            isReversed: vt_is_reversed(&cell) != 0,
            foreground: Int(vt_foreground(&cell)),
            background: Int(vt_background(&cell))
        )
    }

    /// A row as text, without the blanks at its end.
    package func text(row: Int) -> String {
        var text = ""
        for column in 0..<columns {
            let cell = cell(row, column)
            if cell.isContinuation { continue }
            text += cell.text.isEmpty ? " " : cell.text
        }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// All rows as text.
    package var text: [String] { (0..<rows).map(text(row:)) }

    /// Whether the text stands somewhere in one row.
    package func contains(_ text: String) -> Bool {
        self.text.contains { $0.contains(text) }
    }

    /// The place of the first cell of a text.
    package func find(_ text: String) -> (row: Int, column: Int)? {
        for row in 0..<rows {
            var line = ""
            var starts: [Int] = []
            for column in 0..<columns {
                let cell = cell(row, column)
                if cell.isContinuation { continue }
                let part = cell.text.isEmpty ? " " : cell.text
                starts += Array(repeating: column, count: part.count)
                line += part
            }
            if let range = line.firstRange(of: text) {
                return (row, starts[line.distance(from: line.startIndex, to: range.lowerBound)])
            }
        }
        return nil
    }
}
