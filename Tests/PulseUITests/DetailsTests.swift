import Foundation
import PulseCore
import PulseModel
import PulseUI
import ScreenKit
import Testing

/// What the panes cut can be read whole in the details.
@Suite struct DetailsTests {
    private static let sizes = [Size(rows: 24, columns: 80), Size(rows: 10, columns: 40)]
    private static let reason = (1...60).map { "word\($0)" }.joined(separator: " ")

    /// Everything that the details show from the first line to the last, scrolled line by line.
    private func details(_ items: [TranscriptItem], of index: Int, in size: Size) -> String {
        var rows = ExampleDesk.rows
        rows[0].email = String(repeating: "long.", count: 16) + "end@example.com"
        var state = ExampleDesk.state(size, rows: rows)
        ExampleDesk.press(Array(repeating: "j", count: index) + ["enter"], &state)
        _ = update(&state, .threadLoaded(ItemWindow(conversation: rows[index].id, items: items), nil))
        ExampleDesk.press(["i"], &state)
        var seen: [String] = []
        for _ in 0..<200 {
            let text = draw(state).text
            for line in text where !seen.contains(line) { seen.append(line) }
            ExampleDesk.press(["j"], &state)
        }
        return seen.joined(separator: "\n")
    }

    @Test(arguments: sizes) func aRefusalIsReadWhole(size: Size) {
        let failure = ServiceFailure.rejected(status: 400, ServerWords(message: Self.reason))
        let message = OwnMessage(text: "text", delivery: .refused(.service(failure)))
        let shown = details([ExampleDesk.item(1, ExampleDesk.noon, .own(message))], of: 0, in: size)
        for number in 1...60 { #expect(shown.contains("word\(number)"), "\(number)") }
        #expect(shown.contains("end@example.com"))
    }

    @Test(arguments: sizes) func theWordsOfAFailedAnswerAreReadWhole(size: Size) {
        let exchange = ExampleDesk.failedAnswer(Self.reason)
        let shown = details([ExampleDesk.item(1, ExampleDesk.noon, .exchange(exchange))], of: 4, in: size)
        for number in 1...60 { #expect(shown.contains("word\(number)"), "\(number)") }
        #expect(shown.contains("It is"))
    }

    @Test func aWaitingMessageOfARefusedKeySaysWhatItWaitsFor() {
        let rows = ExampleDesk.rows
        var state = ExampleDesk.state(Self.sizes[0], rows: rows)
        let refused = AccountState(id: rows[0].account, health: .keyRefused(ServerWords()))
        _ = update(&state, .sync(.account(refused)))
        ExampleDesk.press(["enter"], &state)
        let message = ExampleDesk.item(1, ExampleDesk.noon, .own(OwnMessage(text: "text", delivery: .queued)))
        _ = update(&state, .threadLoaded(ItemWindow(conversation: rows[0].id, items: [message]), nil))
        ExampleDesk.press(["i"], &state)
        let shown = draw(state).text.joined(separator: "\n")
        #expect(!shown.contains("as soon as the service can be reached"), "\(shown)")
        #expect(shown.contains("waits: the key is refused; check it, then Ctrl-R"), "\(shown)")
    }

    @Test func whatALaterLookShowedIsSaid() {
        let message = OwnMessage(text: "text", delivery: .sent, confirmedByLook: true)
        let shown = details([ExampleDesk.item(1, ExampleDesk.noon, .own(message))], of: 0, in: Self.sizes[0])
        #expect(shown.contains("a later look showed that it arrived"))
    }

    @Test(arguments: sizes) func scrollingEndsNearTheEnd(size: Size) {
        var state = ExampleDesk.state(size)
        ExampleDesk.press(["enter"], &state)
        let window = ItemWindow(conversation: ConversationID(rawValue: 1), items: ExampleDesk.transcript)
        _ = update(&state, .threadLoaded(window, nil))
        ExampleDesk.press(["i"] + Array(repeating: "j", count: 99), &state)
        let shown = draw(state).text.joined(separator: "\n")
        #expect(shown.contains("Please see the manual."))
        let before = state.layers
        ExampleDesk.press(["k"], &state)
        if size.rows < 20 { #expect(state.layers != before) }
    }

    @Test func whoWroteAndWhenIsSaid() {
        let observed = TranscriptItem.Content.observed(ObservedText(text: "Hello?", name: "Jane Doe"))
        var shown = details([ExampleDesk.item(1, ExampleDesk.noon, observed)], of: 0, in: Self.sizes[0])
        #expect(shown.contains("Sat 21 Nov 2026 12:00"))
        #expect(shown.contains("~Jane Doe: the visitor, or a colleague elsewhere"))
        let exchange = Exchange(query: "Why?", answer: "So.", state: .complete, remoteID: "m1")
        shown = details([ExampleDesk.item(1, ExampleDesk.noon, .exchange(exchange))], of: 4, in: Self.sizes[0])
        #expect(shown.contains("Sat 21 Nov 2026 12:00"))
        #expect(shown.contains("from            you"))
        #expect(shown.contains("from            Product assistant"))
    }

    @Test func aStepSaysWhatTheAnswerDoesNot() {
        let exchange = Exchange(
            query: "Why?",
            answer: "Let me look.\n\nBecause of X.",
            state: .complete,
            remoteID: "m1",
            thoughts: [
                Thought(id: "t1", thought: "Let me look. ", tool: "search", toolInput: "{}"),
                Thought(id: "t2", thought: ""),
                Thought(id: "t3", thought: "Because of X."),
            ]
        )
        let shown = details([ExampleDesk.item(1, ExampleDesk.noon, .exchange(exchange))], of: 4, in: Self.sizes[0])
        #expect(shown.contains("Step 1") && shown.contains("search"))
        #expect(!shown.contains("Step 2"))
        #expect(shown.components(separatedBy: "Let me look.").count == 2)
        #expect(shown.components(separatedBy: "Because of X.").count == 2)
    }

    @Test func whatIsReadStaysWhenAMessageArrives() {
        var state = ExampleDesk.state(Self.sizes[0])
        ExampleDesk.press(["enter"], &state)
        var items = ExampleDesk.transcript
        _ = update(&state, .threadLoaded(ItemWindow(conversation: ExampleDesk.rows[0].id, items: items), nil))
        ExampleDesk.press(["i"], &state)
        let text = ObservedText(text: "The newest text", name: "Jane Doe")
        items.append(ExampleDesk.item(9, ExampleDesk.noon, .observed(text)))
        _ = update(&state, .threadLoaded(ItemWindow(conversation: ExampleDesk.rows[0].id, items: items), nil))
        guard case .details(let details)? = state.layers.last else {
            Issue.record("no details")
            return
        }
        let lines = (0..<details.lineCount).compactMap(details.line)
        #expect(lines.contains(.text("Please see the manual.")))
        #expect(!lines.contains(.text("The newest text")))
    }
}
