import PulseCore
import PulseModel
import PulseUI
import ScreenKit
import Testing

/// What stands in front of the panes has one ground, whatever is written on it.
@Suite struct OverlayGroundTests {
    private static let size = Size(rows: 24, columns: 80)

    /// A look whose panes have another ground than its overlays.
    private static let look: Look = {
        var look = Look.forTests
        for role in Role.allCases { look.theme[role].background = .indexed(231) }
        look.theme[.overlay].background = .indexed(255)
        look.theme[.overlayBorder].background = .indexed(255)
        look.theme[.selection].background = .indexed(25)
        return look
    }()

    @Test(arguments: ["?", "i"]) func everyCellOfTheBoxHasIt(key: String) {
        var state = ExampleDesk.state(Self.size)
        ExampleDesk.press(["enter"], &state)
        let window = ItemWindow(conversation: ExampleDesk.rows[0].id, items: ExampleDesk.transcript)
        _ = update(&state, .threadLoaded(window, nil))
        ExampleDesk.press([key], &state)
        var drawn = DrawnParts()
        let screen = RootView.draw(state, look: Self.look, keeping: &drawn)
        let corners = screen.text.enumerated().compactMap { row, line in
            // The box stands in front of the middle: its corners are not the window's.
            line.dropFirst().firstIndex(of: "┌").map { (row, line.distance(from: line.startIndex, to: $0)) }
        }
        guard let (top, left) = corners.first(where: { $0.0 > 0 || $0.1 < 10 }) else {
            Issue.record("no box")
            return
        }
        let ground = screen[top, left].style.background
        #expect(ground == .indexed(255))
        for row in top..<Self.size.rows - 2 where screen[row, left].style.background == ground {
            for column in left..<Self.size.columns - left {
                #expect(screen[row, column].style.background == ground, "\(row),\(column)")
            }
        }
    }
}
