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

    private func failing(_ calls: FailingCall...) -> AccountState {
        AccountState(id: ExampleDesk.support.id, health: .fine, failingCalls: calls, listsSeenAt: ExampleDesk.noon)
    }

    private func call(_ call: PolledCall, _ failure: ServiceFailure = .forbidden(ServerWords(message: "Blocked")))
        -> FailingCall
    {
        FailingCall(call, failure, nextTry: ExampleDesk.noon.adding(milliseconds: 90_000))
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

    @Test(arguments: [80, 100, 120]) func howeverNarrowTheLineTheKeyToPressIsInIt(columns: Int) {
        let refused = AccountState(id: ExampleDesk.support.id, health: .keyRefused(Self.said))
        let shown = line(refused, columns: columns)
        #expect(shown.contains("Acme desk: the key is refused; check it, then Ctrl-R"), "\(shown)")
        for (name, call) in [("widgets", call(.widgets)), ("snoozed list", call(.conversations(.snoozed)))] {
            let shown = line(failing(call), columns: columns)
            #expect(shown.contains("Acme desk: \(name) not read (Ctrl-R tries now)"), "\(shown)")
        }
    }

    @Test func theKeyIsTheOneThatIsBound() throws {
        let key = try #require(Key(name: "f5"))
        let refused = AccountState(id: ExampleDesk.support.id, health: .keyRefused(Self.said))
        for (account, words) in [
            (refused, "the key is refused; check it, then F5; only"),
            (failing(call(.widgets)), "widgets not read (F5 tries now): not allowed"),
        ] {
            let shown = line(account) { state in
                for binding in state.keymap.keys(for: .pollNow, in: .list) {
                    for place in Place.allCases { state.keymap.unbind(binding, in: place) }
                }
                state.keymap.bind(key, to: .pollNow, in: .everywhere)
            }
            #expect(shown.contains(words), "\(shown)")
        }
    }

    @Test(
        arguments: [
            (.conversations(.resolved), "resolved list"), (.conversationsByWidget(.open), "open lists of widgets"),
            (.widgets, "widgets"), (.app, "the assistant's name"), (.olderConversations, "older conversations"),
            (.messages(ConversationID(rawValue: 99)), "messages"),
        ] as [(PolledCall, String)]
    )
    func oneCallIsNamedAndTheRestIsSaidToGoOn(_ failed: PolledCall, _ name: String) {
        let shown = line(failing(call(failed)), columns: 160)
        #expect(
            shown.contains(
                "Acme desk: \(name) not read (Ctrl-R tries now): not allowed: Blocked; next try at 12:01, all else goes on"
            ),
            "\(shown)"
        )
    }

    @Test func aConversationIsNamedByItsTitle() {
        let row = ExampleDesk.rows[4]
        let shown = line(failing(call(.messages(row.id))), columns: 160) { state in
            _ = update(&state, .rowsLoaded(DeskSnapshot(rows: ExampleDesk.rows)))
        }
        #expect(shown.contains("messages of \(row.shownName) not read"), "\(shown)")
    }

    @Test func aRefusalOfOneCallIsNotCalledOneOfTheKey() {
        let shown = line(failing(call(.widgets, .unauthorized(Self.said))), columns: 160)
        #expect(shown.contains("widgets not read (Ctrl-R tries now): refused with 401: Access token is"), "\(shown)")
        #expect(!shown.contains("check it"), "\(shown)")
    }

    @Test func callsWithOneReasonShareItAndOthersHaveTheirOwn() {
        let missing = ServiceFailure.rejected(status: 404, ServerWords())
        let account = failing(
            call(.conversations(.snoozed)),
            call(.conversations(.resolved), missing),
            call(.widgets)
        )
        let shown = line(account, columns: 200)
        #expect(
            shown.contains(
                "snoozed list, widgets not read (Ctrl-R tries now): not allowed: Blocked; "
                    + "resolved list not read: refused with 404; next try at 12:01"
            ),
            "\(shown)"
        )
    }

    @Test func anAccountWhoseListIsReadDoesNotLookBroken() {
        var state = ExampleDesk.state(Size(rows: 24, columns: 120))
        _ = update(&state, .sync(.account(failing(call(.widgets)))))
        #expect(Sentences.troubles(state, state.ages).map(\.isBroken) == [false])
        let refused = AccountState(id: ExampleDesk.support.id, health: .keyRefused(Self.said))
        _ = update(&state, .sync(.account(refused)))
        #expect(Sentences.troubles(state, state.ages).map(\.isBroken) == [true])
    }

    @Test func whatFailsStandsInTheDetailsWhole() {
        var state = ExampleDesk.state(Size(rows: 24, columns: 80))
        _ = update(&state, .sync(.account(failing(call(.conversations(.snoozed))))))
        ExampleDesk.press(["enter", "i"], &state)
        let shown = draw(state).text.joined(separator: " ").split { " │".contains($0) }.joined(separator: " ")
        #expect(
            shown.contains("snoozed list not read (Ctrl-R tries now): not allowed: Blocked; next try at 12:01, all"),
            "\(shown)"
        )
    }
}
