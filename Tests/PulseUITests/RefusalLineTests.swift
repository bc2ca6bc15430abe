import PulseCore
import PulseModel
import PulseUI
import ScreenKit
import Testing

/// The status line says what of an account has stopped or fails, and which key tries it again.
@Suite struct RefusalLineTests {
    private static let said = ServerWords(message: "Access token is invalid.")

    /// The status line with a support account in this state, on a desk with both accounts.
    private func line(_ account: AccountState, columns: Int = 120, _ change: (inout State) -> Void = { _ in }) -> String
    {
        var state = ExampleDesk.state(Size(rows: 24, columns: columns), rows: [])
        change(&state)
        _ = update(&state, .sync(.account(account)))
        return draw(state).text.last ?? ""
    }

    @Test func aRefusedKeySaysWhatIsStillAskedForAndWhichKeyReadsItAgain() {
        let refused = AccountState.Health.keyRefused(Self.said)
        let support = line(AccountState(id: ExampleDesk.support.id, health: refused), columns: 160)
        #expect(
            support.contains(
                "Acme desk: the key is refused; check it, then Ctrl-R; only the open list is still asked for "
                    + "(Access token is invalid)"
            ),
            "\(support)"
        )
        let assistant = line(AccountState(id: ExampleDesk.assistant.id, health: refused), columns: 160)
        #expect(assistant.contains("only the list of conversations is still asked for (Access"), "\(assistant)")
    }
}
