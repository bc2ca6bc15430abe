import PulseCore
import PulseModel
import ScreenKit
import Testing

@Suite struct ThreadViewTests {
    /// A desk with an assistant's conversation of so many exchanges on screen.
    private func deskWithThread(exchanges: ClosedRange<Int64>, size: Size = Size(rows: 24, columns: 80))
        -> DeskUnderTest
    {
        var desk = DeskUnderTest(size: size)
        let items = exchanges.map { exchange($0, "question \($0)", "answer \($0)\nand more", minutesAgo: 10_000 - $0) }
        desk.open(row(1, "How?", service: .assistant), items: items, hasOlder: true)
        _ = desk.takeEffects()
        return desk
    }

    /// What stands in view, without what changes by itself.
    private func view(_ desk: DeskUnderTest) -> [ThreadLine] {
        desk.state.thread?.visible ?? []
    }

    private func text(_ desk: DeskUnderTest) -> [String] {
        view(desk).map { line in
            switch line.content {
            case .item(_, let line):
                if case .text(let text, _) = line.content { return text.string }
                return "\(line.content)"
            case .day: return "day"
            case .beginning: return "beginning"
            case .older: return "older"
            }
        }
    }

    @Test func aThreadOpensAtItsEndAndFollows() {
        var desk = deskWithThread(exchanges: 1...50)
        #expect(text(desk).last == "and more")
        desk.change {
            $0.transcripts = [TranscriptChange(conversation: ConversationID(1), items: [exchange(51, "new", "newest")])]
        }
        #expect(text(desk).last == "newest")
        #expect(desk.state.thread?.newBelow == [])
    }

    @Test func theViewDoesNotMoveUnderTheReader() {
        var desk = deskWithThread(exchanges: 1...50)
        desk.press("pageup")
        let before = text(desk)
        desk.change {
            $0.transcripts = [TranscriptChange(conversation: ConversationID(1), items: [exchange(51, "new", "newest")])]
        }
        #expect(text(desk) == before)
        #expect(desk.state.thread?.newBelow == [ItemID(51)])
        desk.press("G")
        #expect(desk.state.thread?.newBelow == [])
        #expect(text(desk).last == "newest")
    }

    @Test func whatIsNewBelowIsCountedByWhatOthersWrote() {
        var desk = DeskUnderTest(size: Size(rows: 10, columns: 80))
        let id = ConversationID(1)
        var waiting = own(50, "not sent", .refused(.words("no")))
        waiting.position = TranscriptPosition(order: TranscriptPosition.untakenOrder, tie: 0)
        let items = (1...20).map { observed($0, "text \($0)", minutesAgo: 100 - $0) } + [waiting]
        desk.open(row(1), items: items)
        desk.press("pageup", "pageup")
        var mark = observed(51, "", minutesAgo: 70)
        mark.content = .mark(.status(.resolved))
        desk.change {
            $0.transcripts = [
                TranscriptChange(conversation: id, items: [mark, own(52, "mine", .sent, minutesAgo: 69)])
            ]
        }
        #expect(desk.state.thread?.newBelow == [])
        desk.change {
            $0.transcripts = [TranscriptChange(conversation: id, items: [observed(53, "new", minutesAgo: 68)])]
        }
        #expect(desk.state.thread?.newBelow == [ItemID(53)])
    }

    @Test func aThreadThatFitsGoesOnFollowing() {
        var desk = deskWithThread(exchanges: 1...1)
        let items = [exchange(1, "q", "a", minutesAgo: 100)]
        let window = ItemWindow(conversation: ConversationID(1), items: items, reachesBeginning: true)
        desk.send(.windowLoaded(window, around: .end))
        desk.press("k", "pageup")
        #expect(desk.state.thread?.anchor == .end)
    }

    @Test func anArrivingPageMovesNoLine() {
        var desk = deskWithThread(exchanges: 100...150)
        for _ in 0..<40 { desk.press("pageup") }
        let before = text(desk).filter { $0 != "older" && $0 != "day" }
        #expect(before.first?.contains("heading") == true)
        let items = (60...150).map { exchange($0, "question \($0)", "answer \($0)\nand more", minutesAgo: 10_000 - $0) }
        let window = ItemWindow(conversation: ConversationID(1), items: items, hasOlder: true)
        desk.send(.windowLoaded(window, around: .item(ItemID(100))))
        let after = text(desk).filter { $0 != "older" && $0 != "day" }
        // The line that announced older messages gives its place to the last line above.
        #expect(Array(after.suffix(before.count)) == before || Array(after.prefix(before.count)) == before)
        #expect(after.contains(before[0]))
    }

