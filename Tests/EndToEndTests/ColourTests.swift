import Foundation
import PtyKit
import TerminalTesting
import TestPacing
import Testing

/// What is selected and what has the focus can be seen, whatever the terminal can show: looked at in the cells themselves.
@Suite(.paced, .timeLimit(.minutes(20))) struct ColourTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var terminal: String
        var theme: String
        var environment: [String: String] = [:]
        /// The highest number of a colour that the terminal has; -1 for none.
        var highest: Int
        var testDescription: String { "\(theme) on \(terminal) \(environment.keys.joined())" }
    }

    static let cases: [Case] = ["default", "high-contrast", "mono", "dark"].flatMap { theme in
        [
            Case(terminal: "xterm-256color", theme: theme, highest: 255),
            Case(terminal: SixteenColours.terminal, theme: theme, highest: 15),
            Case(terminal: "xterm", theme: theme, highest: 7),
            Case(terminal: "vt100", theme: theme, highest: -1),
            Case(terminal: "xterm-256color", theme: theme, environment: ["NO_COLOR": "1"], highest: -1),
        ]
    }

    /// How a cell looks, without what stands in it.
    private struct Appearance: Hashable {
        var isBold: Bool
        var isItalic: Bool
        var isUnderlined: Bool
        var isReversed: Bool
        var foreground: Int
        var background: Int

        init(_ cell: VTermScreen.Cell) {
            isBold = cell.isBold
            isItalic = cell.isItalic
            isUnderlined = cell.isUnderlined
            isReversed = cell.isReversed
            foreground = cell.foreground
            background = cell.background
        }
    }

    private func appearance(_ screen: VTermScreen, of text: String) throws -> Appearance {
        let place = try #require(screen.find(text), "\(text)")
        return Appearance(screen.cell(place.row, place.column))
    }

    @Test(arguments: cases) func selectionAndFocusAreSeen(_ given: Case) async throws {
        try await withDesk(configuration: "theme = \"\(given.theme)\"\n") { desk in
            var environment = given.environment
            environment["TERM"] = given.terminal
            if given.terminal == SixteenColours.terminal {
                environment["TERMINFO"] = try SixteenColours.describe(in: desk.folder)
            }
            let session = try desk.start(environment: environment)
            try session.waitForText("Jane Doe")
            try session.type("j")
            let screen = session.screen
            // The second row is selected: it looks unlike its neighbour, over its whole width.
            try session.waitUntil("the selection to move") {
                Appearance($0.cell(2, 27)) != Appearance($0.cell(3, 27))
                    && Appearance($0.cell(1, 27)) == Appearance($0.cell(3, 27))
            }
            let isStrong = { (cell: VTermScreen.Cell) in
                cell.isReversed || cell.isUnderlined || (given.highest >= 0 && cell.background != -1)
            }
            #expect((3..<28).allSatisfy { isStrong(screen.cell(2, $0)) })
            let selected = Appearance(screen.cell(2, 20))
            #expect(selected != Appearance(screen.cell(3, 20)))

            // The title of the pane with the focus looks unlike the other's, and they change places.
            try session.press(.enter)
            try session.waitForText("r to write")
            try session.type("h")
            try session.waitForText("Enter open")
            let focused = try self.appearance(screen, of: "1 all")
            let other = try self.appearance(screen, of: "John Smith <")
            #expect(focused != other)
            try session.press(.tab)
            try session.waitForText("r reply")
            try session.waitUntil("the titles to change places") { screen in
                (try? self.appearance(screen, of: "1 all")) == other
            }
            #expect(try self.appearance(screen, of: "John Smith <") == focused)
            // The row that stays selected in a pane without the focus is still told from the others.
            #expect(Appearance(screen.cell(2, 20)) != Appearance(screen.cell(3, 20)))
            #expect(Appearance(screen.cell(2, 20)) != selected)

            // No colour that the terminal does not have.
            let cells = (0..<24).flatMap { row in (0..<80).map { screen.cell(row, $0) } }
            #expect(cells.allSatisfy { $0.foreground <= given.highest && $0.background <= given.highest })
            try session.leave()
        }
    }
}
