/// Lays out an edited text Character by Character.
struct EditableLayoutBuilder {
    private let columns: Int
    private(set) var starts: [Int32] = []

    private var lines: [EditableLayout.Line] = []
    private var lineText = ""
    private var lineColumns = 0
    private var lineStart = 0
    /// What came after the last space of the row: the word that may move to the next one.
    private var word = ""
    private var wordColumns = 0
    private var wordStart = 0
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
        case 0x21..<0x7F:
            makeRoom(for: 1)
            append(columns: 1)
            word.unicodeScalars.append(UnicodeScalar(byte))
        default:
            place(DisplayText(sanitizing: String(UnicodeScalar(byte))))
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
        let used = lineColumns + wordColumns
        let column = used < columns ? used : 0
        return .spaces(min(4 - column % 4, max(1, columns - column)))
    }

    private mutating func addSpace() {
        if lineColumns + wordColumns == columns, !hasHangingSpace {
            endWord()
            append(columns: 0)
            hasHangingSpace = true
        } else {
            place(" ")
        }
    }

    private mutating func place(_ text: DisplayText) {
        let mayBreak = text.columns == 2 || text.string.utf8.first == 0x20
        // Rows may break on both sides of a wide Character.
        if text.columns == 2 {
            endWord()
        }
        makeRoom(for: text.columns)
        append(columns: text.columns)
        word += text.string
        if mayBreak {
            endWord()
        }
    }

    /// Begins a new row if this many columns do not fit.
    private mutating func makeRoom(for count: Int) {
        if hasHangingSpace {
            endLine()
        }
        if lineColumns + wordColumns + count > columns {
            if lineColumns == 0 {
                endLine()
            } else {
                moveWord()
            }
            // The word that moved may fill the row by itself.
            if wordColumns + count > columns {
                endLine()
            }
        }
    }

    private mutating func append(columns count: Int) {
        starts.append(Int32(truncatingIfNeeded: lineColumns + wordColumns))
        wordColumns += count
    }

    /// Ends the row before the word that is being read.
    private mutating func moveWord() {
        let shift = Int32(truncatingIfNeeded: lineColumns)
        appendLine(characters: lineStart..<wordStart)
        for index in wordStart..<starts.count {
            starts[index] -= shift
        }
    }

    private mutating func endWord() {
        lineText += word
        lineColumns += wordColumns
        word.removeAll(keepingCapacity: true)
        wordColumns = 0
        wordStart = starts.count
    }

    private mutating func endLine() {
        endWord()
        appendLine(characters: lineStart..<starts.count)
        hasHangingSpace = false
    }

    private mutating func appendLine(characters: Range<Int>) {
        let text = DisplayText(trusted: lineText, columns: lineColumns)
        lines.append(EditableLayout.Line(text: text, characters: characters))
        lineStart = characters.upperBound
        lineText = ""
        lineColumns = 0
    }

    private mutating func breakParagraph() {
        endLine()
        // The break is a Character too, at the end of its row.
        starts.append(Int32(truncatingIfNeeded: lines.last?.text.columns ?? 0))
        lineStart = starts.count
        wordStart = starts.count
    }

    private func isFull(_ line: EditableLayout.Line) -> Bool {
        line.text.columns >= columns
    }
}
