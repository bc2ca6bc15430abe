import CursesKit
import Foundation
import Glibc
package import ScreenKit

/// The process's standard input and output.
package struct StandardConsole: Console {
    private let colors: TerminalTraits.Colors

    /// A console that shows colours where standard output is a terminal and nobody asked for none.
    package init(usesColors: Bool, environment: [String: String] = ProcessInfo.processInfo.environment) {
        let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        guard usesColors, !isPlain, isatty(STDOUT_FILENO) != 0 else {
            colors = .none
            return
        }
        let count = TerminalDescription.current().colorCount
        let hasDirect = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
        colors = hasDirect ? .direct : TerminalTraits.Colors.allCases.last { $0.rawValue <= count } ?? .none
    }

    /// Prints a line to standard output.
    package func write(_ spans: [StyledSpan]) {
        let line = spans.map { StyleSequence.wrap($0.text, $0.style, colors) }.joined()
        Self.put(line + "\n")
    }

    /// Asks on standard output and reads from standard input, without echo for what is secret.
    package func ask(_ question: DisplayText, isSecret: Bool) -> String? {
        guard isSecret else {
            Self.put(question.string)
            let line = readLine()
            // Ctrl-D ends no line on the screen.
            if line == nil { Self.put("\n") }
            return line
        }
        return HiddenLine.read { Self.put(question.string) }
    }

    /// Writes to standard output; where that takes nothing, nothing that follows could be read either.
    private static func put(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            StandardError.say("pulse-tui: standard output cannot be written")
            exit(ExitStatus.outputFailed.rawValue)
        }
    }
}

/// Styles as escape sequences, for lines that are printed outside the screen.
///
/// Source: ECMA-48, "SGR"; xterm control sequences, "Character Attributes (SGR)" for 256 colours and by value.
enum StyleSequence {
    static func wrap(_ text: DisplayText, _ style: Style, _ colors: TerminalTraits.Colors) -> String {
        guard colors != .none else { return text.string }
        var codes: [String] = []
        let attributes: [(Attributes, String)] = [
            (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
        ]
        for (attribute, code) in attributes where style.attributes.contains(attribute) { codes.append(code) }
        codes += code(style.foreground, base: 30, colors) + code(style.background, base: 40, colors)
        guard !codes.isEmpty else { return text.string }
        return "\u{1B}[\(codes.joined(separator: ";"))m\(text.string)\u{1B}[0m"
    }

    private static func code(_ color: Color, base: Int, _ colors: TerminalTraits.Colors) -> [String] {
        if case .rgb(let red, let green, let blue) = color, colors == .direct {
            return ["\(base + 8);2;\(red);\(green);\(blue)"]
        }
        let number = Palette.number(of: color, in: colors == .direct ? .palette : colors)
        switch number {
        case 0..<8: return ["\(base + Int(number))"]
        case 8..<16: return ["\(base + 52 + Int(number))"]
        case 16...: return ["\(base + 8);5;\(number)"]
        default: return []
        }
    }
}
