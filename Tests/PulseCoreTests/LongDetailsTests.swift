import PulseModel
import ScreenKit
import Testing

@testable import PulseCore

/// The details of a huge message wrap what is looked at, and all of it can be reached.
@Suite struct LongDetailsTests {
    private func desk(_ text: String) -> DeskUnderTest {
        var desk = DeskUnderTest()
        if let end = Key(name: "G") { desk.state.keymap.bind(end, to: .last, in: .overlay) }
        let item = TranscriptItem(
            id: ItemID(rawValue: 1),
            position: TranscriptPosition(order: 1, tie: 1),
            time: DeskUnderTest.noon,
            content: .observed(ObservedText(text: text, name: "Jane"))
        )
        desk.open(row(1, "Jane"), items: [item])
        desk.press("i")
        return desk
    }

    private func details(_ desk: DeskUnderTest) -> Details {
        guard case .details(let details)? = desk.state.layers.last else {
            Issue.record("no details")
            return Details(of: .open)
        }
        return details
    }

    private static let huge = [
        String(repeating: "\n", count: 4 << 20), String(repeating: "\r\n", count: 1 << 19),
        String(repeating: "\r", count: 1 << 20), String(repeating: "x", count: 1 << 20),
        String(repeating: "word ", count: 1 << 18), String(repeating: "日本", count: 1 << 18),
    ]

    @Test(arguments: huge.indices) func opensWithWhatIsLookedAt(index: Int) {
        var desk = desk(Self.huge[index])
        let most = Details.linesAhead + desk.state.overlayRows + DetailText.portion.bytes / 20
        #expect(details(desk).lineCount <= most)
        #expect(details(desk).goesOn)
        desk.send(.resized(Size(rows: 20, columns: 60)))
        #expect(details(desk).lineCount <= most)
        desk.press("G")
        #expect(details(desk).lineCount >= Details.linesToEnd)
        #expect(details(desk).lineCount <= Details.linesToEnd + 2 * most)
    }

    @Test func afterAResizeFarBelowOnlySoMuchIsWrapped() {
        var desk = desk(Self.huge[0])
        for _ in 0..<12 { desk.press("G") }
        #expect(details(desk).lineCount > Details.linesAnew)
        desk.send(.resized(Size(rows: 20, columns: 60)))
        #expect(details(desk).lineCount <= Details.linesAnew + 2 * DetailText.portion.breaks)
    }

    @Test func theEndIsReachedAndNothingIsLost() {
        let text = (1...3_000).map { "line \($0)" }.joined(separator: "\n")
        var desk = desk(text)
        for _ in 0..<3 { desk.press("G") }
        let details = details(desk)
        let goesOn = details.goesOn
        #expect(!goesOn)
        let texts = (0..<details.lineCount).compactMap(details.line).compactMap { line in
            if case .text(let text) = line { text.string } else { nil }
        }
        #expect(texts == (1...3_000).map { "line \($0)" })
    }

    /// In portions or at once: the same lines.
    @Test(arguments: [
        String(repeating: "\r\n", count: 3_000), String(repeating: "a\r", count: 9_000),
        String(repeating: "é", count: 20_000), String(repeating: "one two  three ", count: 3_000),
        String(repeating: " ", count: 20_000) + "end", String(repeating: "日本 ", count: 5_000) + "\n",
        "a" + String(repeating: " 12345678", count: 910) + "\n\nnext", String(repeating: "1234567\n", count: 1_024),
        String(repeating: "1234567\n", count: 256), "", String(repeating: "a", count: 8_191) + "\r\nb",
        String(repeating: "a", count: 8_191) + "\rb",
    ])
    func portionsGiveTheLinesOfTheWhole(text: String) {
        for columns in [7, 60] {
            var reader = DetailText(text)
            var lines: [DisplayText] = []
            while let next = reader.next(columns: columns) { lines += next }
            let whole = DisplayText.paragraphs(sanitizing: text).flatMap { TextLayout.wrap($0, columns: columns) }
            #expect(lines == (text.isEmpty ? [] : whole), "\(lines.count) \(whole.count)")
        }
    }
}
