import Foundation
import ScreenKit
import TestPacing
import Testing

@Suite("Screen", .paced)
struct ScreenTests {
    private let style = Style(foreground: .indexed(3), background: .rgb(1, 2, 3), attributes: [.bold, .reverse])

    private func screen(_ rows: Int, _ columns: Int) -> Screen {
        Screen(size: Size(rows: rows, columns: columns))
    }

    @Test("Text is written where it belongs and tells where to go on")
    func writes() {
        var screen = screen(2, 10)
        var column = 1
        column += screen.write("ab", at: Point(row: 0, column: column), style: style, in: screen.bounds)
        column += screen.write("日", at: Point(row: 0, column: column), style: .plain, in: screen.bounds)
        column += screen.write("e\u{301}x", at: Point(row: 0, column: column), style: .plain, in: screen.bounds)
        #expect(column == 7)
        #expect(screen.text == [" ab日éx   ", "          "])
        #expect(screen[0, 1].style == style)
        #expect(screen[0, 3].width == 2)
        #expect(screen[0, 4].isContinuation)
        #expect(screen[0, 5].marks.map { $0 } == [0x301])
    }

    @Test("A wide cluster at the clip's edge leaves a blank")
    func edges() {
        var screen = screen(1, 8)
        screen.fill(screen.bounds, style: .plain)
        let clip = Rect(row: 0, column: 2, rows: 1, columns: 4)
        #expect(screen.write("日本語の", at: Point(row: 0, column: 1), style: style, in: clip) == 5)
        #expect(screen.text == ["   本   "])
        #expect(screen[0, 1].style == .plain)
        #expect(screen[0, 2].style == style)
        #expect(screen[0, 5].style == style)
        #expect(screen[0, 6].style == .plain)
        #expect(screen.write("x", at: Point(row: 0, column: 6), style: style, in: clip) == 0)
        #expect(screen.write("xyz", at: Point(row: 3, column: 2), style: style, in: clip) == 3)
    }

    @Test("Overwriting a half of a wide cluster blanks the other half")
    func halves() {
        var screen = screen(1, 6)
        screen.write("日本語", at: Point(row: 0, column: 0), style: .plain, in: screen.bounds)
        screen.write("x", at: Point(row: 0, column: 1), style: .plain, in: screen.bounds)
        #expect(screen.text == [" x本語"])
        screen.write("y", at: Point(row: 0, column: 2), style: .plain, in: screen.bounds)
        #expect(screen.text == [" xy 語"])
        screen.fill(Rect(row: 0, column: 5, rows: 1, columns: 1), style: style)
        #expect(screen.text == [" xy   "])
    }

    @Test("A selection changes the look and keeps the text, both halves of a wide cluster alike")
    func restyles() {
        var screen = screen(1, 6)
        screen.write("a日b", at: Point(row: 0, column: 0), style: .plain, in: screen.bounds)
        screen.restyle(Rect(row: 0, column: 0, rows: 1, columns: 2)) { _ in Style(attributes: .reverse) }
        #expect(screen.text == ["a日b  "])
        #expect((0..<4).map { screen[0, $0].style.attributes } == [.reverse, .reverse, .reverse, []])
    }

    @Test("Cells that do not fit are left out, and no wide cluster is cut in half")
    func puts() {
        var source = screen(1, 4)
        source.write("日本", at: Point(row: 0, column: 0), style: style, in: source.bounds)
        let drawn = Array(source.row(0))
        var narrow = screen(1, 3)
        narrow.put(drawn, at: Point(row: 0, column: 0))
        expectWhole(narrow)
        #expect(narrow.text == ["日 "])
        #expect(narrow[0, 2].style == style)
        var wide = screen(1, 5)
        wide.write("語語", at: Point(row: 0, column: 0), style: .plain, in: wide.bounds)
        wide.put(Array(drawn.prefix(2)), at: Point(row: 0, column: 1))
        expectWhole(wide)
        #expect(wide.text == [" 日  "])
    }

