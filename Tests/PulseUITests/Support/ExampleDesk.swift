import PulseCore
import PulseModel
import ScreenKit

/// A small desk at noon, with something of everything.
enum ExampleDesk {
    static let support = Account(
        id: AccountID(rawValue: "Acme desk"),
        service: .support,
        baseURL: "http://127.0.0.1",
        senderName: "Support"
    )
    static let assistant = Account(
        id: AccountID(rawValue: "Product assistant"),
        service: .assistant,
        baseURL: "http://127.0.0.1",
        user: "desk"
    )
    /// Saturday, 21 November 2026, 12:00 UTC.
    static let noon = Timestamp(seconds: 1_795_262_400)

    /// The support account whose server has not been reached for three minutes.
    static func failing(_ reason: ServiceFailure.NotReached) -> AccountState {
        AccountState(
            id: support.id,
            health: .failing(.notReached(reason, detail: ""), nextTry: noon),
            listsSeenAt: minutesAgo(3)
        )
    }

    /// An answer that failed after its first words.
    static func failedAnswer(_ words: String) -> Exchange {
        let failed = AnswerState.failed(ServerWords(code: "error", message: words))
        return Exchange(query: "Why?", answer: "It is", state: failed, remoteID: "m1")
    }

    static func state(_ size: Size, rows: [ConversationRow] = rows) -> State {
        var state = State(size: size, now: noon, keymap: keymap, accounts: [support, assistant])
        state.windowFocus.reported = true
        for action: Action in [
            .timePassed(now: noon, at: 1_000),
            .changed(change { $0.widgets = [support.id: [Widget(id: "wid_1", name: "Main Website")]] }),
            .rowsLoaded(DeskSnapshot(rows: rows)),
        ] { _ = update(&state, action) }
        return state
    }

    /// Presses keys by their names, each painted before.
    static func press(_ names: [String], _ state: inout State) {
        for name in names {
            guard let key = Key(name: name) else { preconditionFailure("\(name) is no key.") }
            _ = update(&state, .painted)
            _ = update(&state, .key(key, at: state.clock + 100))
        }
    }

    static func minutesAgo(_ minutes: Int64) -> Timestamp {
        noon.adding(milliseconds: -minutes * 60_000)
    }

    static let rows: [ConversationRow] = [
        ConversationRow(
            id: ConversationID(rawValue: 1),
            account: support.id,
            service: .support,
            remoteID: "conv_827f31n",
            name: "Jane Doe",
            email: "jane.doe@company.com",
            widgetID: "wid_1",
            status: .open,
            snippet: "I need help configuring my API webhook keys.",
            lastActivity: minutesAgo(2),
            isUnread: true,
            isWaiting: true
        ),
        ConversationRow(
            id: ConversationID(rawValue: 2),
            account: support.id,
            service: .support,
            remoteID: "conv_611e99c",
            name: "John Smith",
            email: "john.smith@gmail.com",
            widgetID: "wid_1",
            status: .open,
            snippet: "Is support online?",
            lastActivity: minutesAgo(5),
            isWaiting: true,
            hasDraft: true
        ),
        ConversationRow(
            id: ConversationID(rawValue: 3),
            account: support.id,
            service: .support,
            remoteID: "conv_000e3da8",
            status: .snoozed,
            snippet: "返品したいのですが、どうすればいいですか",
            lastActivity: minutesAgo(3 * 60)
        ),
        ConversationRow(
            id: ConversationID(rawValue: 4),
            account: support.id,
            service: .support,
            remoteID: "conv_4",
            name: "Unsent Person",
            status: .open,
            snippet: "On its way",
            snippetIsOurs: true,
            lastActivity: minutesAgo(60 * 24 * 3),
            unsent: UnsentCounts(unknown: 1)
        ),
        ConversationRow(
            id: ConversationID(rawValue: 5),
            account: assistant.id,
            service: .assistant,
            remoteID: "cd78daf6-f9e4-4463-9ff2-54257230a0ce",
            name: "iphone 13 pro",
            snippet: "The iPhone 13 Pro has three cameras.",
            lastActivity: minutesAgo(60 * 24 * 9)
        ),
    ]

    /// Jane's transcript: what she wrote, what we sent, in every state.
    static let transcript: [TranscriptItem] = [
        item(1, minutesAgo(60 * 26), .observed(ObservedText(text: "Hello?", name: "Jane Doe"))),
        item(2, minutesAgo(60 * 25), .mark(.interruption(since: minutesAgo(60 * 25 + 30)))),
        item(
            3,
            minutesAgo(36),
            .observed(ObservedText(text: "I need help configuring my API webhook keys.", name: "Jane Doe"))
        ),
        item(
            4,
            minutesAgo(34),
            .own(OwnMessage(text: "Hello! Our support team is looking into this.", delivery: .sent))
        ),
        item(
            5,
            minutesAgo(3),
            .own(
                OwnMessage(
                    text: "Which endpoint do you call?",
                    delivery: .unknown(.service(.timedOut(after: 30_000)))
                )
            )
        ),
        item(6, minutesAgo(2), .own(OwnMessage(text: "Please see the manual.", delivery: .held(.behindAnother)))),
    ]

    static func item(_ id: Int64, _ time: Timestamp, _ content: TranscriptItem.Content) -> TranscriptItem {
        TranscriptItem(
            id: ItemID(rawValue: id),
            position: TranscriptPosition(order: time.milliseconds, tie: id),
            time: time,
            content: content
        )
    }

    private static let keymap: Keymap = {
        var keymap = Keymap()
        let bindings: [(Place, String, Command)] = [
            (.everywhere, "?", .help), (.everywhere, "tab", .nextPane), (.everywhere, "1", .view1),
            (.everywhere, "2", .view2), (.everywhere, "ctrl-c", .cancel), (.everywhere, "ctrl-r", .pollNow),
            (.everywhere, ".", .nextView),
            (.list, "j", .down), (.list, "enter", .open), (.list, "r", .reply), (.list, "q", .quit),
            (.list, "D", .delete), (.list, "R", .rename), (.list, "/", .find), (.list, "c", .newConversation),
            (.list, "i", .details),
            (.thread, "r", .reply), (.thread, "esc", .toList), (.thread, "t", .retry), (.thread, "m", .markSent),
            (.thread, "b", .backToDraft), (.thread, "f", .zoom), (.thread, "i", .details), (.thread, "G", .last),
            (.thread, "{", .previousItem), (.thread, "pageup", .pageUp),
            (.composer, "enter", .send), (.composer, "esc", .toThread), (.composer, "ctrl-o", .editor),
            (.composer, "ctrl-j", .newLine), (.composer, "up", .lineUp), (.question, "y", .yes), (.question, "n", .no),
            (.prompt, "enter", .accept), (.prompt, "esc", .dismiss), (.overlay, "esc", .dismiss),
            (.overlay, "j", .down),
            (.overlay, "k", .up),
        ]
        for (place, name, command) in bindings {
            if let key = Key(name: name) { keymap.bind(key, to: command, in: place) }
        }
        return keymap
    }()
}

/// A change of the store that a poll made.
func change(_ note: (inout DeskChange) -> Void) -> DeskChange {
    var change = DeskChange(number: 1, cause: .poll(isCatchUp: false))
    note(&change)
    return change
}
