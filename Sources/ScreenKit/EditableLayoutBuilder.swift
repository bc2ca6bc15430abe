/// Lays out an edited text Character by Character.
struct EditableLayoutBuilder {
    private let columns: Int
    private(set) var starts: [Int32] = []

    private var lines: [EditableLayout.Line] = []
    private var lineText = DisplayText()
    private var lineStart = 0
    /// What came after the last space of the row: the word that may move to the next one.
    private var word: [DisplayText] = []
    private var wordColumns = 0
    private var hasHangingSpace = false

    init(columns: Int) {
        self.columns = columns
    }

    /// The rows of a text.
    mutating func run(_ text: String) -> [EditableLayout.Line] {
        let utf8 = text.utf8
        var index = text.startIndex
        while index < text.endIndex {
            let byte = utf8[index]
            let next = utf8.index(after: index)
            // Two ASCII bytes in a row are two Characters, but for CR LF; this spares a search for their border.
            if byte < 0x80, byte != 0x0D, next == text.endIndex || utf8[next] < 0x80 {
                addASCII(byte)
                index = next
            } else {
                add(text[index])
                index = text.index(after: index)
            }
        }
        endLine()
        if let last = lines.last, isFull(last) {
            lines.append(EditableLayout.Line(text: DisplayText(), characters: starts.count..<starts.count))
        }
        return lines
    }

    private mutating func addASCII(_ byte: UInt8) {
        switch byte {
        case 0x0A:
            breakParagraph()
        case 0x09:
            place(tab())
        case 0x20:
            addSpace()
        default:
            if byte.isPrintableASCII {
                let string = String(UnicodeScalar(byte))
                place(DisplayText(trusted: string, columns: 1))
            } else {
                place(DisplayText(sanitizing: String(UnicodeScalar(byte))))
            }
        }
    }

    private mutating func add(_ character: Character) {
        switch character {
        case "\r\n", "\r", "\n":
            breakParagraph()
        default:
            let text = DisplayText(sanitizing: String(character))
            place(text.columns > columns ? "\u{FFFD}" : text)
        }
    }

    /// The spaces to the next multiple of four columns, or to the row's end if that is nearer.
    private func tab() -> DisplayText {
        let used = lineText.columns + wordColumns
        let column = used < columns ? used : 0
        return .spaces(min(4 - column % 4, max(1, columns - column)))
    }

    private mutating func addSpace() {
        if lineText.columns + wordColumns == columns, !hasHangingSpace {
            endWord()
            starts.append(Int32(truncatingIfNeeded: columns))
            hasHangingSpace = true
        } else {
            place(" ")
        }
    }

    private mutating func place(_ text: DisplayText) {
        if hasHangingSpace {
            endLine()
        }
        // Rows may break on both sides of a wide Character.
        if text.columns == 2 {
            endWord()
        }
        if lineText.columns + wordColumns + text.columns > columns {
            if lineText.isEmpty {
                endLine()
            } else {
                moveWord()
            }
            // The word that moved may fill the row by itself.
            if wordColumns + text.columns > columns {
                endLine()
            }
        }
        starts.append(Int32(truncatingIfNeeded: lineText.columns + wordColumns))
        word.append(text)
        wordColumns += text.columns
        if text.columns == 2 || text.string.utf8.first == 0x20 {
            endWord()
        }
    }

    /// Ends the row before the word that is being read.
    private mutating func moveWord() {
        let first = starts.count - word.count
        let shift = Int32(truncatingIfNeeded: lineText.columns)
        lines.append(EditableLayout.Line(text: lineText, characters: lineStart..<first))
        lineStart = first
        lineText = DisplayText()
        for index in first..<starts.count {
            starts[index] -= shift
        }
    }

    private mutating func endWord() {
        lineText += word.joined()
        word.removeAll(keepingCapacity: true)
        wordColumns = 0
    }

    private mutating func endLine() {
        endWord()
        lines.append(EditableLayout.Line(text: lineText, characters: lineStart..<starts.count))
        lineStart = starts.count
        lineText = DisplayText()
        hasHangingSpace = false
    }

    private mutating func breakParagraph() {
        endLine()
        // The break is a Character too, at the end of its row.
        starts.append(Int32(truncatingIfNeeded: lines.last?.text.columns ?? 0))
        lineStart = starts.count
    }

    private func isFull(_ line: EditableLayout.Line) -> Bool {
        line.text.columns >= columns
    }
}
