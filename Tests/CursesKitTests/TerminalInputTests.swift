import PtyKit
import TerminalTesting
import TestPacing
import Testing

@Suite(.paced) struct TerminalInputTests {
    @Test("keys arrive in every terminal", arguments: ["xterm-256color", "screen-256color", "linux", "vt100", "tmux"])
    func keys(terminal: String) throws {
        let session = try ProbeSession(["TERM": terminal]).session
        let presses: [(TerminalKey, String)] = [
            (.up, "key up 0"), (.home, "key home 0"), (.backTab, "key tab 4"), (.escape, "key escape 0"),
            (.control("_"), "character(\"_\") 1"), (.control("j"), "character(\"j\") 1"), (.enter, "key enter 0"),
            (.alt("x"), "character(\"x\") 2"), (.controlLeft, "key left 1"),
        ]
        for (key, shown) in presses {
            try session.press(key)
            try session.waitForText(shown)
        }
        try session.type("日")
        try session.waitForText("character(\"日\") 0")
    }

    @Test("a paste is one event and sends nothing")
    func paste() throws {
        let session = try ProbeSession().session
        try session.paste("one\rq two é")
        try session.waitForText("paste(\"one\\rq two é\")")
    }

    @Test("focus is reported")
    func focus() throws {
        let session = try ProbeSession().session
        try session.type("\u{1B}[O")
        try session.waitForText("focusLost")
        try session.type("\u{1B}[I")
        try session.waitForText("focusGained")
    }

    @Test("a new size of the window is followed at once")
    func resize() throws {
        let session = try ProbeSession().session
        for (rows, columns) in [(30, 100), (10, 40), (24, 80), (3, 12), (24, 80)] {
            session.resize(rows: rows, columns: columns)
            try session.waitForText("ready \(rows)x\(columns)".prefix(columns).description)
        }
        try session.type("q")
        #expect(try session.waitForEnd() == .exited(0))
    }

    @Test("a message from a task wakes the loop")
    func mailbox() throws {
        let session = try ProbeSession().session
        try session.type("m")
        try session.waitForText("message from a task")
    }

    @Test("keys that come while the program starts are not lost")
    func earlyKeys() throws {
        let session = try TerminalSession(executable: ProbeSession.path)
        try session.type("ab")
        try session.waitForText("character(\"b\") 0")
        #expect(session.screen.contains("character(\"a\") 0"))
    }
}
