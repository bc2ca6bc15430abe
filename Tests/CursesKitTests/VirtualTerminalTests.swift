import CursesKit
import Foundation
import ScreenKit
import TerminalScripting
import Testing

struct VirtualTerminalTests {
    private func screen(_ text: DisplayText) -> Screen {
        var screen = Screen(size: Size(rows: 2, columns: 20))
        _ = screen.write(text, at: Point(row: 0, column: 0), style: .plain, in: screen.bounds)
        return screen
    }

    @Test("a script is played step by step, and ends the loop")
    func script() throws {
        let mailbox = try Mailbox<String>()
        let terminal = VirtualTerminal(script: [
            VirtualTerminal.typing("ab"),
            .until("the message") { $0.text[0].hasPrefix("hello") },
            .resize(Size(rows: 5, columns: 9)),
        ])
        var seen: [InputEvent] = []
        while seen.last != .terminated(15) {
            for _ in mailbox.take() { terminal.present(screen("hello")) }
            seen += terminal.wait(for: mailbox.signal, milliseconds: nil)
            if seen.count == 2, terminal.screens.isEmpty {
                terminal.present(screen("waiting"))
                Thread.detachNewThread { mailbox.post("now") }
            }
        }
        #expect(seen.count == 4)
        #expect(seen[2] == .resized(Size(rows: 5, columns: 9)))
        #expect(terminal.size == Size(rows: 5, columns: 9))
        #expect(terminal.screens.count == 2)
        #expect(terminal.failure == nil)
    }

    @Test("a screen that never comes fails the script by name")
    func impossible() throws {
        let mailbox = try Mailbox<String>()
        let terminal = VirtualTerminal(patience: 10, script: [.until("a miracle") { _ in false }])
        #expect(terminal.wait(for: mailbox.signal, milliseconds: nil) == [.terminated(15)])
        #expect(terminal.failure == "a miracle")
    }

    @Test("a command in the foreground is recorded and can fail")
    func foreground() throws {
        let terminal = VirtualTerminal(script: [])
        #expect(try terminal.runForeground(["vi", "a"], environment: [:]) == 0)
        terminal.foreground = { _, _ in nil }
        #expect(throws: TerminalFailure.cannotRun(command: "vi", 2)) {
            try terminal.runForeground(["vi", "b"], environment: [:])
        }
        #expect(terminal.commands == [["vi", "a"], ["vi", "b"]])
    }
}