    @Test func olderMessagesAreAskedForTwoScreensBeforeTheEdge() {
        var desk = deskWithThread(exchanges: 1...200)
        desk.press("pageup", "pageup")
        #expect(desk.takeEffects() == [])
        while desk.state.thread?.isReading == false { desk.press("pageup") }
        #expect(desk.takeEffects().count == 1)
        #expect(!text(desk).contains("older"))
        var lines = 0
        var thread = desk.state.thread
        while let top = thread?.anchor, case .item(let id, _) = top, id != ItemID(1), lines < 500 {
            thread?.scroll(
                by: -1,
                in: ThreadFrame(rows: desk.state.threadRows, columns: 46, zone: ZoneOffsets(), isAssistant: true)
            )
            lines += 1
        }
        #expect(lines > desk.state.threadRows)
    }

    @Test func whereTheStoreEndsTheServerIsAsked() {
        var desk = deskWithThread(exchanges: 1...3)
        let items = (1...3).map { exchange($0, "q", "a", minutesAgo: 100) }
        desk.send(.threadLoaded(ItemWindow(conversation: ConversationID(1), items: items), nil))
        #expect(desk.takeEffects().contains(.sync(.loadOlder(ConversationID(1), toBeginning: false))))
        #expect(desk.state.thread?.history == .loading)
    }

    @Test func theBeginningIsMarkedAndNothingIsAsked() {
        var desk = deskWithThread(exchanges: 1...3)
        _ = desk.takeEffects()
        let items = (1...3).map { exchange($0, "q", "a", minutesAgo: 100) }
        desk.send(
            .windowLoaded(
                ItemWindow(conversation: ConversationID(1), items: items, reachesBeginning: true),
                around: .end
            )
        )
        _ = desk.takeEffects()
        desk.press("g")
        #expect(text(desk).first == "beginning")
        #expect(!desk.takeEffects().contains { if case .sync(.loadOlder) = $0 { true } else { false } })
    }

    @Test(arguments: [120, 100, 61, 80]) func aResizeKeepsWhatIsAtTheTop(columns: Int) {
        var desk = deskWithThread(exchanges: 1...60)
        desk.press("pageup", "pageup", "k")
        let top = view(desk).first?.item
        desk.send(.resized(Size(rows: 24, columns: columns)))
        #expect(view(desk).first?.item == top)
        desk.send(.resized(Size(rows: 24, columns: 80)))
        #expect(view(desk).first?.item == top)
    }

    @Test func contentThatShrinksDoesNotMakeTheViewFollow() {
        var desk = deskWithThread(exchanges: 1...50)
        desk.press("k")
        var item = exchange(50, "question 50", "answer 50\nand more", minutesAgo: 10_000 - 50)
        item.revision = 1
        item.content = .exchange(Exchange(query: "question 50", answer: "", state: .stopped, remoteID: "m50"))
        let before = text(desk).prefix(10)
        desk.change { $0.transcripts = [TranscriptChange(conversation: ConversationID(1), items: [item])] }
        #expect(text(desk).prefix(10) == before)
        #expect(desk.state.thread?.anchor != .end)
    }

    @Test func scrollingDownToTheEndFollowsAgain() {
        var desk = deskWithThread(exchanges: 1...50)
        desk.press("k", "k", "k", "j", "j", "j")
        #expect(desk.state.thread?.anchor == .end)
    }

    @Test func markingMovesBetweenItemsAndKeepsThemInView() {
        var desk = deskWithThread(exchanges: 1...50)
        desk.press("{")
        for _ in 0..<20 { desk.press("{") }
        let marked = desk.state.thread?.marked
        #expect(marked != nil)
        #expect(view(desk).contains { $0.item == marked })
        for _ in 0..<30 { desk.press("}") }
        #expect(desk.state.thread?.marked == ItemID(50))
        #expect(view(desk).contains { $0.item == ItemID(50) })
    }

