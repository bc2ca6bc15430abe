import PulseCore
import PulseModel
import PulseUI
import ScreenKit
import Testing

/// Why a message did not arrive, or an answer failed, can be read where it stands.
@Suite struct ReasonTests {
    private static let sizes = [Size(rows: 24, columns: 80), Size(rows: 10, columns: 40)]
    private static let long = (1...60).map { "word\($0)" }.joined(separator: " ")
    private static let short = "the text is longer than this service takes in one go"

    /// The rows of a thread with this one item, without the panes beside it.
    private func thread(_ content: TranscriptItem.Content, of index: Int, in size: Size, silence: Int64? = nil)
        -> [String]
    {
        var state = ExampleDesk.state(size)
        ExampleDesk.press(Array(repeating: "j", count: index) + ["enter"], &state)
        let item = ExampleDesk.item(1, ExampleDesk.noon, content)
        let window = ItemWindow(conversation: ExampleDesk.rows[index].id, items: [item])
        _ = update(&state, .threadLoaded(window, nil))
        if let silence { _ = update(&state, .sync(.stillWaiting(ExampleDesk.rows[index].id, milliseconds: silence))) }
        let area = state.layout.thread
        return draw(state).text[area.top..<area.bottom].map {
            String($0.dropFirst(area.left).prefix(area.columns))
        }
    }

    private func refused(_ words: String) -> Delivery {
        .refused(.service(.rejected(status: 400, ServerWords(message: words))))
    }

    @Test(arguments: sizes) func aReasonOfAFewWordsIsReadWholeUnderTheMessage(size: Size) {
        let shown = thread(.own(OwnMessage(text: "text", delivery: refused(Self.short))), of: 0, in: size)
        let words = shown.joined(separator: " ").split(separator: " ").joined(separator: " ")
        #expect(words.contains("not accepted: refused with 400: \(Self.short)"), "\(shown)")
        #expect(!words.contains("details"))
    }

    @Test(arguments: sizes) func anAnswerThatEndedEmptySaysSo(size: Size) {
        for answer in ["", " \n "] {
            let exchange = Exchange(query: "Why?", answer: answer, state: .complete, remoteID: "m1")
            let shown = thread(.exchange(exchange), of: 4, in: size)
            #expect(shown.contains { $0.contains("(an empty answer)") }, "\(shown)")
        }
        let full = Exchange(query: "Why?", answer: "So.", state: .complete, remoteID: "m1")
        #expect(!thread(.exchange(full), of: 4, in: size).contains { $0.contains("empty answer") })
    }

    @Test(arguments: sizes) func aTextOfWhiteSpaceAloneSaysSo(size: Size) {
        for text in [" ", "\n", "\u{A0}\t\n "] {
            let shown = thread(.observed(ObservedText(text: text)), of: 0, in: size)
            #expect(shown.count { $0.contains("(a text without letters)") } == 1, "\(shown)")
        }
        let letters = thread(.observed(ObservedText(text: " a ")), of: 0, in: size)
        #expect(!letters.contains { $0.contains("without letters") })
    }

    @Test(arguments: [true, false]) func theListSaysSoToo(_ isWaiting: Bool) {
        var rows = ExampleDesk.rows
        for index in rows.indices {
            rows[index].snippet = ""
            rows[index].snippetIsOurs = false
            rows[index].isWaiting = false
            rows[index].isUnread = false
        }
        rows[0].isWaiting = isWaiting
        let shown = draw(ExampleDesk.state(Size(rows: 24, columns: 200), rows: rows)).text
        #expect(shown.count { $0.contains("(a text without letters)") } == (isWaiting ? 1 : 0), "\(shown)")
    }

    @Test(arguments: sizes) func anAnswerThatWasTooLongSaysSo(size: Size) {
        let exchange = Exchange(query: "Why?", answer: "It is", state: .tooLong, remoteID: "m1")
        let shown = thread(.exchange(exchange), of: 4, in: size)
        #expect(shown.contains { $0.contains("interrupted") }, "\(shown)")
        #expect(shown.contains { $0.contains("ended here") && $0.contains("4 MiB") }, "\(shown)")
    }

    @Test(arguments: sizes) func aQuestionWithoutAnAnswerSaysThatItWaits(size: Size) {
        for (silence, isShown) in [(nil, false), (19_999, false), (40_000, true)] as [(Int64?, Bool)] {
            for delivery in [Delivery.sending, .queued] {
                let exchange = Exchange(query: "Why?", delivery: delivery)
                let shown = thread(.exchange(exchange), of: 4, in: size, silence: silence)
                #expect(shown.contains { $0.contains("still waiting, 40 s") } == (isShown && delivery == .sending))
            }
        }
    }

    @Test(arguments: sizes) func aQuestionThatWasStoppedUnansweredSaysSo(size: Size) {
        let shown = thread(.exchange(Exchange(query: "Why?", delivery: .unknown(.stopped))), of: 4, in: size)
        let words = shown.joined(separator: " ").split(separator: " ").joined(separator: " ")
        #expect(words.contains("may have arrived: you stopped it before an answer came"), "\(shown)")
    }

    @Test func aBusyServerIsNotCalledTooOftenAsked() {
        func words(_ status: Int, _ wait: Int64?) -> String {
            Sentences.words(ServiceFailure.busy(status: status, retryAfter: wait, ServerWords()))
        }
        #expect(words(503, nil) == "the server is overloaded or down for maintenance (503)")
        #expect(words(503, 90_000) == "the server is overloaded or down for maintenance (503); again in 90 s")
        #expect(words(429, 86_400_000) == "too many requests; again in 24 h")
        #expect(words(429, 600_000) == "too many requests; again in 10 min")
        let plain = ServiceFailure.server(status: 503, ServerWords())
        #expect(Sentences.words(plain) == "the server is overloaded or down for maintenance (503)")
    }

    @Test(arguments: sizes) func aLongReasonTakesThreeLinesAndNamesTheKeyToTheRest(size: Size) {
        let failed = ExampleDesk.failedAnswer(Self.long)
        let unknown = Delivery.unknown(.service(.server(status: 502, ServerWords(message: Self.long))))
        for (index, content) in [
            (0, TranscriptItem.Content.own(OwnMessage(text: "text", delivery: refused(Self.long)))),
            (0, .own(OwnMessage(text: "text", delivery: unknown))),
            (4, .exchange(Exchange(query: "text", delivery: refused(Self.long)))),
            (4, .exchange(failed)),
        ] {
            let lines = thread(content, of: index, in: size)
            let starts = ["not accepted: ", "may have arrived: ", "failed: "]
            let first = lines.firstIndex { line in starts.contains { line.contains($0) } }
            let last = lines.firstIndex { $0.contains("… i details") }
            #expect(last == first.map { $0 + 2 } && first != nil, "\(lines)")
            #expect(lines.count { $0.contains("details") } == 1)
        }
    }

    @Test func theLinesOfAReasonAreScrolledLikeAllOthers() {
        var state = ExampleDesk.state(Self.sizes[1])
        ExampleDesk.press(["enter"], &state)
        let items = (1...9).map {
            ExampleDesk.item($0, ExampleDesk.noon, .own(OwnMessage(text: "text \($0)", delivery: refused(Self.long))))
        }
        _ = update(&state, .threadLoaded(ItemWindow(conversation: ExampleDesk.rows[0].id, items: items), nil))
        let last = draw(state).text[state.layout.thread.bottom - 1]
        #expect(last.contains("i details"), "\(last)")
    }
}
