import PulseCore
import PulseModel
import Testing

/// What happens where the desk's own files cannot be read or written.
@Suite struct StoreTroubleTests {
    private let id = ConversationID(1)

    private func deskThatReads() -> DeskUnderTest {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, minutesAgo: 1), row(2, minutesAgo: 2)])))
        desk.press("enter")
        _ = desk.takeEffects()
        return desk
    }

    @Test func aThreadThatCouldNotBeReadIsReadAgain() {
        var desk = deskThatReads()
        desk.send(.storeFailed(.loadThread(id), .locked))
        #expect(desk.state.notice?.content == .notRead(.locked))
        #expect(desk.state.readFailure == .locked)
        desk.press("r")
        desk.type("typed")
        desk.wait(milliseconds: 1_000)
        #expect(desk.takeEffects().contains(.store(.loadThread(id))))
        desk.wait(milliseconds: 60_000)
        #expect(!desk.takeEffects().contains(.store(.loadThread(id))), "it is under way")
        desk.send(.threadLoaded(ItemWindow(conversation: id, items: [observed(1, "hi")]), nil))
        #expect(desk.state.readFailure == nil)
        desk.wait(milliseconds: 1_000)
        #expect(desk.takeEffects().contains(.store(.saveDraft(id, Draft(text: "typed", caret: 5)))))
    }

    @Test func triesComeFurtherApartEachTime() {
        var desk = deskThatReads()
        var waits: [Int64] = []
        for _ in 0..<9 {
            desk.send(.storeFailed(.loadThread(id), .locked))
            let due = desk.state.failedReads.first?.due ?? 0
            waits.append(due - desk.clock)
            desk.wait(milliseconds: due - desk.clock)
        }
        #expect(waits == [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
    }

    @Test func openingItAgainTriesAtOnce() {
        var desk = deskThatReads()
        for _ in 0..<8 {
            desk.send(.storeFailed(.loadThread(id), .locked))
            desk.wait(milliseconds: 30_000)
        }
        desk.send(.storeFailed(.loadThread(id), .locked))
        _ = desk.takeEffects()
        desk.press("esc", "enter")
        desk.wait(milliseconds: 1)
        #expect(desk.takeEffects().contains(.store(.loadThread(id))))
    }

    @Test func whatIsNotWantedAnyMoreIsNotReadAgain() {
        var desk = deskThatReads()
        desk.send(.storeFailed(.loadThread(id), .locked))
        desk.press("J")
        _ = desk.takeEffects()
        desk.wait(milliseconds: 60_000)
        #expect(!desk.takeEffects().contains(.store(.loadThread(id))))
        #expect(desk.state.failedReads.isEmpty)
    }

    @Test func aWindowThatCouldNotBeReadIsReadAgain() throws {
        var desk = deskThatReads()
        let items = (1...40).map { observed($0, "text", minutesAgo: 100 - $0) }
        desk.send(.threadLoaded(ItemWindow(conversation: id, items: items, hasOlder: true), nil))
        for _ in 0..<10 { desk.press("pageup") }
        let asked = try #require(desk.takeEffects().first { if case .store(.loadWindow) = $0 { true } else { false } })
        guard case .store(let request) = asked else { return }
        desk.send(.storeFailed(request, .locked))
        desk.wait(milliseconds: 1_000)
        #expect(desk.takeEffects().contains(asked))
    }

    @Test func aStoreThatCannotBeWrittenIsSaidUntilItCan() {
        var desk = deskThatReads()
        desk.report(.store(.diskFull))
        #expect(desk.state.storeFailure == .diskFull)
        #expect(desk.state.notice?.content == .store(.diskFull))
        desk.wait(milliseconds: 10_000)
        desk.report(.store(.diskFull))
        #expect(desk.state.notice == nil, "the status line says it already")
        desk.change { $0.rows = [row(2, minutesAgo: 0)] }
        #expect(desk.state.storeFailure == nil)
    }

    @Test func markingAsReadIsTriedAgainLater() {
        var desk = DeskUnderTest()
        desk.open(row(1) { $0.isUnread = true }, items: [observed(1, "hi")])
        desk.wait(milliseconds: 1_100)
        let mark = ReadMark(newest: ItemID(rawValue: 1), last: ItemID(rawValue: 1), revision: 0)
        let asked = StoreRequest.markRead(id, through: mark)
        #expect(desk.takeEffects().contains(.store(asked)))
        desk.send(.storeFailed(asked, .locked))
        desk.wait(milliseconds: 1_100)
        #expect(!desk.takeEffects().contains(.store(asked)))
        desk.wait(milliseconds: 5_000)
        #expect(desk.takeEffects().contains(.store(asked)))
    }
}
