import PulseCore
import PulseModel
import PulseUI
import ScreenKit
import Testing

/// Small things that the screen must not get wrong.
@Suite struct StatusTests {
    private static let size = Size(rows: 24, columns: 80)

    private func text(_ state: State) -> String { draw(state).text.joined(separator: "\n") }

    @Test func onlyViewsOfACutListSayThatThereIsMore() {
        var state = ExampleDesk.state(Self.size)
        let cut = AccountState(id: ExampleDesk.support.id, health: .fine, listIsCut: true)
        _ = update(&state, .sync(.account(cut)))
        #expect(text(state).contains("1 all · 5+"))
        // The views after the five fixed ones: the widget, then the accounts.
        while state.list.view != .account(ExampleDesk.assistant.id) { ExampleDesk.press(["."], &state) }
        #expect(text(state).contains("Product assistant · 1 "), "\(text(state))")
    }

    @Test func theUnreadViewCountsItsRowsOnce() {
        var state = ExampleDesk.state(Self.size)
        while state.list.view != .unread { ExampleDesk.press(["."], &state) }
        let title = draw(state).text[0]
        #expect(title.contains("3 unread · 1 ─"), "\(title)")
    }

    @Test func unreadableRowsDoNotHideTheAge() {
        var state = ExampleDesk.state(Self.size)
        let account = AccountState(
            id: ExampleDesk.support.id,
            health: .fine,
            listsSeenAt: ExampleDesk.minutesAgo(3),
            unreadableRows: 2
        )
        _ = update(&state, .sync(.account(account)))
        #expect(text(state).contains("2 rows cannot be read, 3 min old"), "\(text(state))")
    }

    @Test func aLoopThatDoesNotComeBackIsCalledStalled() {
        for (seconds, isSaid) in [(44, false), (45, true)] as [(Int64, Bool)] {
            var state = ExampleDesk.state(Self.size)
            let account = AccountState(
                id: ExampleDesk.support.id,
                health: .fine,
                listsSeenAt: ExampleDesk.noon.adding(milliseconds: -1_000 * seconds),
                nextDue: ExampleDesk.noon.adding(milliseconds: -1_000 * seconds)
            )
            _ = update(&state, .sync(.account(account)))
            #expect(text(state).contains("Acme desk: polling stalled, 40 s old") == isSaid, "\(text(state))")
        }
    }

    @Test func untilTheFirstAnswerWhatIsKeptSaysWhenItWasSeen() {
        var state = ExampleDesk.state(Size(rows: 24, columns: 160))
        let seen = ExampleDesk.minutesAgo(3 * 60)
        _ = update(&state, .sync(.account(AccountState(id: ExampleDesk.support.id, listsSeenBefore: seen))))
        #expect(text(state).contains("Acme desk: last seen 09:00"), "\(text(state))")
        let refused = AccountState.Health.failing(.notReached(.refused, detail: ""), nextTry: ExampleDesk.noon)
        let failing = AccountState(id: ExampleDesk.support.id, health: refused, listsSeenBefore: seen)
        _ = update(&state, .sync(.account(failing)))
        #expect(text(state).contains("the server refuses connections, 3 h old"), "\(text(state))")
        _ = update(
            &state,
            .sync(.account(AccountState(id: ExampleDesk.support.id, health: .fine, listsSeenBefore: seen)))
        )
        #expect(!text(state).contains("last seen") && !text(state).contains("h old"), "\(text(state))")
    }

    @Test func aTroubleHasRoomAlsoWhereItLooksLikeTheRestOfTheLine() {
        var state = ExampleDesk.state(Self.size)
        let health = AccountState.Health.keyRefused(ServerWords(message: "the key was revoked"))
        _ = update(&state, .sync(.account(AccountState(id: ExampleDesk.support.id, health: health))))
        let look = Look(theme: Theme(), glyphs: .unicode)
        var drawn = DrawnParts()
        let line = RootView.draw(state, look: look, keeping: &drawn).text.last ?? ""
        #expect(line.contains("Acme desk: the key is refused; c") && line.contains("i details"), "\(line)")
    }

    @Test(arguments: [40, 80, 120]) func whatMayBeMissingIsNeverCut(columns: Int) {
        var state = ExampleDesk.state(Size(rows: 24, columns: columns))
        ExampleDesk.press(["enter"], &state)
        let items = [
            ExampleDesk.item(1, ExampleDesk.noon, .mark(.interruption(since: ExampleDesk.minutesAgo(60 * 30)))),
            ExampleDesk.item(
                2,
                ExampleDesk.noon,
                .own(OwnMessage(text: String(repeating: "w ", count: 40_000), delivery: .held(.late)))
            ),
        ]
        let id = ConversationID(rawValue: 1)
        _ = update(&state, .threadLoaded(ItemWindow(conversation: id, items: items), nil))
        #expect(text(state).contains("shows all") || text(state).contains("shows the whole message"))
        #expect(text(state).contains("it waits for you"))
        ExampleDesk.press(["g", "pageup", "pageup"], &state)
        for _ in 0..<40 { ExampleDesk.press(["pageup"], &state) }
        let shown = text(state)
        // The first line says of every thread that texts may be missing: here the mark's own words are meant.
        let forms = ["since Fri 06:00; texts may be missing", "may be missing since Fri 06:00"]
        #expect(forms.contains { shown.contains($0) }, "\(shown)")
    }

    @Test func aMomentOfAnotherWeekIsNotTakenForOneOfThis() {
        var state = ExampleDesk.state(Self.size)
        ExampleDesk.press(["enter"], &state)
        let mark = TranscriptMark.interruption(since: ExampleDesk.minutesAgo(60 * 24 * 8))
        let item = ExampleDesk.item(1, ExampleDesk.noon, .mark(mark))
        _ = update(&state, .threadLoaded(ItemWindow(conversation: ConversationID(rawValue: 1), items: [item]), nil))
        #expect(text(state).contains("since 13 Nov 12:00"), "\(text(state))")
    }
}
