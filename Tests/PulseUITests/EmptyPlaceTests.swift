import PulseCore
import PulseModel
import PulseUI
import ScreenKit
import Testing

/// Empty places say why they are empty, and marks do not hide each other.
@Suite struct EmptyPlaceTests {
    private static let size = Size(rows: 24, columns: 80)

    private func text(_ state: State) -> String {
        draw(state).text.joined(separator: " ").split { " │".contains($0) }.joined(separator: " ")
    }

    @Test func anEmptyDeskThatWasReadDoesNotWaitForAnAnswer() {
        var state = ExampleDesk.state(Self.size, rows: [])
        #expect(text(state).contains("as soon as"))
        for account in state.accounts {
            let kept = AccountState(id: account.id, listsSeenBefore: ExampleDesk.minutesAgo(60))
            _ = update(&state, .sync(.account(kept)))
        }
        #expect(text(state).contains("as soon as"))
        for account in state.accounts {
            let fine = AccountState(id: account.id, health: .fine, listsSeenAt: ExampleDesk.noon)
            _ = update(&state, .sync(.account(fine)))
        }
        #expect(!text(state).contains("as soon as"))
        #expect(!text(state).contains("Select a conversation"))
    }

    @Test func anEmptyDeskSaysWhatIsWrongInItsWholeWidth() {
        var state = ExampleDesk.state(Self.size, rows: [])
        let refused = AccountState.Health.keyRefused(ServerWords(message: "invalid token"))
        _ = update(&state, .sync(.account(AccountState(id: ExampleDesk.support.id, health: refused))))
        let shown = draw(state).text.dropFirst().dropLast().map { $0.prefix(31).dropFirst() }
            .joined(separator: " ").split(separator: " ").joined(separator: " ")
        #expect(shown.contains("No conversations yet. Acme desk: the key is refused"), "\(shown)")
        #expect(shown.contains("then Ctrl-R; only the open list is still asked for (invalid token)."), "\(shown)")
        #expect(!text(state).contains("as soon as"))
    }

    @Test func theComposerNamesItsKeyOnlyWhereThatWritesThere() {
        var state = ExampleDesk.state(Self.size)
        ExampleDesk.press(["enter"], &state)
        #expect(text(state).contains("r to write"))
        ExampleDesk.press(["esc"], &state)
        #expect(text(state).contains("r to write"))
        ExampleDesk.press(["j"], &state)
        #expect(!text(state).contains("r to write"))
    }

    @Test func troublesLeaveTheKeyThatCloses() {
        var state = ExampleDesk.state(Self.size)
        ExampleDesk.press(["enter", "i"], &state)
        for account in state.accounts {
            let failure = ServiceFailure.server(
                status: 502,
                ServerWords(message: "Bad gateway of \(account.id.rawValue)")
            )
            let failing = AccountState(id: account.id, health: .failing(failure, nextTry: ExampleDesk.noon))
            _ = update(&state, .sync(.account(failing)))
        }
        let last = draw(state).text[23]
        #expect(last.contains("… ─ Esc close ─"), "\(last)")
    }

    @Test func theListSaysThatItGoesOn() {
        let rows = (1...40).map { number in
            ConversationRow(
                id: ConversationID(rawValue: number),
                account: ExampleDesk.support.id,
                service: .support,
                remoteID: "conv_\(number)",
                name: "Visitor \(number)",
                status: .open,
                snippet: "Hello",
                lastActivity: ExampleDesk.minutesAgo(number)
            )
        }
        var state = ExampleDesk.state(Self.size, rows: rows)
        func beside(_ row: Int) -> Character { Array(draw(state).text[row])[31] }
        #expect(beside(1) == "│" && beside(22) == "↓")
        ExampleDesk.press(Array(repeating: "j", count: 39), &state)
        #expect(beside(1) == "↑" && beside(22) == "│")
    }

    @Test func anEmptyViewNamesWhatNarrowsItAndTheCure() {
        var state = ExampleDesk.state(Self.size)
        while state.list.view != .resolved { ExampleDesk.press(["."], &state) }
        #expect(text(state).contains("Nothing is resolved. Show: 1"), "\(text(state))")
    }

    @Test func aRowWithADraftShowsThatSomeoneWaits() {
        let shown = text(ExampleDesk.state(Self.size))
        #expect(shown.contains("Is sup… + 5m"), "\(shown)")
        let wide = text(ExampleDesk.state(Size(rows: 24, columns: 120)))
        #expect(wide.contains("Is support on… [draft] 5m"), "\(wide)")
    }

    @Test func troubleLeavesTheKeyToAllOthers() {
        var state = ExampleDesk.state(Self.size)
        _ = update(&state, .sync(.account(ExampleDesk.failing(.unreachable))))
        #expect(draw(state).text[23].contains("? keys"), "\(draw(state).text[23])")
    }

    @Test func noTroubleHidesAnother() {
        var state = ExampleDesk.state(Size(rows: 24, columns: 120))
        for account in state.accounts {
            let said = ServerWords(code: "unauthorized", message: "The key is not one of this service.")
            _ = update(&state, .sync(.account(AccountState(id: account.id, health: .keyRefused(said)))))
        }
        let line = draw(state).text[23]
        #expect(line.contains("Acme desk: the key"), "\(line)")
        #expect(line.contains("Product assistant: the key"), "\(line)")
        #expect(line.contains("? keys"), "\(line)")
    }

    @Test func aSharedReasonIsNotCutForTheNamesAndSaysTheGreatestAge() {
        var state = ExampleDesk.state(Size(rows: 24, columns: 120))
        for (account, minutes) in zip(state.accounts, [3, 5]) {
            var failing = ExampleDesk.failing(.refused)
            failing.id = account.id
            failing.listsSeenAt = ExampleDesk.minutesAgo(Int64(minutes))
            _ = update(&state, .sync(.account(failing)))
        }
        let line = draw(state).text[23]
        #expect(line.contains("the server refuses connections, 5 min old: Acme desk, Product"), "\(line)")
        _ = update(&state, .resized(Self.size))
        let narrow = draw(state).text[23]
        #expect(narrow.contains("the server refuses connections"), "\(narrow)")
    }

    @Test func accountsWithTheSameTroubleShareTheWords() {
        var state = ExampleDesk.state(Self.size)
        for account in state.accounts {
            let stopped = AccountState(id: account.id, health: .noKey("none"))
            _ = update(&state, .sync(.account(stopped)))
        }
        let line = draw(state).text[23]
        #expect(line.contains("no key, none: Acme desk, Product assistant"), "\(line)")
    }
}
