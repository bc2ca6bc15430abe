import PulseCore
import PulseModel
import ScreenKit
import Testing

/// Keys say the truth about what they found, and a sentence goes when its cause is over.
@Suite struct NoticeTests {
    @Test func theNextThatWaitsIsFoundOutsideTheView() {
        var desk = DeskUnderTest()
        desk.send(
            .rowsLoaded(DeskSnapshot(rows: [row(1), row(2, minutesAgo: 1, status: .resolved) { $0.isWaiting = true }]))
        )
        desk.press("s")
        #expect(desk.state.list.shown == [ConversationID(1)])
        desk.press("]")
        #expect(desk.state.thread?.conversation == ConversationID(2))
        #expect(desk.state.list.selection == ConversationID(2))
        #expect(desk.state.list.view == .all && desk.state.list.status == nil)
    }

    @Test func aViewKeyShowsExactlyThatView() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1), row(2, minutesAgo: 1, status: .resolved)])))
        desk.press("s", "s", "s")
        #expect(desk.state.list.shown == [ConversationID(2)])
        desk.press("1")
        #expect(desk.state.list.shown.count == 2)
        desk.press(".", "s")
        #expect(desk.state.list.view == .open && desk.state.list.status == nil)
        #expect(desk.state.notice?.content == .viewIsNarrowed)
    }

    @Test func whatWasSoughtIsTypedOverOrEdited() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1, "Jane"), row(2, "Zoe", minutesAgo: 1)])))
        desk.press("/")
        desk.type("zoe\n")
        desk.press("/")
        desk.type("jane\n")
        #expect(desk.state.list.query == "jane")
        desk.press("/", "enter")
        #expect(desk.state.list.query == "jane")
    }

    @Test func theSentenceThatNothingWasFoundGoesWithTheNextMove() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1), row(2, minutesAgo: 1)])))
        desk.press("/")
        desk.type("zzz\n")
        #expect(desk.state.notice?.content == .noMatch("zzz"))
        desk.press("j")
        #expect(desk.state.notice == nil)
    }

    @Test func theSentenceAboutAKeyGoesWithTheNextKey() {
        var desk = DeskUnderTest()
        desk.open(row(1), row(2, minutesAgo: 1))
        desk.press("R")
        #expect(desk.state.notice?.content == .worksIn(.list, Key(.character("R"))))
        desk.press("esc")
        #expect(desk.state.notice == nil)
    }

    @Test func askingTheServersEndsWithTheirAnswers() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1)])))
        desk.press("ctrl-r")
        let seen = DeskUnderTest.noon
        // What an earlier run saw is no answer.
        for account in [DeskUnderTest.support, DeskUnderTest.assistant] {
            desk.report(.account(AccountState(id: account.id, listsSeenBefore: seen)))
        }
        desk.press("ctrl-r")
        for account in [DeskUnderTest.support, DeskUnderTest.assistant] {
            desk.report(.account(AccountState(id: account.id, listsSeenBefore: seen.adding(milliseconds: 1))))
        }
        #expect(desk.state.notice?.content == .polling)
        desk.report(.account(AccountState(id: DeskUnderTest.support.id, health: .fine, listsSeenAt: seen)))
        #expect(desk.state.notice?.content == .polling)
        desk.report(.account(AccountState(id: DeskUnderTest.assistant.id, health: .fine, listsSeenAt: seen)))
        #expect(desk.state.notice == nil)
    }

    @Test func aCatchUpIsCountedOnce() {
        var desk = DeskUnderTest()
        desk.change(by: .poll(isCatchUp: true)) { $0.arrived = [ConversationID(1), ConversationID(2)] }
        desk.change(by: .poll(isCatchUp: true)) { $0.arrived = [ConversationID(2), ConversationID(3)] }
        #expect(desk.state.notice?.content == .arrivedWhileAway(3))
        desk.wait(milliseconds: Notice.duration)
        desk.change(by: .poll(isCatchUp: true)) { $0.arrived = [ConversationID(4)] }
        #expect(desk.state.notice == nil)
    }

    @Test func aKeyOfTheOtherPaneSaysWhereItWorks() {
        var desk = DeskUnderTest()
        desk.send(.rowsLoaded(DeskSnapshot(rows: [row(1)])))
        desk.press("enter", "R")
        #expect(desk.state.layers.isEmpty)
        #expect(desk.state.notice.map { Sentences.notice($0.content, desk.state).string } == "R works in the list.")
    }

    @Test func whatArrivedBehindTheDetailsIsReadASecondAfterTheyClose() {
        let id = ConversationID(1)
        var desk = DeskUnderTest()
        desk.open(row(1), items: [observed(1, "one", minutesAgo: 1)])
        desk.press("i")
        desk.change { $0.transcripts = [TranscriptChange(conversation: id, items: [observed(2, "two")])] }
        desk.change { $0.rows = [row(1) { $0.isUnread = true }] }
        desk.wait(milliseconds: 5_000)
        _ = desk.takeEffects()
        desk.press("esc")
        desk.wait(milliseconds: 1_000)
        let isAsked = desk.takeEffects().contains { if case .store(.markRead(id, _)) = $0 { true } else { false } }
        #expect(isAsked)
    }
}
