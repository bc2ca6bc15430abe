import ScreenKit
import TestPacing
import Testing

@Suite("Laying out a draft", .paced)
struct EditableLayoutTests {
    static let table: [(text: String, columns: Int, lines: [String])] = [
        ("", 5, [""]),
        ("abc", 5, ["abc"]),
        ("a\nb\n", 5, ["a", "b", ""]),
        ("a\r\nb\rc", 5, ["a", "b", "c"]),
        ("hello", 5, ["hello", ""]),
        ("hello ", 5, ["hello", ""]),
        ("hello world", 5, ["hello", "world", ""]),
        ("hello  world", 6, ["hello ", "world"]),
        ("hello   world", 6, ["hello ", " world", ""]),
        ("one two three", 8, ["one two ", "three"]),
        ("abcdefg", 3, ["abc", "def", "g"]),
        ("a bcdefg", 3, ["a ", "bcd", "efg", ""]),
        ("日本語", 5, ["日本", "語"]),
        ("ab日本", 3, ["ab", "日", "本"]),
        ("a\tb", 8, ["a   b"]),
        ("abc\tb", 3, ["abc", "   ", "b"]),
        ("日", 1, ["\u{FFFD}", ""]),
        ("\u{1B}[A", 9, ["␛[A"]),
        ("hello\nx", 5, ["hello", "x"]),
        ("👩‍👩‍👧e\u{301}", 9, ["👩é"]),
    ]

    @Test("A draft breaks as the table says", arguments: table)
    func row(_ row: (text: String, columns: Int, lines: [String])) {
        let layout = EditableLayout(Array(row.text), columns: row.columns)
        #expect(layout.lines.map(\.text.string) == row.lines)
    }

    @Test("The caret's column follows what each Character shows")
    func columns() {
        let layout = EditableLayout(Array("é日👩‍👩‍👧\tx\u{7}\u{200B}z"), columns: 40)
        let columns = (0...8).map { layout.position(of: $0).column }
        #expect(columns == [0, 1, 3, 5, 8, 9, 10, 10, 11])
        #expect(layout.lines.map(\.text.string) == ["é日👩   x␇z"])
    }

    @Test("At the end of a full row the caret stands at the next row's beginning")
    func fullRows() {
        let full = EditableLayout(Array("hello"), columns: 5)
        #expect(full.position(of: 5) == Point(row: 1, column: 0))
        let spaced = EditableLayout(Array("hello wor"), columns: 5)
        #expect(spaced.position(of: 5) == Point(row: 1, column: 0))
        #expect(spaced.position(of: 6) == Point(row: 1, column: 0))
        #expect(spaced.position(of: 9) == Point(row: 1, column: 3))
        #expect(spaced.index(at: Point(row: 0, column: 9)) == 4)
        #expect(EditableLayout(Array("ab\ncd"), columns: 2).position(of: 2) == Point(row: 1, column: 0))
    }

    @Test("Up and down find the nearest Character")
    func vertical() {
        let layout = EditableLayout(Array("a日b\nxy\n\nlong row"), columns: 20)
        #expect(layout.index(at: Point(row: 0, column: 2)) == 1)
        #expect(layout.index(at: Point(row: 0, column: 3)) == 2)
        #expect(layout.index(at: Point(row: 1, column: 7)) == 6)
        #expect(layout.index(at: Point(row: 2, column: 7)) == 7)
        #expect(layout.index(at: Point(row: 3, column: 7)) == 15)
        #expect(layout.index(at: Point(row: 9, column: 0)) == 8)
        #expect(layout.index(at: Point(row: -1, column: 1)) == 1)
    }

    @Test("Rows, places and indices fit together for any text", arguments: 0..<12)
    func random(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let text =
                generator.text(scalars: 40) + (["", " ", "\n"].randomElement(using: &generator) ?? "") + "ab cd  e"
            let columns = Int.random(in: 1...12, using: &generator)
            let layout = EditableLayout(Array(text), columns: columns)
            let characters = Array(text)
            var next = 0
            for line in layout.lines {
                #expect(line.text.columns <= columns)
                if line.characters.lowerBound > next {
                    #expect(line.characters.lowerBound == next + 1)
                    #expect(["\n", "\r", "\r\n"].contains(characters[next]))
                }
                next = line.characters.upperBound
            }
            #expect(next == characters.count)
            var last = Point(row: 0, column: 0)
            for index in 0...characters.count {
                let point = layout.position(of: index)
                #expect(point.row < layout.lines.count && point.column < columns, "\(text.debugDescription)")
                #expect((point.row, point.column) >= (last.row, last.column), "\(text.debugDescription) \(index)")
                last = point
                #expect(layout.position(of: layout.index(at: point)) == point, "\(text.debugDescription) \(index)")
            }
        }
    }
}
