import PulseCore
import PulseModel
import PulseUI
import ScreenKit
import Testing

/// A question is seen to its end, whatever stands in it from outside.
@Suite struct QuestionTests {
    private static let titles = [
        String(repeating: "long title ", count: 40), String(repeating: "日本語", count: 100), "short",
    ]

    @Test(arguments: titles, [Size(rows: 10, columns: 40), Size(rows: 24, columns: 80)])
    func aLongTitleDoesNotHideWhatADeletionMeans(title: String, size: Size) {
        var rows = ExampleDesk.rows
        rows[4].name = title
        rows[4].hasDraft = true
        var state = ExampleDesk.state(size, rows: rows)
        ExampleDesk.press(["j", "j", "j", "j", "D"], &state)
        let text = draw(state).text.joined(separator: "\n")
        // Single words, since lines may break between any two.
        for word in ["Delete", "server?", "draft.", "back."] { #expect(text.contains(word), "\(word) in\n\(text)") }
    }
}
