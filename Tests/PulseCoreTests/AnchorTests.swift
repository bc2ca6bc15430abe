import PulseCore
import PulseModel
import ScreenKit
import Testing

/// A window of another width, or height, and back again: every line stands where it stood.
@Suite struct AnchorTests {
    /// A thread with messages of all kinds: long words, wide signs, blank lines, code, sources, reasons.
    private func desk() -> DeskUnderTest {
        var desk = DeskUnderTest(size: Size(rows: 24, columns: 80))
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, "How?", service: .assistant)])))
        desk.press("enter")
        let reason = String(repeating: "because it is so ", count: 30)
        let items = (Int64(1)...30).map { number -> TranscriptItem in
            let words = (0..<Int(number * 7 % 60 + 3)).map { "word\($0 * $0)" }.joined(separator: " ")
            let text = "\(words)\n\n  日本語の文章、\(words)\n```\ncode  \(words)\n```\n\n\(words)\n"
            var item = exchange(number, words, "", minutesAgo: 60_000 - number * 700)
            item.content = .exchange(
                Exchange(
                    query: text,
                    answer: number % 4 == 0 ? "" : text,
                    state: number % 3 == 0 ? .failed(ServerWords(message: reason)) : .complete,
                    delivery: number % 5 == 0 ? .unknown(.words(reason)) : .sent,
                    remoteID: "m\(number)",
                    sources: [Source(position: 1, documentName: "one"), Source(position: 2, documentName: "two")],
                    thoughts: [Thought(id: "t", position: 1, thought: "", tool: "search")]
                )
            )
            return item
        }
        let window = ItemWindow(conversation: ConversationID(1), items: items, reachesBeginning: true)
        desk.send(.threadLoaded(window, nil))
        return desk
    }

    private func resize(_ desk: inout DeskUnderTest, _ columns: Int, rows: Int = 24) {
        desk.send(.resized(Size(rows: rows, columns: columns)))
    }

    private func view(_ desk: DeskUnderTest) -> [ThreadLine] { desk.state.thread?.visible ?? [] }

    @Test(arguments: [80, 40, 133]) func anyWidthAndBackIsTheSameView(home: Int) {
        var desk = desk()
        resize(&desk, home)
        // Near the end, then further and further away, so that the view begins with lines of every kind.
        for place in 0..<60 {
            for _ in 0..<(place * 3 % 11 + 1) { desk.press("k") }
            let before = view(desk)
            for columns in stride(from: 20 + place % 9, through: 200, by: 9) {
                resize(&desk, columns)
                resize(&desk, home)
                #expect(view(desk) == before, "place \(place), over \(columns) columns")
                guard view(desk) == before else { return }
            }
            // Through many widths before it comes back, as a window that is dragged.
            for columns in stride(from: 200, through: 20, by: -17) { resize(&desk, columns) }
            for columns in stride(from: 23, through: 200, by: 29) { resize(&desk, columns, rows: 5 + columns % 60) }
            resize(&desk, home)
            #expect(view(desk) == before, "place \(place), over many")
            guard view(desk) == before else { return }
        }
    }

    @Test func theZoomAndBackIsTheSameView() {
        var desk = desk()
        for _ in 0..<40 {
            desk.press("k", "k", "k")
            let before = view(desk)
            desk.press("f", "f")
            #expect(view(desk) == before)
        }
    }

    @Test func outOfAZoomThatFilledTheViewTheListsKeyLeadsBackToo() {
        var desk = desk()
        desk.press("k")
        let before = view(desk)
        desk.press("f")
        #expect(view(desk) != before)
        desk.press("esc", "tab")
        #expect(view(desk) == before)
    }

    @Test func whoeverGoesToTheEndInAWiderWindowFollowsInTheNarrowOne() {
        var desk = desk()
        desk.press("k")
        resize(&desk, 200)
        desk.press("G")
        resize(&desk, 80)
        #expect(desk.state.thread?.anchor == .end)
    }

    @Test func aStepInsertedAboveTheAnswerMovesNoLineInView() {
        var desk = desk()
        for _ in 0..<12 { desk.press("k") }
        for _ in 0..<400 {
            guard case .item(let index, let line)? = view(desk).first?.content, case .text = line.content,
                var item = desk.state.thread?.window.items[index], case .exchange(var exchange) = item.content,
                // A line of the answer that is not its first: it stands further down than the question is long.
                exchange.delivery == .sent, line.offset > exchange.query.filter({ !$0.isWhitespace }).count
            else {
                desk.press("k")
                continue
            }
            exchange.thoughts.append(Thought(id: "u", position: 2, tool: "another"))
            item.content = .exchange(exchange)
            item.revision += 1
            let before = view(desk)
            desk.change { $0.transcripts = [TranscriptChange(conversation: ConversationID(1), items: [item])] }
            #expect(view(desk) == before)
            return
        }
        Issue.record("no answer came to the top")
    }
}
