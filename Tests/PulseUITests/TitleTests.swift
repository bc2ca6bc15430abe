import PulseCore
import PulseModel
import PulseUI
import ScreenKit
import Testing

/// The lines between the panes say what decides, whatever the window's width.
@Suite struct TitleTests {
    private static let normal = Size(rows: 24, columns: 80)

    /// The example desk with one row changed, and that row's conversation open.
    private func open(
        _ index: Int = 0,
        in size: Size = normal,
        _ change: (inout [ConversationRow]) -> Void = { _ in }
    ) -> State {
        var rows = ExampleDesk.rows
        change(&rows)
        var state = ExampleDesk.state(size, rows: rows)
        ExampleDesk.press(Array(repeating: "j", count: index) + ["enter"], &state)
        _ = update(&state, .threadLoaded(ItemWindow(conversation: rows[index].id), nil))
        return state
    }

    /// The row of the screen that names whom the text goes to.
    private func rule(_ state: State) -> String {
        let lines = draw(state).text
        return state.layout.composerRule.map { lines[$0] } ?? ""
    }

    private func header(_ state: State) -> String { draw(state).text[0] }

    // MARK: The look before a send

    @Test(arguments: [
        (BeforeSend.newText, "new text before yours"), (.notLooked, "sent without a look"),
    ])
    func theComposerSaysWhatTheLookBeforeASendShowed(look: BeforeSend, words: String) {
        var state = open()
        #expect(!rule(state).contains(words))
        _ = update(&state, .sync(.beforeSend(ConversationID(rawValue: 1), look)))
        #expect(rule(state).contains(words), "\(rule(state))")
        #expect(rule(state).contains("reply to Jane Doe"))
    }

    @Test func theNoteOfTheLookIsReadableInANarrowWindow() {
        var state = open(in: Size(rows: 10, columns: 40)) { $0[0].name = String(repeating: "n", count: 80) }
        ExampleDesk.press(["r"], &state)
        _ = update(&state, .sync(.beforeSend(ConversationID(rawValue: 1), .newText)))
        #expect(rule(state).contains(" · new text "), "\(rule(state))")
    }

    // MARK: The composer's border

    @Test func anAssistantsComposerNamesTheConversation() {
        #expect(rule(open(4)).contains("ask Product assistant: iphone 13 pro"))
    }

    @Test func titlesThatAreSharedShowTheEndOfTheId() {
        let state = open(4) { rows in
            var twin = rows[4]
            twin.id = ConversationID(rawValue: 6)
            twin.remoteID = "another-one-of-them"
            twin.lastActivity = ExampleDesk.minutesAgo(60 * 24 * 10)
            rows.append(twin)
        }
        #expect(rule(state).contains("iphone 13 pro #0a0ce"), "\(rule(state))")
    }

    @Test func namesakesShowTheAddress() {
        let state = open { $0[1].name = "Jane Doe" }
        #expect(rule(state).contains("Jane Doe <jane.doe@company.com>"))
    }

    @Test func theAddressStaysWhereTheWordsBeforeTheNameCanGo() {
        var state = open(in: Size(rows: 10, columns: 40)) { $0[1].name = "Jane Doe" }
        ExampleDesk.press(["r"], &state)
        #expect(rule(state).contains("to Jane Doe <jane.doe@company.com>"), "\(rule(state))")
    }

    @Test func namesakesWithOneAddressShowTheEndOfTheId() {
        for size in [Self.normal, Size(rows: 24, columns: 120)] {
            let state = open(in: size) { rows in
                rows[1].name = "Jane Doe"
                rows[1].email = rows[0].email
            }
            #expect(rule(state).contains("#7f31n"), "\(rule(state))")
        }
    }

    @Test func signsThatNobodySeesDoNotTellNamesApart() {
        let state = open { $0[1].name = "Jane \u{200B}Doe" }
        #expect(rule(state).contains("<jane.doe@company.com>"), "\(rule(state))")
    }

    @Test func aLongNameHidesNeitherTheTailNorTheStatus() {
        for size in [Self.normal, Size(rows: 24, columns: 61)] {
            let long = String(repeating: "Jane ", count: 40)
            let state = open(in: size) { rows in
                for index in [0, 1] {
                    rows[index].name = long
                    rows[index].email = String(repeating: "x", count: 90) + "@example.com"
                }
                rows[0].status = .resolved
            }
            #expect(rule(state).contains("#7f31n (resolved)"), "\(rule(state))")
            #expect(header(state).contains("· resolved"), "\(header(state))")
        }
    }

    @Test func cautionIsSaidInWords() {
        for (size, gone, beyond) in [
            (Self.normal, "(snoozed, gone)", "(not listed)"),
            (Size(rows: 24, columns: 120), "(snoozed, gone from the lists)", "(no longer among the newest 100)"),
        ] {
            let away = open(in: size) {
                $0[0].presence = .gone
                $0[0].status = .snoozed
            }
            #expect(rule(away).contains(gone), "\(rule(away))")
            let unlisted = open(in: size) { $0[0].presence = .beyondList }
            #expect(rule(unlisted).contains(beyond), "\(rule(unlisted))")
        }
        #expect(rule(open { $0[0].presence = .gone }).contains("(gone from the lists)"))
    }

    // MARK: The thread's header

    @Test func theStatusIsNeverCutFromTheHeader() {
        let state = open {
            $0[0].email = "jane.doe@company.example"
            $0[0].widgetID = "A widget with a long name"
        }
        #expect(header(state).contains("Jane Doe · "))
        #expect(header(state).contains(" · open "), "\(header(state))")
    }
}
