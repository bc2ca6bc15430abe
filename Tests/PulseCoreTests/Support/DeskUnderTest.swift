import PulseCore
import PulseModel
import ScreenKit

/// A desk in memory that is driven by keys and reports, and keeps what it asked of the outside.
struct DeskUnderTest {
    var state: State
    private(set) var effects: [Effect] = []
    /// The continuous clock, in milliseconds.
    private(set) var clock: Int64 = 1_000
    /// The number of the last change of the store.
    private(set) var changes: Int64 = 0

    static let support = Account(
        id: AccountID(rawValue: "Acme desk"),
        service: .support,
        baseURL: "http://127.0.0.1",
        senderName: "Support"
    )
    static let assistant = Account(
        id: AccountID(rawValue: "Helper"),
        service: .assistant,
        baseURL: "http://127.0.0.1",
        user: "desk"
    )
    /// Saturday, 21 November 2026, 12:00 UTC.
    static let noon = Timestamp(seconds: 1_795_262_400)

    init(size: Size = Size(rows: 24, columns: 80), accounts: [Account] = [support, assistant]) {
        state = State(size: size, now: Self.noon, keymap: .forTests, accounts: accounts)
        state.windowFocus.reported = true
        send(.timePassed(now: Self.noon, at: clock))
    }

    /// A desk with Jane's conversation open, and John's below it in the list.
    static func withTwo(marksPastes: Bool = true) -> DeskUnderTest {
        var desk = DeskUnderTest()
        desk.state.options.hasBracketedPaste = marksPastes
        desk.open(row(1, "Jane", minutesAgo: 1), row(2, "John", minutesAgo: 2))
        _ = desk.takeEffects()
        return desk
    }

    /// Applies an action and keeps its effects.
    mutating func send(_ action: Action) {
        effects += update(&state, action)
    }

    /// Takes the effects that were asked for since the last call.
    mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    /// Takes the effects, and gives the texts that they send.
    mutating func takeSends() -> [String] {
        takeEffects().compactMap { if case .store(.enqueue(_, let text, _)) = $0 { text } else { nil } }
    }

    /// Presses a key by its name, painted before and half a second later than the last one.
    mutating func press(_ names: String...) {
        for name in names {
            clock += 500
            send(.painted)
            send(.timePassed(now: Self.noon.adding(milliseconds: clock - 1_000), at: clock))
            guard let key = Key(name: name) else { preconditionFailure("\(name) is no key.") }
            send(.key(key, at: clock))
        }
    }

    /// Types text, a key a character.
    mutating func type(_ text: String) {
        for character in text {
            clock += 100
            send(.key(character == "\n" ? Key(.enter) : Key(.character(character)), at: clock))
        }
    }

    /// Lets time pass.
    mutating func wait(milliseconds: Int64) {
        clock += milliseconds
        send(.timePassed(now: Self.noon.adding(milliseconds: clock - 1_000), at: clock))
    }

    /// Loads rows, and opens the first of them with these items as all that is kept of it.
    mutating func open(_ rows: ConversationRow..., items: [TranscriptItem] = [], hasOlder: Bool = false) {
        send(.rowsLoaded(DeskSnapshot(rows: rows)))
        press("enter")
        send(.threadLoaded(ItemWindow(conversation: rows[0].id, items: items, hasOlder: hasOlder), nil))
    }

    /// Takes a change of the store.
    mutating func change(
        by cause: DeskChange.Cause = .poll(isCatchUp: false),
        _ note: (inout DeskChange) -> Void
    ) {
        changes += 1
        var change = DeskChange(number: changes, cause: cause)
        note(&change)
        send(.changed(change))
    }

    /// Takes a report of the sync loop.
    mutating func report(_ report: SyncReport) {
        send(.sync(report))
    }
}

