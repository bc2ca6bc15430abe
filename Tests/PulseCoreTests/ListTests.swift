import PulseCore
import PulseModel
import ScreenKit
import Testing

@Suite struct ListTests {
    @Test func supportStandsAboveAssistantsEachByLastActivity() {
        var desk = DeskUnderTest()
        desk.send(
            .rowsLoaded(
                DeskSnapshot(rows: [
                    row(1, minutesAgo: 9), row(2, "How?", minutesAgo: 1, service: .assistant), row(3, minutesAgo: 2),
                    row(4, "Why?", minutesAgo: 3, service: .assistant),
                ])
            )
        )
        #expect(
            desk.state.list.lines == [
                .row(ConversationID(3)), .row(ConversationID(1)), .rule, .row(ConversationID(2)),
                .row(ConversationID(4)),
            ]
        )
    }

    @Test func theSelectionIsTheFirstRowUntilThePersonChooses() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, minutesAgo: 5)])))
        desk.change { $0.rows = [row(2, minutesAgo: 1)] }
        #expect(desk.state.list.selection == ConversationID(2))
        desk.press("j")
        desk.change { $0.rows = [row(3)] }
        #expect(desk.state.list.selection == ConversationID(1))
    }

    @Test func theSelectedLineIsTheSelectionsWhateverHappens() {
        var desk = DeskUnderTest()
        desk.send(
            .rowsLoaded(
                DeskSnapshot(
                    rows: (1...30).map { row($0, minutesAgo: $0, service: $0 % 3 == 0 ? .assistant : .support) }
                )
            )
        )
        let keys = ["j", "j", "k", "G", "g", "j", "3", "j", "1", ".", "k", "s", "s", "s", "s", "J", "1"]
        for step in 0..<300 {
            desk.press(keys[step * 7 % keys.count])
            let id = Int64(step * 11 % 40 + 1)
            if step % 5 == 0 { desk.change { $0.removedRows = [DeskChange.RemovedRow(id: ConversationID(id))] } }
            if step % 3 == 0 { desk.change { $0.rows = [row(id, minutesAgo: Int64(step * 13 % 50))] } }
            let list = desk.state.list
            #expect(list.selectedLine == list.selection.flatMap { list.lines.firstIndex(of: .row($0)) })
        }
    }

    @Test func enterOpensWhatWasShownAsSelected() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, minutesAgo: 5)])))
        desk.send(.painted)
        desk.wait(milliseconds: 1_000)
        desk.change { $0.rows = [row(2, minutesAgo: 1)] }
        desk.press("enter")
        #expect(desk.state.thread?.conversation == ConversationID(1))
    }

    @Test func theSelectionGoesToTheNeighbourBelowTheRuleToo() {
        var desk = DeskUnderTest()
        let rows = (1...2).map { row($0, minutesAgo: $0) }
        let assistants = (3...6).map { row($0, "q", minutesAgo: $0, service: .assistant) }
        desk.send(.rowsLoaded(DeskSnapshot(rows: rows + assistants)))
        desk.press("j", "j", "j")
        #expect(desk.state.list.selection == ConversationID(4))
        desk.change { $0.removedRows = [DeskChange.RemovedRow(id: ConversationID(4))] }
        #expect(desk.state.list.selection == ConversationID(5))
    }

    @Test func aRowBeingReadStaysUntilTheViewChanges() {
        var desk = DeskUnderTest()
        desk.send(
            .rowsLoaded(
                DeskSnapshot(rows: [
                    row(1, minutesAgo: 1) { $0.isUnread = true }, row(2, minutesAgo: 2) { $0.isUnread = true },
                ])
            )
        )
        desk.press("3", "enter")
        desk.change { $0.rows = [row(1, minutesAgo: 1)] }
        #expect(desk.state.list.shown == [ConversationID(1), ConversationID(2)])
        #expect(desk.state.list.selection == ConversationID(1))
        desk.change { $0.rows = [row(2, minutesAgo: 2)] }
        #expect(desk.state.list.shown == [ConversationID(1)], "nobody reads the other")
        desk.press("esc", "3")
        #expect(desk.state.list.shown == [])
    }

    @Test func aRowWithADraftStaysUntilTheViewChanges() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1), row(2, minutesAgo: 1)])))
        desk.press("s")
        desk.change { $0.rows = [row(1, status: .resolved) { $0.hasDraft = true }] }
        #expect(desk.state.list.shown.contains(ConversationID(1)))
        desk.press("s")
        #expect(desk.state.list.shown == [])
    }

    @Test func theSelectionStaysWithItsConversationWhenRowsMove() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: (1...40).map { row($0, minutesAgo: $0) })))
        desk.press("j", "j")
        let chosen = desk.state.list.selection
        for id in 20...30 { desk.change { $0.rows = [row(Int64(id))] } }
        #expect(desk.state.list.selection == chosen)
    }

    @Test func aListAtItsTopFollowsNewRows() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: (1...40).map { row($0, minutesAgo: $0) })))
        desk.change { $0.rows = [row(99)] }
        #expect(desk.state.list.top == 0)
        #expect(desk.state.list.lines.first == .row(ConversationID(99)))
    }

    @Test func belowTheTopTheSelectedRowKeepsItsLine() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: (1...60).map { row($0, minutesAgo: $0) })))
        for _ in 0..<40 { desk.press("j") }
        let before = desk.state.list
        let line = (before.selectedLine ?? 0) - before.top
        #expect(before.top > 0)
        for id in 50...59 { desk.change { $0.rows = [row(Int64(id))] } }
        let after = desk.state.list
        #expect((after.selectedLine ?? 0) - after.top == line)
        #expect(after.selection == before.selection)
    }

    @Test func movingTheSelectionOpensNothing() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1), row(2)])))
        _ = desk.takeEffects()
        desk.press("j", "k", "G", "g")
        #expect(desk.state.thread == nil)
        #expect(desk.takeEffects() == [])
    }

    @Test func viewsNarrowTheList() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1), row(2, status: .snoozed), row(3) { $0.isUnread = true }])))
        desk.press("3")
        #expect(desk.state.list.shown == [ConversationID(3)])
        desk.press("1", "s")
        #expect(desk.state.list.shown == [ConversationID(1), ConversationID(3)])
    }

    @Test func aStatusHidesWhatHasNone() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1), row(2, "How?", service: .assistant, status: nil)])))
        desk.press("s")
        #expect(desk.state.list.shown == [ConversationID(1)])
    }

    @Test func findSelectsWhatHasTheText() {
        var desk = DeskUnderTest()
        desk.send(
            .rowsLoaded(
                DeskSnapshot(rows: [
                    row(1, minutesAgo: 1), row(2, "Bob", minutesAgo: 2), row(3, "Bobby", minutesAgo: 3),
                ])
            )
        )
        desk.press("/")
        desk.type("bOb\n")
        #expect(desk.state.list.selection == ConversationID(2))
        desk.press("n")
        #expect(desk.state.list.selection == ConversationID(3))
        desk.press("n")
        #expect(desk.state.list.selection == ConversationID(2))
        #expect(desk.state.thread == nil)
    }

    @Test func nextWaitingOpensTheNextOneThatWaits() {
        var desk = DeskUnderTest()
        desk.send(
            .rowsLoaded(
                DeskSnapshot(rows: [
                    row(1, minutesAgo: 1), row(2, minutesAgo: 2) { $0.isWaiting = true },
                    row(3, minutesAgo: 3) { $0.isUnread = true },
                ])
            )
        )
        desk.press("]")
        #expect(desk.state.thread?.conversation == ConversationID(2))
        desk.press("]")
        #expect(desk.state.thread?.conversation == ConversationID(3))
        #expect(desk.state.list.selection == ConversationID(3))
    }

    @Test func theSelectedOneThatWaitsIsTheNextWhileNoneIsOpen() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: (1...3).map { row($0, minutesAgo: $0) { $0.isWaiting = true } })))
        desk.press("j", "]")
        #expect(desk.state.thread?.conversation == ConversationID(2))
        desk.press("]")
        #expect(desk.state.thread?.conversation == ConversationID(3))
    }

    @Test(arguments: ["enter", "r"]) func aKeyForTheSelectedOneSaysThatThereIsNone(key: String) {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [])))
        desk.press(key)
        #expect(desk.state.notice?.content == .nothingSelected)
        #expect(desk.state.focus == .list)
    }

    @Test func tenThousandRowsKeepTheirOrderThroughAThousandChanges() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: (1...10_000).map { row($0, minutesAgo: $0) })))
        for id in stride(from: Int64(10_000), to: 9_900, by: -1) { desk.change { $0.rows = [row(id)] } }
        let times = desk.state.list.shown.compactMap { desk.state.list.rows[$0]?.lastActivity }
        #expect(times.count == 10_000)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 >= $1 })
    }

    @Test(arguments: [Size(rows: 10, columns: 40), Size(rows: 24, columns: 80)])
    func theSelectionIsInViewWhenTheListComesBack(size: Size) {
        var desk = DeskUnderTest(size: size)
        desk.send(.rowsLoaded(DeskSnapshot(rows: (1...60).map { row($0, minutesAgo: $0) })))
        desk.press("enter")
        if size.columns >= 60 { desk.press("f") }
        #expect(desk.state.layout.list.isEmpty)
        for _ in 0..<50 { desk.press("J") }
        desk.press("esc")
        let (line, top) = (desk.state.list.selectedLine ?? -1, desk.state.list.top)
        #expect(desk.state.list.selection == ConversationID(51))
        #expect((top..<(top + desk.state.layout.list.rows)).contains(line), "\(line) from \(top)")
    }

    @Test func theAnonymousAreFoundByTheNameThatIsShown() {
        var desk = DeskUnderTest()
        desk.send(
            .rowsLoaded(
                DeskSnapshot(rows: [
                    row(1), row(2, "", minutesAgo: 1) { $0.remoteID = "conv_000e3da8" }, row(3, minutesAgo: 2),
                ])
            )
        )
        desk.press("/")
        desk.type("visitor e3da8")
        desk.press("enter")
        #expect(desk.state.list.selection == ConversationID(2))
    }
}
