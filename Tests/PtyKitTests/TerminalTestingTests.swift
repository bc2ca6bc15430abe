import TerminalTesting
import Testing

struct TerminalTestingTests {
    @Test("modes, titles and bells are followed across any split")
    func scanner() {
        let bytes = Array("\u{1B}[?2004;1004h\u{1B}[?25l\u{1B}]2;a title\u{7}\u{7}\u{1B}]2;b\u{1B}\\\u{1B}[?1004l".utf8)
        for split in 0...bytes.count {
            var scanner = ModeScanner()
            scanner.feed(Array(bytes[..<split]))
            scanner.feed(Array(bytes[split...]))
            #expect(scanner.modes == [2004])
            #expect(scanner.titles == ["a title", "b"])
            #expect(scanner.bells == 1)
        }
    }

    @Test("cells know their text, width and looks")
    func cells() {
        let screen = VTermScreen(rows: 3, columns: 10)
        _ = screen.feed(Array("\u{1B}[1;31ma\u{1B}[0;7m日\u{1B}[0;48;5;200mx".utf8))
        #expect(screen.cell(0, 0).isBold)
        #expect(screen.cell(0, 0).foreground == 1)
        #expect(screen.cell(0, 1).text == "日")
        #expect(screen.cell(0, 1).isReversed)
        #expect(screen.cell(0, 2).isContinuation)
        #expect(screen.cell(0, 3).background == 200)
        #expect(screen.cell(0, 4).background == -1)
        #expect(screen.text(row: 0) == "a日x")
        #expect(screen.cursor == (0, 4))
        #expect(screen.find("x")?.column == 3)
    }

    @Test("questions of a program are answered")
    func answers() {
        let screen = VTermScreen(rows: 3, columns: 10)
        #expect(screen.feed(Array("\u{1B}[6n".utf8)) == Array("\u{1B}[1;1R".utf8))
    }

    @Test("the second screen leaves the first untouched")
    func alternate() {
        let screen = VTermScreen(rows: 3, columns: 10)
        _ = screen.feed(Array("first\u{1B}[?1049h\u{1B}[Hsecond".utf8))
        #expect(screen.isAlternate)
        #expect(screen.contains("second"))
        _ = screen.feed(Array("\u{1B}[?1049l".utf8))
        #expect(!screen.isAlternate)
        #expect(screen.text[0] == "first")
    }

    @Test("a wait that fails shows the screen")
    func timeout() throws {
        let session = try TerminalSession(executable: "/bin/sh", arguments: ["-c", "echo hello; read line"])
        try session.waitForText("hello")
        let failure = #expect(throws: TerminalSession.TimedOut.self) {
            try session.waitForText("bye", seconds: 0.05)
        }
        #expect(failure?.description.contains("hello") == true)
    }
}
