import PulseCore
import PulseModel
import ScreenKit
import Testing

/// The screens that people see, at the three sizes that matter.
@Suite struct ScreenSnapshotTests {
    static let sizes = [Size(rows: 24, columns: 80), Size(rows: 10, columns: 40), Size(rows: 40, columns: 120)]

    private func name(_ what: String, _ size: Size) -> String { "\(what)-\(size.columns)x\(size.rows)" }

    /// Jane's conversation on screen.
    private func openThread(_ size: Size) -> State {
        var state = ExampleDesk.state(size)
        ExampleDesk.press(["enter"], &state)
        let window = ItemWindow(conversation: ConversationID(rawValue: 1), items: ExampleDesk.transcript)
        _ = update(&state, .threadLoaded(window, nil))
        return state
    }

    @Test(arguments: sizes) func theList(size: Size) throws {
        try expectScreen(ExampleDesk.state(size), named: name("list", size))
    }

    @Test(arguments: sizes) func aSupportThread(size: Size) throws {
        try expectScreen(openThread(size), named: name("thread", size))
    }

    @Test(arguments: sizes) func writingAReply(size: Size) throws {
        var state = openThread(size)
        ExampleDesk.press(["r"], &state)
        _ = update(&state, .pasted("First line of a reply that is long enough to be wrapped at every size\n日本語 and é"))
        try expectScreen(state, named: name("composer", size))
    }

    @Test(arguments: sizes) func anAnswerStreaming(size: Size) throws {
        var rows = ExampleDesk.rows
        rows[4].isAnswering = true
        var state = ExampleDesk.state(size, rows: rows)
        ExampleDesk.press(["j", "j", "j", "j", "enter"], &state)
        let done = Exchange(
            query: "iphone 13 pro",
            answer: "The iPhone 13 Pro:\n```\n6.1 inch   1170 x 2532\n```\nIt runs iOS 15.",
            state: .complete,
            remoteID: "m1",
            sources: [Source(position: 1, datasetName: "iPhone", documentName: "iPhone List", score: 0.98457545)]
        )
        let running = Exchange(
            query: "And the mini?",
            answer: "The iPhone 13 mini has",
            state: .streaming,
            remoteID: "m2"
        )
        let failed = Exchange(
            query: "Why?",
            state: .failed(ServerWords(code: "completion_request_error", message: "quota")),
            remoteID: "m3"
        )
        let window = ItemWindow(
            conversation: ConversationID(rawValue: 5),
            items: [
                ExampleDesk.item(1, ExampleDesk.minutesAgo(9_000), .exchange(done)),
                ExampleDesk.item(3, ExampleDesk.minutesAgo(8_999), .exchange(failed)),
                ExampleDesk.item(2, ExampleDesk.minutesAgo(0), .exchange(running)),
            ],
            reachesBeginning: true
        )
        _ = update(&state, .threadLoaded(window, nil))
        try expectScreen(state, named: name("answer", size))
    }

    @Test(arguments: sizes) func help(size: Size) throws {
        var state = openThread(size)
        ExampleDesk.press(["?"], &state)
        try expectScreen(state, named: name("help", size))
    }

    @Test(arguments: sizes) func aQuestion(size: Size) throws {
        var state = ExampleDesk.state(size)
        ExampleDesk.press(["j", "j", "j", "j", "D"], &state)
        try expectScreen(state, named: name("question", size))
    }

    @Test(arguments: sizes) func details(size: Size) throws {
        var state = openThread(size)
        ExampleDesk.press(["i"], &state)
        try expectScreen(state, named: name("details", size))
    }

    @Test(arguments: sizes) func zoomed(size: Size) throws {
        var state = openThread(size)
        ExampleDesk.press(["f"], &state)
        try expectScreen(state, named: name("zoom", size))
    }

    @Test(arguments: sizes) func findingSomething(size: Size) throws {
        var state = ExampleDesk.state(size)
        ExampleDesk.press(["/", "J", "a", "n"], &state)
        try expectScreen(state, named: name("prompt", size))
    }

    @Test(arguments: sizes) func renaming(size: Size) throws {
        var state = ExampleDesk.state(size)
        ExampleDesk.press(["j", "j", "j", "j", "R"], &state)
        try expectScreen(state, named: name("rename", size))
    }

    @Test(arguments: sizes) func theStartOfALongDraft(size: Size) throws {
        var state = openThread(size)
        ExampleDesk.press(["r"], &state)
        _ = update(&state, .pasted((1...20).map { "line \($0)" }.joined(separator: "\n")))
        ExampleDesk.press(Array(repeating: "up", count: 17), &state)
        try expectScreen(state, named: name("draft", size))
    }

    @Test(arguments: sizes) func aServerThatCannotBeReached(size: Size) throws {
        var state = openThread(size)
        _ = update(&state, .sync(.account(ExampleDesk.failing(.refused))))
        try expectScreen(state, named: name("offline", size))
    }

    @Test func aDeskWithoutAccounts() throws {
        let state = State(
            size: Size(rows: 24, columns: 80),
            now: ExampleDesk.noon,
            keymap: Keymap(),
            accounts: []
        )
        try expectScreen(state, named: "no-account")
    }

    @Test(arguments: [Size(rows: 4, columns: 80), Size(rows: 24, columns: 19), Size(rows: 1, columns: 1)])
    func aWindowThatIsTooSmallSaysSo(size: Size) {
        let state = ExampleDesk.state(size)
        let screen = draw(state)
        #expect(screen.size == size)
    }
}
