import CursesKit
import Glibc
import ScreenKit

/// The events that came last, and what a key does.
final class Probe {
    private let terminal: CursesTerminal
    private let mailbox: Mailbox<String>
    private var lines: [String] = []
    private var showsCard = false
    private var showsCursor = true

    init(options: TerminalOptions) throws(TerminalFailure) {
        terminal = try CursesTerminal(options: options)
        mailbox = try Mailbox()
    }

    func run() -> Int32 {
        while true {
            for message in mailbox.take() {
                note("message \(message)")
            }
            terminal.present(screen())
            let events = terminal.wait(for: mailbox.signal, milliseconds: nil)
            for event in events {
                if case .key(Key(.character("n")), _) = event {
                    // Nothing new, many times; the bell says that it is over.
                    for _ in 0..<50 { terminal.present(screen()) }
                    terminal.ring()
                    continue
                }
                note(text(of: event))
                if let status = handle(event) {
                    terminal.close()
                    return status
                }
            }
        }
    }

    private func note(_ line: String) {
        lines.append(line)
        lines = lines.suffix(6)
    }

    private func text(of event: InputEvent) -> String {
        switch event {
        case .key(let key, _): "key \(key.code) \(key.modifiers.rawValue)"
        default: "\(event)"
        }
    }

    private func handle(_ event: InputEvent) -> Int32? {
        switch event {
        case .terminated(let signal):
            return 128 + signal
        case .key(let key, _):
            switch key {
            case .control("z"): terminal.suspend()
            case Key(.character("q")): return 0
            default: act(on: key)
            }
        default:
            break
        }
        return nil
    }

    private func act(on key: Key) {
        switch key {
        case Key(.character("t")):
            // A trap of the language: an index that is not there.
            let none: [Int] = []
            note("\(none[lines.count])")
        case Key(.character("o")): note("\(depth(1))")
        case Key(.character("x")): exit(3)
        case Key(.character("e")): edit(["sh", "-c", "printf 'inside the editor'; read answer; exit 7"])
        case Key(.character("s")): edit(["sh", "-c", "kill -TSTP $$; printf 'went on'; read answer"])
        case Key(.character("f")): edit(["/nonexistent/editor"])
        case Key(.character("k")): edit(["sh", "-c", "kill -TERM $$"])
        case Key(.character("r")): terminal.ring()
        case Key(.character("w")): terminal.setTitle("probe title")
        case Key(.character("p")): terminal.repaint()
        case Key(.character("h")): showsCursor.toggle()
        case Key(.character("d")): showsCard.toggle()
        case Key(.character("m")):
            Task.detached { [mailbox] in mailbox.post("from a task") }
        default: break
        }
    }

    private func edit(_ command: [String]) {
        do {
            let status = try terminal.runForeground(command, environment: ["PATH": "/usr/bin:/bin"])
            note("status \(status)")
        } catch {
            note("failed \(error)")
        }
    }

    // Uses up the stack: what comes after the call keeps it from becoming a loop.
    private func depth(_ level: Int) -> Int {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { memory in
            memory[0] = UInt8(truncatingIfNeeded: level)
            return depth(level + 1) + Int(memory[0])
        }
    }

    private func screen() -> Screen {
        let size = terminal.size
        var screen = Screen(size: size)
        func write(_ text: String, _ row: Int, _ column: Int = 0, _ style: Style = .plain) {
            _ = screen.write(
                DisplayText(sanitizing: text),
                at: Point(row: row, column: column),
                style: style,
                in: screen.bounds
            )
        }
        let traits = terminal.traits
        write(
            "ready \(size.rows)x\(size.columns) \(traits.colors) utf8=\(traits.isUTF8) paste=\(traits.hasBracketedPaste)",
            0
        )
        for (index, line) in lines.enumerated() {
            write(line, 2 + index)
        }
        if showsCard {
            write("日本語 é👍 ok", 10)
            write("\u{1FAE8}.", 11)
            write("red", 12, 0, Style(foreground: .rgb(250, 5, 5)))
            write("bright", 12, 10, Style(foreground: .indexed(12)))
            write("back", 12, 20, Style(background: .indexed(4), attributes: .bold))
            write("reverse", 12, 30, Style(attributes: .reverse))
            write("italic", 12, 40, Style(attributes: [.italic, .underline]))
            write("作", 13, size.columns - 2)
            write("Z", size.rows - 1, size.columns - 1)
            write("END", size.rows - 1)
        }
        screen.cursor = showsCursor ? Point(row: 1, column: 5) : nil
        return screen
    }
}