extension Keymap {
    /// The shipped keys that tests press.
    ///
    /// The shipped file itself is read in the tests of the program.
    static let forTests: Keymap = {
        var keymap = Keymap()
        let bindings: [(Place, String, Command)] = [
            (.everywhere, "?", .help), (.everywhere, "f1", .help), (.everywhere, "alt-a", .nextWaiting),
            (.everywhere, "tab", .nextPane), (.everywhere, "1", .view1),
            (.everywhere, "3", .view3), (.everywhere, ".", .nextView), (.everywhere, "]", .nextWaiting),
            (.everywhere, "ctrl-c", .cancel), (.everywhere, "ctrl-r", .pollNow), (.everywhere, "ctrl-\\", .leave),
            (.list, "j", .down), (.list, "k", .up), (.list, "G", .last), (.list, "g", .first), (.list, "enter", .open),
            (.list, "r", .reply), (.list, "q", .quit), (.list, "c", .newConversation), (.list, "D", .delete),
            (.list, "R", .rename), (.list, "/", .find), (.list, "n", .findNext), (.list, "s", .filterStatus),
            (.thread, "j", .down), (.thread, "k", .up), (.thread, "pageup", .pageUp), (.thread, "pagedown", .pageDown),
            (.thread, "g", .first), (.thread, "G", .last), (.thread, "{", .previousItem), (.thread, "}", .nextItem),
            (.thread, "r", .reply), (.thread, "J", .nextConversation), (.thread, "esc", .toList),
            (.thread, "t", .retry),
            (.thread, "m", .markSent), (.thread, "b", .backToDraft), (.thread, "f", .zoom), (.thread, "i", .details),
            (.composer, "enter", .send), (.composer, "ctrl-j", .newLine), (.composer, "esc", .toThread),
            (.composer, "ctrl-o", .editor), (.composer, "up", .lineUp), (.composer, "down", .lineDown),
            (.composer, "backspace", .deleteBackward), (.composer, "ctrl-_", .undo), (.composer, "ctrl-y", .yank),
            (.question, "y", .yes), (.question, "n", .no), (.question, "esc", .no),
            (.prompt, "enter", .accept), (.prompt, "esc", .dismiss), (.prompt, "ctrl-u", .killToStart),
            (.overlay, "j", .down), (.overlay, "enter", .accept), (.overlay, "esc", .dismiss),
        ]
        for (place, name, command) in bindings {
            if let key = Key(name: name) { keymap.bind(key, to: command, in: place) }
        }
        return keymap
    }()
}

/// A conversation's row, of support unless said otherwise.
func row(
    _ id: Int64,
    _ name: String = "Jane Doe",
    minutesAgo: Int64 = 0,
    service: Service = .support,
    status: ConversationStatus? = .open,
    _ change: (inout ConversationRow) -> Void = { _ in }
) -> ConversationRow {
    var row = ConversationRow(
        id: ConversationID(rawValue: id),
        account: service == .support ? DeskUnderTest.support.id : DeskUnderTest.assistant.id,
        service: service,
        remoteID: "remote-\(id)",
        name: name,
        email: service == .support ? "\(id)@example.com" : nil,
        status: service == .support ? status : nil,
        snippet: "text \(id)",
        lastActivity: DeskUnderTest.noon.adding(milliseconds: -minutesAgo * 60_000)
    )
    change(&row)
    return row
}

/// A text of a visitor.
func observed(_ id: Int64, _ text: String, minutesAgo: Int64 = 0) -> TranscriptItem {
    let time = DeskUnderTest.noon.adding(milliseconds: -minutesAgo * 60_000)
    return TranscriptItem(
        id: ItemID(rawValue: id),
        position: TranscriptPosition(order: time.milliseconds, tie: id),
        time: time,
        content: .observed(ObservedText(text: text, name: "Jane Doe"))
    )
}

/// A message of ours.
func own(_ id: Int64, _ text: String, _ delivery: Delivery, minutesAgo: Int64 = 0) -> TranscriptItem {
    var item = observed(id, text, minutesAgo: minutesAgo)
    item.content = .own(OwnMessage(text: text, delivery: delivery))
    return item
}

/// A question and its answer.
func exchange(_ id: Int64, _ query: String, _ answer: String, minutesAgo: Int64 = 0) -> TranscriptItem {
    var item = observed(id, "", minutesAgo: minutesAgo)
    item.content = .exchange(
        Exchange(query: query, answer: answer, state: answer.isEmpty ? .none : .complete, remoteID: "m\(id)")
    )
    return item
}

extension ConversationID {
    init(_ number: Int64) {
        self.init(rawValue: number)
    }
}

extension ItemID {
    init(_ number: Int64) {
        self.init(rawValue: number)
    }
}