    @Test func whatIsMarkedStandsInTheOnlyRow() {
        var desk = deskWithThread(exchanges: 1...9, size: Size(rows: 5, columns: 80))
        #expect(desk.state.threadRows == 1)
        for (key, item) in [("{", 9), ("{", 8), ("{", 7), ("}", 8), ("}", 9)] as [(String, Int64)] {
            desk.press(key)
            #expect(desk.state.thread?.marked == ItemID(item))
            #expect(view(desk).map(\.item) == [ItemID(item)])
        }
    }

    @Test func aGrowingAnswerIsWrappedAsIfItHadComeAtOnce() {
        var desk = deskWithThread(exchanges: 1...2)
        let words = (0..<300).map { "word\($0)" }.joined(separator: " ") + "\n```\ncode  here\n```\nend"
        var item = exchange(3, "go on", "", minutesAgo: 0)
        for (revision, end) in stride(from: 1, through: words.count, by: 7).enumerated() {
            item.revision = revision + 1
            item.content = .exchange(
                Exchange(query: "go on", answer: String(words.prefix(end)), state: .streaming, remoteID: "m3")
            )
            desk.report(.answer(ConversationID(1), item))
        }
        item.revision += 1
        item.content = .exchange(Exchange(query: "go on", answer: words, state: .streaming, remoteID: "m3"))
        desk.report(.answer(ConversationID(1), item))
        var fresh = deskWithThread(exchanges: 1...2)
        fresh.report(.answer(ConversationID(1), item))
        #expect(view(desk) == view(fresh))
    }

    @Test func aMessageOfAMegabyteIsFolded() {
        var desk = deskWithThread(exchanges: 1...2)
        let huge = String(repeating: "hostile text ", count: 80_000)
        desk.change {
            $0.transcripts = [TranscriptChange(conversation: ConversationID(1), items: [exchange(3, "q", huge)])]
        }
        var layout = TranscriptLayout(columns: 40)
        let lines = layout.lines(of: exchange(3, "q", huge))
        // An answer is read while it comes, and goes on for longer than what others write.
        #expect(lines.count < TranscriptLayout.foldedAnswerLines + 10)
        #expect(lines.contains { if case .folded(let count) = $0.content { count > 900_000 } else { false } })
        #expect(layout.lines(of: own(9, huge, .sent)).count < TranscriptLayout.foldedLines + 10)
    }
}

/// `g`: older pages are loaded until the beginning, or any key.
@Suite struct SeekingTheBeginningTests {
    private func deskAtTheOldestKept() -> DeskUnderTest {
        var desk = DeskUnderTest()
        let items = (1...40).map { exchange($0, "q \($0)", "a", minutesAgo: 100) }
        desk.open(row(1, "How?", service: .assistant), items: items)
        _ = desk.takeEffects()
        return desk
    }

    @Test func homeGoesOnLoadingToTheBeginning() {
        var desk = deskAtTheOldestKept()
        desk.press("g")
        #expect(desk.takeEffects().contains(.sync(.loadOlder(ConversationID(1), toBeginning: true))))
        #expect(desk.state.thread?.seeksBeginning == true)
    }

    @Test func aWindowThatIsNotWantedAnyMoreMovesNothing() {
        var desk = DeskUnderTest()
        let items = (100...140).map { exchange($0, "q \($0)", "a", minutesAgo: 10_000 - $0) }
        desk.open(row(1, "How?", service: .assistant), items: items, hasOlder: true)
        _ = desk.takeEffects()
        desk.press("g")
        #expect(desk.takeEffects().contains(.store(.loadWindow(ConversationID(1), around: .start))))
        desk.press("j")
        let top = desk.state.thread?.visible.first
        let oldest = (1...40).map { exchange($0, "q \($0)", "a", minutesAgo: 10_000 - $0) }
        let window = ItemWindow(
            conversation: ConversationID(1),
            items: oldest,
            hasNewer: true,
            reachesBeginning: true
        )
        desk.send(.windowLoaded(window, around: .start))
        #expect(desk.state.thread?.visible.first == top)
        #expect(desk.takeEffects().contains(.store(.loadWindow(ConversationID(1), around: .item(ItemID(100))))))
    }

