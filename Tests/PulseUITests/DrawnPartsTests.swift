import PulseCore
import PulseModel
import PulseUI
import ScreenKit
import Testing

/// What is kept of the last screen never shows: a screen drawn with it is the screen drawn from nothing.
@Suite struct DrawnPartsTests {
    @Test(arguments: ScreenSnapshotTests.sizes) func keptRowsAreThoseThatWouldBeDrawn(size: Size) {
        var state = ExampleDesk.state(size)
        var drawn = DrawnParts()
        var renamed = ExampleDesk.rows[1]
        renamed.name = "John 日本 Smith"
        renamed.isUnread = true
        var moved = ExampleDesk.rows[2]
        moved.lastActivity = ExampleDesk.noon
        moved.snippet = "new"
        var refused = moved
        refused.unsent.refused = 1
        let widget = Widget(id: ExampleDesk.rows[1].widgetID ?? "", name: "Another name")
        let steps: [(String, (inout State) -> Void)] = [
            ("nothing", { _ in }),
            ("the selection moves", { ExampleDesk.press(["j"], &$0) }),
            ("a row changes", { _ = update(&$0, .changed(change { $0.rows = [renamed] })) }),
            ("a row moves", { _ = update(&$0, .changed(change { $0.rows = [moved] })) }),
            ("a thread opens", { ExampleDesk.press(["enter"], &$0) }),
            (
                "a minute passes",
                { _ = update(&$0, .timePassed(now: ExampleDesk.noon.adding(milliseconds: 60_000), at: 61_000)) }
            ),
            ("a reply is begun", { ExampleDesk.press(["r", "o", "k"], &$0) }),
            ("the pane is left", { ExampleDesk.press(["esc"], &$0) }),
            (
                "the server's clock is another",
                {
                    let account = AccountState(id: ExampleDesk.support.id, health: .fine, clockOffset: 180_000)
                    _ = update(&$0, .sync(.account(account)))
                }
            ),
            (
                "a widget has a name",
                { _ = update(&$0, .changed(change { $0.widgets = [ExampleDesk.rows[1].account: [widget]] })) }
            ),
            (
                "an account fails",
                { _ = update(&$0, .sync(.account(ExampleDesk.failing(.refused)))) }
            ),
            (
                "its data grow older",
                { _ = update(&$0, .timePassed(now: ExampleDesk.noon.adding(milliseconds: 119_000), at: 120_000)) }
            ),
            ("a message is refused", { _ = update(&$0, .changed(change { $0.rows = [refused] })) }),
            ("a key says something", { ExampleDesk.press(["L"], &$0) }),
            ("a layer opens", { ExampleDesk.press(["?"], &$0) }),
            ("and closes", { ExampleDesk.press(["esc"], &$0) }),
            ("the window grows", { _ = update(&$0, .resized(Size(rows: 30, columns: 100))) }),
            ("the window shrinks", { _ = update(&$0, .resized(Size(rows: 12, columns: 62))) }),
            ("another view", { ExampleDesk.press(["h", "3"], &$0) }),
            ("and back", { ExampleDesk.press(["1"], &$0) }),
        ]
        for (name, step) in steps {
            step(&state)
            let kept = RootView.draw(state, look: .forTests, keeping: &drawn)
            #expect(kept == draw(state), "\(name)")
        }
    }

    @Test func anotherLookIsDrawnAnew() {
        let state = ExampleDesk.state(Size(rows: 24, columns: 80))
        var drawn = DrawnParts()
        _ = RootView.draw(state, look: .forTests, keeping: &drawn)
        var look = Look.forTests
        look.theme[.dim] = Style(foreground: .indexed(1))
        var none = DrawnParts()
        let kept = RootView.draw(state, look: look, keeping: &drawn)
        #expect(kept == RootView.draw(state, look: look, keeping: &none))
    }
}
