import Foundation
import PulseCore
import PulseUI
import ScreenKit
import Testing

/// Holds a screen against the file that was recorded of it: its text, and a map with a letter for each role.
///
/// `PULSE_RECORD=1 swift test --filter PulseUITests` writes the files anew; look at what changed before it is committed.
func expectScreen(
    _ state: State,
    named name: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let screen = draw(state)
    let shown = Snapshot.text(of: screen)
    let file = Snapshot.folder.appending(path: "\(name).txt")
    if ProcessInfo.processInfo.environment["PULSE_RECORD"] != nil {
        try shown.write(to: file, atomically: true, encoding: .utf8)
        return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    guard recorded != shown else { return }
    Issue.record("\(name) differs.\n--- recorded\n\(recorded)\n--- now\n\(shown)", sourceLocation: sourceLocation)
}

enum Snapshot {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Snapshots")

    /// The rows between bars, then the same rows with a letter for each style.
    static func text(of screen: Screen) -> String {
        var lines = screen.text.map { "|\($0)|" }
        if let cursor = screen.cursor { lines.append("cursor \(cursor.row),\(cursor.column)") }
        lines.append("")
        for row in 0..<screen.size.rows {
            let letters = (0..<screen.size.columns).map { letter(screen[row, $0].style) }
            lines.append(String(letters))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func letter(_ style: Style) -> Character {
        guard case .indexed(let index) = style.foreground, let role = Look.roles[safe: Int(index) - 16] else {
            return style == .plain ? "." : "?"
        }
        return style.attributes.contains(.reverse) ? "#" : role.1
    }
}

extension Array {
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension Look {
    /// Every role with a letter of its own.
    static let roles: [(Role, Character)] = zip(
        Role.allCases,
        ".,-=TtSsOuwnvatdgm+p!c$_*`WEkhob>"
    ).map { ($0, $1) }

    /// A look that gives every role a colour of its own, so that a snapshot shows which one was used.
    static let forTests: Look = {
        var theme = Theme()
        for (index, (role, _)) in roles.enumerated() {
            theme[role] = Style(foreground: .indexed(UInt8(16 + index)))
        }
        theme[.selection].attributes = .reverse
        return Look(theme: theme, glyphs: .unicode)
    }()
}

/// The screen of a state, drawn from nothing.
func draw(_ state: State) -> Screen {
    var drawn = DrawnParts()
    return RootView.draw(state, look: .forTests, keeping: &drawn)
}
