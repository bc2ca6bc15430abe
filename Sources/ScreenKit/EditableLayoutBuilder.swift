/// Lays out an edited text Character by Character.
struct EditableLayoutBuilder {
    private let columns: Int
    private(set) var starts: [Int32] = []

    private var lines: [EditableLayout.Line] = []
    /// What the row shows, in UTF-8: bytes, since a long draft is laid out at every key.
    private var bytes: [UInt8] = []
    /// Where the word begins in the bytes: it comes after the last space of the row and may move to the next one.
    private var wordOffset = 0
    private var lineColumns = 0
    private var lineStart = 0
    private var wordColumns = 0
    private var wordStart = 0
    private var hasHangingSpace = false

    init(columns: Int) {
        self.columns = columns
    }

    /// The rows of a text.
    mutating func run(_ characters: [Character]) -> [EditableLayout.Line] {
        starts.reserveCapacity(characters.count)
        for character in characters {
            let utf8 = character.utf8
            if utf8.count == 1, let byte = utf8.first {
                addASCII(byte)
            } else {
                add(character)
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
        case 0x0A, 0x0D:
            breakParagraph()
        case 0x09:
            place(tab())
        case 0x20:
            addSpace()
        case 0x21..<0x7F:
            makeRoom(for: 1)
            append(columns: 1)
            bytes.append(byte)
        default:
            place(DisplayText(sanitizing: String(UnicodeScalar(byte))))
        }
    }

    private mutating func add(_ character: Character) {
        guard character != "\r\n" else {
            return breakParagraph()
        }
        let text = DisplayText(sanitizing: String(character))
        place(text.columns > columns ? "\u{FFFD}" : text)
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
            makeRoom(for: 1)
            append(columns: 1)
            bytes.append(0x20)
            endWord()
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
        bytes.append(contentsOf: text.string.utf8)
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
        lineColumns += wordColumns
        wordOffset = bytes.count
        wordColumns = 0
        wordStart = starts.count
    }

    private mutating func endLine() {
        endWord()
        appendLine(characters: lineStart..<starts.count)
        hasHangingSpace = false
    }

    private mutating func appendLine(characters: Range<Int>) {
        let string = String(decoding: bytes[..<wordOffset], as: UTF8.self)
        let text = DisplayText(trusted: string, columns: lineColumns)
        lines.append(EditableLayout.Line(text: text, characters: characters))
        lineStart = characters.upperBound
        bytes.removeFirst(wordOffset)
        wordOffset = 0
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