    @Test func aLostAnchorBecomesItsNeighbourAndNeverTheEnd() {
        var thread = ThreadState(conversation: ConversationID(1), columns: 40)
        let items = (1...9).map { exchange($0, "q", "a", minutesAgo: 100 - $0) }
        thread.replaceWindow(ItemWindow(conversation: ConversationID(1), items: items))
        thread.anchor = .top(of: ItemID(5))
        let rest = items.filter { $0.id != ItemID(5) }
        thread.replaceWindow(ItemWindow(conversation: ConversationID(1), items: rest))
        #expect(thread.anchor == .top(of: ItemID(6)))
    }

    @Test func controlCStopsTheLoadingAndTheNextOneAsksToQuit() {
        var desk = deskAtTheOldestKept()
        desk.press("g")
        _ = desk.takeEffects()
        desk.press("ctrl-c")
        #expect(desk.takeEffects() == [.sync(.stopLoading(ConversationID(1)))])
        desk.report(.history(ConversationID(1), .loading))
        desk.report(.history(ConversationID(1), .more))
        let items = (1...40).map { exchange($0, "q \($0)", "a", minutesAgo: 100) }
        let window = ItemWindow(conversation: ConversationID(1), items: items)
        desk.send(.windowLoaded(window, around: .item(ItemID(1))))
        #expect(!desk.takeEffects().contains { if case .sync(.loadOlder) = $0 { true } else { false } })
        desk.press("ctrl-c")
        #expect(desk.state.layers.count == 1)
        desk.press("n", "k")
        #expect(desk.takeEffects().contains { if case .sync(.loadOlder) = $0 { true } else { false } })
    }

    @Test func anyKeyStopsIt() {
        var desk = deskAtTheOldestKept()
        desk.press("g")
        _ = desk.takeEffects()
        desk.press("j")
        #expect(desk.state.thread?.seeksBeginning == false)
        #expect(desk.takeEffects().contains(.sync(.stopLoading(ConversationID(1)))))
    }
}

/// A page of a history comes with the change of the store that it made: the screen reads nothing for it.
@Suite struct PageTests {
    private let id = ConversationID(1)

    private func desk() -> DeskUnderTest {
        var desk = DeskUnderTest()
        let newest = (41...60).map { exchange($0, "q\($0)", "a", minutesAgo: 100 - $0) }
        desk.open(row(1, "Helper", service: .assistant), items: newest)
        for _ in 0..<12 { desk.press("pageup") }
        #expect(desk.takeEffects().contains(.sync(.loadOlder(id, toBeginning: false))))
        return desk
    }

    /// What is kept around a part with a hole above it.
    private func around(hasNewer: Bool) -> TranscriptChange.Surroundings {
        TranscriptChange.Surroundings(
            hasOlder: false,
            hasNewer: hasNewer,
            endsAtHole: false,
            reachesBeginning: false
        )
    }

    @Test func anOlderPageIsShownWithoutAReadOfTheStore() {
        var desk = desk()
        let page = (21...41).map { exchange($0, "q\($0)", "a", minutesAgo: 100 - $0) }
        let top = desk.state.thread?.visible.last
        desk.change(by: .history) {
            $0.transcripts = [TranscriptChange(conversation: id, items: page, around: around(hasNewer: true))]
        }
        desk.report(.history(id, .more))
        #expect(desk.state.thread?.window.items.map(\.id) == (21...60).map { ItemID($0) })
        #expect(desk.state.thread?.window.hasOlder == false)
        #expect(desk.state.thread?.visible.last?.item == top?.item, "the view does not move")
        let reads = desk.takeEffects().filter { if case .store(.loadWindow) = $0 { true } else { false } }
        #expect(reads.isEmpty)
    }

    @Test func aPageThatShowsAHoleCutsOffWhatIsOutOfView() {
        var desk = desk()
        let page = (81...84).map { exchange($0, "q\($0)", "a", minutesAgo: 100 - $0) }
        desk.change {
            $0.transcripts = [TranscriptChange(conversation: id, items: page, around: around(hasNewer: false))]
        }
        #expect(desk.state.thread?.window.items.last?.id == ItemID(60))
        #expect(desk.state.thread?.window.endsAtHole == true)
        #expect(desk.state.thread?.newBelow == Set((81...84).map { ItemID($0) }))
        desk.press("G")
        #expect(desk.takeEffects().contains(.store(.loadWindow(id, around: .end))))
    }
}
