import PulseCore
import PulseModel
import PulseUI
import ScreenKit
import Testing

/// What is wrong with an account, the files or the loading can be read whole, wherever the person is.
@Suite struct StandingTests {
    private static let sizes = [Size(rows: 24, columns: 80), Size(rows: 10, columns: 40)]
    private static let reason = (1...60).map { "word\($0)" }.joined(separator: " ")

    /// The example desk with an account that cannot be used, for a long reason.
    private func brokenDesk(_ size: Size, rows: [ConversationRow] = ExampleDesk.rows) -> State {
        var state = ExampleDesk.state(size, rows: rows)
        let health = AccountState.Health.keyRefused(ServerWords(message: Self.reason))
        let account = AccountState(id: ExampleDesk.support.id, health: health)
        _ = update(&state, .sync(.account(account)))
        return state
    }

    /// Everything that is shown after `i`, scrolled line by line.
    private func details(_ state: State) -> String {
        var state = state
        ExampleDesk.press(["i"], &state)
        var seen: [String] = []
        for _ in 0..<120 {
            for line in draw(state).text where !seen.contains(line) { seen.append(line) }
            ExampleDesk.press(["j"], &state)
        }
        return seen.joined(separator: "\n")
    }

    private func expectWhole(_ shown: String) {
        for number in 1...60 { #expect(shown.contains("word\(number)"), "\(number) of \(shown)") }
    }

    @Test(arguments: sizes) func theDetailsOfAConversationSayHowItsAccountStands(size: Size) {
        var state = brokenDesk(size)
        ExampleDesk.press(["enter"], &state)
        expectWhole(details(state))
    }

    @Test(arguments: sizes) func theListHasDetailsToo(size: Size) {
        let shown = details(brokenDesk(size))
        expectWhole(shown)
        #expect(shown.contains("jane.doe@company.com"))
    }

    @Test(arguments: sizes) func withoutAnyConversationTheAccountsAreThere(size: Size) {
        let shown = details(brokenDesk(size, rows: []))
        expectWhole(shown)
        #expect(shown.contains("Product assistant"))
    }

    @Test(arguments: sizes) func aTroubleThatIsCutNamesTheKeyToTheRest(size: Size) {
        let state = brokenDesk(size)
        let status = draw(state).text[size.rows - 1]
        #expect(status.contains(" Acme des"), "\(status)")
        #expect(status.contains(size.columns < 60 ? "… i " : "… i details"), "\(status)")
    }

    @Test(arguments: sizes) func whyOlderMessagesAreMissingIsReadWhole(size: Size) {
        var state = ExampleDesk.state(size)
        ExampleDesk.press(["j", "j", "j", "j", "enter"], &state)
        let id = ExampleDesk.rows[4].id
        _ = update(&state, .threadLoaded(ItemWindow(conversation: id), nil))
        let failure = ServiceFailure.server(status: 500, ServerWords(message: Self.reason))
        _ = update(&state, .sync(.history(id, .failed(failure))))
        expectWhole(details(state))
    }

    @Test func theDisksTroubleIsReadWhole() {
        var state = ExampleDesk.state(Self.sizes[0])
        _ = update(&state, .sync(.store(.failed(detail: Self.reason))))
        expectWhole(details(state))
    }

    @Test func whatFailedLastIsKeptWhenItsNoticeIsGone() {
        var state = ExampleDesk.state(Self.sizes[0])
        let failure = ServiceFailure.declined(ServerWords(message: Self.reason))
        _ = update(&state, .sync(.edit(ExampleDesk.rows[4].id, .rename("new"), failure)))
        _ = update(&state, .timePassed(now: ExampleDesk.noon, at: state.clock + 60_000))
        let shown = details(state)
        expectWhole(shown)
        #expect(shown.contains("Not renamed"))
    }
}
