import GRDB
import PulseModel
import TestPacing
import Testing

@testable import PulseStore

@Suite(.paced) struct HistoryTests {
    private func record(_ id: String, _ second: Int64, answer: String = "A") -> ExchangeRecord {
        ExchangeRecord(id: id, query: id, answer: answer, status: "normal", createdAt: Timestamp(seconds: second))
    }

    private func merge(
        _ desk: TestDesk,
        _ id: ConversationID,
        _ request: HistoryPage.Request,
        _ records: [ExchangeRecord],
        full: Bool = true
    ) async throws -> TestDesk.Outcome<HistoryMerge> {
        let page = HistoryPage(conversation: id, records: records, request: request, isFull: full)
        return try await desk.outcome { try await $0.merge(page: page) }
    }

    /// The seconds at which messages may be missing.
    private func holes(_ desk: TestDesk, _ id: ConversationID) throws -> [Int64] {
        try desk.store.readNow { db in
            try Int64.fetchAll(
                db,
                sql: "SELECT place FROM hole WHERE conversation = ? ORDER BY place",
                arguments: [id.rawValue]
            ).map { $0 / 1_000 }
        }
    }

    @Test func theSamePageAgainIsNoNews() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let page = [record("a", 1), record("b", 2)]
        let first = try await merge(desk, id, .newest(2), page)
        #expect(first.added == 2 && !first.hasArrived)
        #expect(try holes(desk, id) == [1])
        let again = try await merge(desk, id, .newest(2), page)
        #expect(again.items.isEmpty && again.added == 0 && again.rows.isEmpty && !again.hasArrived)
        #expect(try holes(desk, id) == [1])
    }

    @Test func aPageThatHeedsNoCursorMovesNothing() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let first = try await merge(desk, id, .newest(2), [record("a", 1), record("b", 2)])
        // Newer than the cursor, and new each time: nobody asked for that.
        let wrong = try await merge(desk, id, .older("b", 2), [record("x", 8), record("y", 9)])
        #expect(wrong.added == 0 && wrong.items.isEmpty)
        #expect(wrong.edge == first.edge)
        #expect(try holes(desk, id) == [1])
        // What is older in the same page is taken.
        let mixed = try await merge(desk, id, .older("b", 2), [record("o", 0), record("z", 10)])
        #expect(mixed.items.map(\.words) == ["o"])
    }

    @Test func aNewerMessageIsUnreadAndTheFirstPageIsNot() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let first = try await merge(desk, id, .newest(2), [record("a", 1), record("b", 2)])
        #expect(first.rows.map(\.isUnread) == [false])
        let next = try await merge(desk, id, .newest(2), [record("b", 2), record("c", 3)])
        #expect(next.hasArrived)
        #expect(next.rows.map(\.isUnread) == [true])
        #expect(next.items.map(\.words) == ["b", "c"], "all that the page shows, without holes")
        #expect(next.transcripts.map(\.around?.hasOlder) == [false], "b shares the second at which some may be missing")
    }

    @Test func anOlderMessageInANewestPageIsNoNews() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        _ = try await merge(desk, id, .newest(2), [record("b", 2), record("c", 3, answer: "")])
        let wider = try await merge(desk, id, .newest(4), [record("a", 1), record("b", 2), record("c", 3, answer: "")])
        #expect(wider.added == 1 && !wider.hasArrived)
        #expect(wider.rows.allSatisfy { !$0.isUnread })
        let answered = try await merge(desk, id, .newest(4), [record("b", 2), record("c", 3)])
        #expect(answered.hasArrived)
    }

    @Test func aPageThatDoesNotReachWhatIsHeldLeavesAHole() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        _ = try await merge(desk, id, .newest(2), [record("a", 1), record("b", 2)])
        _ = try await merge(desk, id, .newest(2), [record("x", 8), record("y", 9)])
        #expect(try holes(desk, id) == [1, 8])
        #expect(try await desk.transcript(id) == ["x", "y"])
        let a = try #require(first(of: "a", in: try await everything(desk, id)))
        let old = try await desk.store.window(of: id, around: .item(a), before: 5, after: 5)
        #expect(old.items.map(\.words) == ["a", "b"])
        #expect(!old.hasNewer && !old.reachesBeginning)
        let edge = try await desk.store.historyEdge(of: id)
        #expect(
            edge
                == HistoryEdge(
                    oldestSecond: 8,
                    cursorID: "y",
                    oldestID: "x",
                    hasOlderBeyondHole: true
                )
        )
        let joining = [record("a", 1), record("b", 2), record("m", 5), record("x", 8)]
        let joined = try await merge(desk, id, .older("y", 4), joining)
        #expect(joined.added == 1)
        #expect(try holes(desk, id) == [1])
        #expect(try await desk.transcript(id) == ["a", "b", "m", "x", "y"])
        #expect(try await desk.store.historyEdge(of: id).oldestSecond == 1)
        #expect(try await desk.store.historyEdge(of: id).hasOlderBeyondHole == false)
    }

    private func everything(_ desk: TestDesk, _ id: ConversationID) async throws -> [ItemID: String] {
        var found: [ItemID: String] = [:]
        for raw in 1...20 as ClosedRange<Int64> {
            if let item = try await desk.store.item(ItemID(rawValue: raw)) { found[item.id] = item.words }
        }
        return found
    }

    private func first(of words: String, in items: [ItemID: String]) -> ItemID? {
        items.first { $0.value == words }?.key
    }

    @Test func aPageThatTouchesOnlyInItsOldestSecondDoesNotJoin() async throws {
        // A message may have come later in the second of "b", and the page's edge may have cut it off.
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        _ = try await merge(desk, id, .newest(2), [record("a", 1), record("b", 2)])
        _ = try await merge(desk, id, .newest(2), [record("b", 2), record("d", 9)])
        #expect(try holes(desk, id) == [1, 2])
        _ = try await merge(desk, id, .older("d", 3), [record("a", 1), record("b", 2), record("c", 2)])
        #expect(try holes(desk, id) == [1])
        #expect(try await desk.transcript(id) == ["a", "c", "b", "d"])
    }

    @Test func oursAtTheEndDoesNotHideTheHoleBeforeIt() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        _ = try await merge(desk, id, .newest(2), [record("a", 1), record("b", 2)])
        let item = try await desk.send("ours", in: id, at: 50)
        _ = try await desk.store.answerStarted(
            item,
            conversationRemoteID: "c1",
            messageID: "o",
            createdAt: Timestamp(seconds: 50)
        )
        _ = try await merge(desk, id, .newest(2), [record("x", 40), record("o", 50)])
        #expect(try holes(desk, id) == [1, 40])
        #expect(try await desk.transcript(id) == ["x", "ours"])
    }

    @Test func inASecondOnScreenNewerPagesGoBelowAndOlderPagesAbove() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        _ = try await merge(desk, id, .newest(2), [record("c", 5), record("d", 5)])
        _ = try await merge(desk, id, .newest(4), [record("f", 5), record("d", 5), record("e", 5), record("c", 5)])
        #expect(try await desk.transcript(id) == ["c", "d", "f", "e"])
        _ = try await merge(desk, id, .older("x", 4), [record("b", 5), record("c", 5), record("a", 5)], full: false)
        #expect(try await desk.transcript(id) == ["b", "a", "c", "d", "f", "e"])
    }

    @Test(arguments: [true, false])
    func theRowShowsTheNewestAnswerInWhicheverOrderAPageComes(_ isNewestFirst: Bool) async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let records = [("a", 5), ("b", 6), ("c", 7)].map { record($0, $1, answer: "to " + $0) }
        _ = try await merge(desk, id, .newest(20), isNewestFirst ? records.reversed() : records, full: false)
        #expect(try await desk.transcript(id) == ["a", "b", "c"])
        #expect(try await desk.row(id).snippet == "to c")
        let ties = [("d", 9), ("e", 9), ("c", 7)].map { record($0, $1, answer: "to " + $0) }
        _ = try await merge(desk, id, .newest(20), ties, full: false)
        #expect(try await desk.row(id).snippet == "to e")
    }

    @Test func whatSharesTheNewestSecondIsNoNewsWhenThePageIsOnlyWidened() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        _ = try await merge(desk, id, .newest(2), [record("c", 5), record("d", 5)])
        let snippet = try await desk.row(id).snippet
        let ties = [record("b", 5), record("d", 5), record("a", 5), record("c", 5), record("e", 5)]
        let wider = try await merge(desk, id, .wider(5), [record("z", 4)] + ties)
        #expect(wider.added == 4 && !wider.hasArrived)
        #expect(try await desk.row(id).isUnread == false)
        #expect(try await desk.row(id).snippet == snippet)
        #expect(try await desk.transcript(id) == ["z", "b", "a", "e", "c", "d"])
        #expect(try holes(desk, id) == [4])
        #expect(wider.edge.cursorID == "b" && wider.edge.oldestID == "z")
        #expect(try await merge(desk, id, .wider(20), [record("z", 4)] + ties, full: false).edge.isBeginning)
    }

    @Test func whatIsNewerStaysNewsWhenThePageIsOnlyWidened() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        _ = try await merge(desk, id, .newest(2), [record("b", 5), record("c", 5, answer: "")])
        let page = [record("a", 5), record("c", 5, answer: ""), record("b", 5), record("e", 6), record("d", 6)]
        let wider = try await merge(desk, id, .wider(5), page)
        #expect(wider.hasArrived)
        #expect(try await desk.row(id).isUnread)
        #expect(try await desk.transcript(id) == ["a", "b", "c", "e", "d"])
        let answered = try await merge(desk, id, .wider(5), [record("e", 6), record("d", 6)])
        #expect(!answered.hasArrived)
    }

    @Test func anAnswerToWhatIsHeldIsNewsHoweverThePageWasAskedFor() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        _ = try await merge(desk, id, .newest(2), [record("a", 5), record("b", 5, answer: "")])
        #expect(try await merge(desk, id, .wider(5), [record("a", 5), record("b", 5)], full: false).hasArrived)
    }

    @Test func tiesKeepTheOrderInWhichThisDeskAsked() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let one = try await desk.send("one", in: id, at: 100)
        try await desk.store.settle(one, as: .unknown(.programEnded))
        let two = try await desk.send("two", in: id, at: 100)
        try await desk.store.settle(two, as: .unknown(.programEnded))
        var reversed = [record("m2", 100), record("m1", 100)]
        reversed[0].query = "two"
        reversed[1].query = "one"
        _ = try await merge(desk, id, .newest(20), reversed, full: false)
        #expect(try await desk.items(id).map(\.id) == [one, two])
        #expect(try await desk.items(id).map { $0.exchange?.remoteID } == ["m1", "m2"])
    }

    @Test func aPageThatIsNotFullEndsTheHistory() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let merge = try await merge(desk, id, .newest(20), [record("a", 1)], full: false)
        #expect(try holes(desk, id).isEmpty && merge.edge.isBeginning)
        #expect(merge.edge.cursorID == nil && merge.edge.oldestID == "a")
        let empty = try await desk.listedDialogue("c2")
        #expect(try await self.merge(desk, empty, .newest(20), [], full: false).edge.isBeginning)
    }

    @Test func whereASecondHasMoreThanTheServiceListsAGapIsMarkedOnce() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        _ = try await merge(desk, id, .newest(2), [record("c", 5), record("d", 5)])
        #expect(try await desk.store.historyEdge(of: id).cursorID == nil)
        let outcome = try await desk.outcome { try await $0.addGap(of: id) }
        #expect(outcome.items.map(\.words) == ["gap"])
        let outcome2 = try await desk.outcome { try await $0.addGap(of: id) }
        #expect(outcome2.change.isEmpty)
        let older = try await merge(desk, id, .older("c", 2), [record("a", 1), record("b", 2)])
        #expect(try holes(desk, id) == [1] && older.edge.cursorID == "b")
        #expect(try await desk.transcript(id) == ["a", "b", "gap", "c", "d"])
    }

    @Test func theOldestEndIsReachedByWindowsWithoutCrossingAHole() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        _ = try await merge(desk, id, .newest(3), [record("c", 3), record("d", 4), record("e", 5)])
        let start = try await desk.store.window(of: id, around: .start, before: 0, after: 2)
        #expect(start.items.map(\.words) == ["c", "d"])
        #expect(start.hasNewer && !start.hasOlder && !start.reachesBeginning)
        _ = try await merge(desk, id, .older("c", 3), [], full: false)
        #expect(try await desk.store.window(of: id, around: .start, before: 0, after: 2).reachesBeginning)
        let gone = try await desk.store.window(of: id, around: .item(ItemID(rawValue: 999)), before: 2, after: 2)
        #expect(gone.items.map(\.words) == ["d", "e"])
        #expect(gone.hasOlder && !gone.hasNewer)
    }
}