    @Test("A box has its corners, and its lines stop at the clip", arguments: [Glyphs.unicode, .ascii])
    func box(glyphs: Glyphs) {
        var screen = screen(4, 6)
        let rect = Rect(row: 0, column: 0, rows: 4, columns: 6)
        screen.drawBox(rect, glyphs: glyphs, style: .plain, in: screen.bounds)
        #expect(
            screen.text
                == (glyphs == .unicode
                    ? ["┌────┐", "│    │", "│    │", "└────┘"]
                    : ["+----+", "|    |", "|    |", "+----+"])
        )
        var clipped = self.screen(4, 6)
        let clip = Rect(row: 1, column: 0, rows: 3, columns: 3)
        clipped.drawBox(rect, glyphs: .ascii, style: .plain, in: clip)
        #expect(clipped.text == ["      ", "|     ", "|     ", "+--   "])
    }

    @Test("Rows are compared with those of another frame")
    func rows() {
        var old = screen(2, 4)
        old.write("ab", at: Point(row: 0, column: 0), style: .plain, in: old.bounds)
        var new = old
        #expect(new.changedColumns(ofRow: 0, since: old) == nil)
        new.write("b", at: Point(row: 0, column: 1), style: style, in: new.bounds)
        #expect(new.changedColumns(ofRow: 0, since: old) == 1..<2)
        #expect(new.changedColumns(ofRow: 1, since: old) == nil)
        #expect(new.changedColumns(ofRow: 1, since: screen(2, 5)) == 0..<4)
        #expect(new.changedColumns(ofRow: 1, since: screen(1, 4)) == 0..<4)
    }

    @Test("A wide cluster is in the changed columns whole")
    func wideChanges() {
        var old = screen(1, 6)
        old.write("a日本b", at: Point(row: 0, column: 0), style: .plain, in: old.bounds)
        var new = old
        new.write("語", at: Point(row: 0, column: 3), style: .plain, in: new.bounds)
        #expect(new.changedColumns(ofRow: 0, since: old) == 3..<5)
        new = old
        new.restyle(Rect(row: 0, column: 1, rows: 1, columns: 1)) { _ in style }
        #expect(new.changedColumns(ofRow: 0, since: old) == 1..<3, "both halves have the new style")
    }

    @Test("A cell is small and gives back its style")
    func cells() {
        #expect(MemoryLayout<Cell>.stride <= 24)
        let colors: [Color] = [.standard, .indexed(0), .indexed(255), .rgb(0, 0, 0), .rgb(255, 254, 253)]
        for foreground in colors {
            for background in colors {
                let style = Style(foreground: foreground, background: background, attributes: [.dim, .reverse])
                #expect(Cell.blank(style).style == style)
            }
        }
    }

    @Test("A screen holds together whatever is drawn", arguments: 0..<12)
    func random(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var screen = screen(4, Int.random(in: 1...12, using: &generator))
        let width = screen.size.columns
        for step in 0..<300 {
            let clip = Rect(
                row: Int.random(in: -1...4, using: &generator),
                column: Int.random(in: -2...width, using: &generator),
                rows: Int.random(in: 0...5, using: &generator),
                columns: Int.random(in: 0...width + 2, using: &generator)
            )
            let point = Point(
                row: Int.random(in: -1...4, using: &generator),
                column: Int.random(in: -6...width + 2, using: &generator)
            )
            let style = Style(foreground: .indexed(UInt8(truncatingIfNeeded: step)))
            let before = screen
            if step % 7 == 0 {
                screen.fill(clip, style: style)
            } else if step % 11 == 0 {
                screen.restyle(clip) { Style(foreground: $0.foreground, attributes: .bold) }
            } else {
                let text = DisplayText(sanitizing: generator.text(scalars: 12))
                let advance = screen.write(text, at: point, style: style, in: clip)
                #expect(advance >= 0 && advance <= text.columns)
                #expect(advance == 0 || point.column + advance <= clip.right)
            }
            expectWhole(screen)
            expectUntouched(screen, before, outside: clip)
        }
    }

    /// Every wide cell has its continuation, and no continuation is without one.
    private func expectWhole(_ screen: Screen) {
        for row in 0..<screen.size.rows {
            var expectsContinuation = false
            for cell in screen.row(row) {
                #expect(cell.isContinuation == expectsContinuation)
                expectsContinuation = cell.width == 2
            }
            #expect(!expectsContinuation)
        }
    }

    /// Outside of the clip only the other half of a wide cluster may change, at the neighbouring column.
    private func expectUntouched(_ screen: Screen, _ before: Screen, outside clip: Rect) {
        for row in 0..<screen.size.rows {
            for column in 0..<screen.size.columns where !clip.contains(Point(row: row, column: column)) {
                let isNeighbour = column == clip.left - 1 || column == clip.right
                let old = before[row, column]
                let isHalf = old.width != 1
                #expect(screen[row, column] == old || (isNeighbour && isHalf), "\(row),\(column)")
            }
        }
    }

    @Test("Nothing that draws takes a plain string")
    func surface() throws {
        let folder = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/ScreenKit")
        var checked = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name.hasPrefix("Screen") || name.hasPrefix("Cell.") || name.hasPrefix("Glyphs") {
            let source = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            for match in source.matches(of: /(?:func\s+\w+|init\??|subscript)\s*\(([^)]*)\)/) {
                checked += 1
                #expect(!match.output.1.contains(/\b(String|Substring|Character)\b/), "\(name): \(match.output.0)")
            }
        }
        #expect(checked > 10)
    }
}
