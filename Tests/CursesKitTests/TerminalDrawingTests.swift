import PtyKit
import TerminalTesting
import TestPacing
import Testing

@Suite(.paced) struct TerminalDrawingTests {
    private func card(_ environment: [String: String] = [:]) throws -> TerminalSession {
        let session = try ProbeSession(environment).session
        try session.type("d")
        // The last row is drawn last.
        try session.waitUntil("the card") { $0.cell(23, 79).text == "Z" }
        try session.readAvailable()
        return session
    }

    @Test("wide characters, and what libraries disagree about, shift nothing")
    func wide() throws {
        let screen = try card().screen
        #expect(screen.text(row: 10) == "日本語 é👍 ok")
        #expect(screen.cell(10, 1).isContinuation)
        #expect(screen.cell(10, 11).text == "o")
        // Two columns for what is not known, then the dot, or one.
        #expect(screen.text(row: 11).hasSuffix("."))
        #expect(screen.cell(13, 78).text == "作")
        #expect(screen.text(row: 14).isEmpty)
    }

    @Test("the last cell is drawn without scrolling")
    func lastCell() throws {
        let screen = try card().screen
        #expect(screen.text(row: 0).hasPrefix("ready"))
        #expect(screen.cell(23, 79).text == "Z")
        #expect(screen.text(row: 23).hasPrefix("END"))
    }

    @Test("the cursor stands where the screen says, and can be hidden")
    func cursor() throws {
        let session = try card()
        try session.waitUntil("the cursor") { $0.cursor == (1, 5) && $0.isCursorVisible }
        try session.type("h")
        try session.waitUntil("no cursor") { !$0.isCursorVisible }
        try session.type("h")
        try session.waitUntil("the cursor again") { $0.isCursorVisible && $0.cursor == (1, 5) }
    }

    @Test(
        "256 colours",
        arguments: ["xterm-256color", "screen-256color", "tmux-256color"]
    )
    func manyColors(terminal: String) throws {
        let screen = try card(["TERM": terminal]).screen
        #expect(screen.contains("palette"))
        #expect(screen.cell(12, 0).foreground == 196)
        #expect(screen.cell(12, 10).foreground == 12)
        #expect(screen.cell(12, 20).background == 4)
        #expect(screen.cell(12, 20).isBold)
        #expect(screen.cell(12, 30).isReversed)
        #expect(screen.cell(12, 40).isUnderlined)
        #expect(screen.cell(12, 8).foreground == -1)
        #expect(screen.cell(12, 8).background == -1)
    }

    @Test("eight colours: the bright ones are bold")
    func eightColors() throws {
        let screen = try card(["TERM": "linux"]).screen
        #expect(screen.contains("eight"))
        #expect(screen.cell(12, 0).foreground == 1)
        #expect(screen.cell(12, 10).foreground == 4 || screen.cell(12, 10).foreground == 12)
        #expect(screen.cell(12, 10).isBold)
        #expect(screen.cell(12, 20).background == 4)
        #expect(screen.cell(12, 30).isReversed)
    }

    @Test("no colours, by the terminal or by wish: attributes stay", arguments: [true, false])
    func noColors(byTerminal: Bool) throws {
        let screen = try card(byTerminal ? ["TERM": "vt100"] : ["PROBE_COLORS": "none"]).screen
        #expect(screen.contains("none"))
        for column in [0, 10, 20, 30] {
            #expect(screen.cell(12, column).foreground == -1)
            #expect(screen.cell(12, column).background == -1)
        }
        #expect(screen.cell(12, 20).isBold)
        #expect(screen.cell(12, 30).isReversed)
    }

    @Test("a locale that is named and not UTF-8 gets ASCII only")
    func asciiLocale() throws {
        let session = try card(["LC_ALL": "C"])
        #expect(session.screen.contains("utf8=false"))
        #expect(session.screen.text(row: 10) == "?????? ??? ok")
        #expect(session.output.allSatisfy { $0 < 0x80 })
    }

    @Test("where no locale is named, UTF-8 is taken")
    func noLocale() throws {
        let session = try card(["LC_ALL": ""])
        #expect(session.screen.contains("utf8=true"))
        #expect(session.screen.text(row: 10) == "日本語 é👍 ok")
    }

    @Test("repainting writes the whole screen again")
    func repaint() throws {
        let session = try card()
        let before = session.output.count
        // What another program writes over it.
        _ = session.screen.feed(Array("\u{1B}[2J\u{1B}[Hgarbage".utf8))
        try session.type("p")
        try session.waitUntil("the card") { $0.cell(23, 79).text == "Z" && $0.contains("ready 24x80") }
        #expect(session.output.count - before > 200)
        #expect(!session.screen.contains("garbage"))
    }

    @Test("a change of one row writes that row only")
    func differences() throws {
        let session = try card()
        let before = session.output.count
        try session.press(.up)
        try session.waitForText("key up")
        try session.readAvailable()
        #expect(session.output.count - before < 60)
    }

    @Test("nothing new writes nothing")
    func nothingNew() throws {
        let session = try card()
        try session.waitUntil("the cursor") { $0.cursor == (1, 5) }
        let before = session.output.count
        try session.type("n")
        try session.waitUntil("the bell") { $0.scanner.bells == 1 }
        #expect(session.output[before...] == [0x07])
    }

    @Test("bell and title reach the terminal, titles only where there are some")
    func bellAndTitle() throws {
        let session = try ProbeSession().session
        try session.type("rw")
        try session.waitUntil("bell and title") { $0.scanner.bells == 1 && $0.scanner.titles == ["probe title"] }
        let old = try ProbeSession(["TERM": "vt100"]).session
        try old.type("wr")
        try old.waitUntil("the bell") { $0.scanner.bells == 1 }
        #expect(old.screen.scanner.titles.isEmpty)
    }

    @Test("a terminal that cannot place its cursor is refused in words", arguments: ["dumb", "no-such-terminal", ""])
    func refused(terminal: String) throws {
        let session = try TerminalSession(executable: ProbeSession.path, environment: ["TERM": terminal])
        try session.waitForText("refused: unknownTerminal")
        #expect(try session.waitForEnd() == .exited(1))
        #expect(session.process.modes == session.process.originalModes)
    }
}
