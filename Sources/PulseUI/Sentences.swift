import PulseCore
import PulseModel
import ScreenKit

/// The sentences that the panes and overlays fit into what room they have.
extension Sentences {
    // MARK: Empty places

    static func emptyList(_ state: State) -> DisplayText {
        if state.accounts.isEmpty {
            let leave = key(.quit, in: .list, state.keymap).map { "Leave with \($0) and run" } ?? "Run"
            return DisplayText(sanitizing: "No account is configured. \(leave): pulse-tui setup")
        }
        guard state.list.isLoaded else { return "Reading what is kept..." }
        if state.list.rows.isEmpty {
            return noConversations(state)
        }
        return emptyView(state)
    }

    /// Why there are no conversations at all, with what is wrong whole: the line at the bottom has less room.
    private static func noConversations(_ state: State) -> DisplayText {
        let fails = state.accounts.contains { account in
            switch state.accountStates[account.id]?.health {
            case .failing, .keyRefused, .noKey: true
            case .fine: state.accountStates[account.id]?.failingCalls.isEmpty == false
            case .starting, nil: false
            }
        }
        if fails {
            return troubles(state, state.ages).reduce("No conversations yet.") { $0 + " " + $1.words + "." }
        }
        let wasRead = state.accounts.allSatisfy { state.accountStates[$0.id]?.listsSeenAt != nil }
        return wasRead
            ? "No conversations yet. New ones appear here by themselves."
            : "No conversations yet. They appear here as soon as the first answer of a server is in."
    }

    /// Why the list shows nothing although there are conversations, and the keys that widen it.
    private static func emptyView(_ state: State) -> DisplayText {
        func key(_ command: Command) -> String? { Self.key(command, in: .list, state.keymap) }
        let list = state.list
        var narrowing: [String] = []
        var keys: [String] = []
        if let status = list.status {
            narrowing.append("status \(status.rawValue)")
            keys += key(.filterStatus).map { ["\($0) another status"] } ?? []
        }
        if let widget = list.widget {
            narrowing.append("widget \(state.widgetName(widget.id, of: widget.account))")
            keys += key(.filterWidget).map { ["\($0) another widget"] } ?? []
        }
        keys += key(.view1).map { ["\($0) all"] } ?? []
        let view = Titles.name(of: list.view, state)
        let cause: String
        switch list.view {
        case .all: cause = "Nothing here"
        case .open, .unread, .snoozed, .resolved: cause = "Nothing is \(view)"
        case .widget, .account: cause = "Nothing in \(view)"
        }
        let with = narrowing.isEmpty ? "" : " with \(narrowing.joined(separator: " and "))"
        let cure = keys.isEmpty ? "" : " Show: \(keys.joined(separator: ", "))."
        return DisplayText(sanitizing: "\(cause)\(with).\(cure)")
    }

    static func noThread(_ state: State) -> DisplayText {
        guard !state.list.rows.isEmpty else { return "A conversation is read and answered here." }
        let keys = [(Command.open, "read"), (.reply, "answer")].compactMap { command, use in
            key(command, in: .list, state.keymap).map { "\($0) to \(use) it" }
        }
        let press = keys.isEmpty ? "" : " and press \(keys.joined(separator: ", or "))"
        return DisplayText(sanitizing: "Select a conversation\(press).")
    }

    static func emptyThread(_ state: State) -> DisplayText {
        guard state.thread?.isLoaded == true else { return "Reading..." }
        guard state.isAssistantOpen else {
            return "Nothing was seen here yet. The visitor's next message will stand here."
        }
        switch state.thread?.history {
        case .loading?: return "Loading the newest messages..."
        case .failed(let failure)?: return DisplayText(sanitizing: "Could not load: \(words(failure, state.keymap))")
        case .noKey(let reason)?: return DisplayText(sanitizing: "Could not load: \(noKey(reason))")
        default:
            let press = key(.reply, in: .thread, state.keymap).map { "Press \($0) and ask." } ?? "Ask below."
            let cure = state.focus == .composer ? "Type your question below." : press
            return DisplayText(sanitizing: "Nothing was asked here yet. \(cure)")
        }
    }

    /// How a support thread is seen, from the longest form to the shortest.
    static let seenByPolling: [DisplayText] = [
        "seen by polling; texts between two looks may be missing",
        "polling: texts between looks may be missing",
        "polling: texts may be missing",
    ]
    static let beginning: DisplayText = "beginning"
    /// Stands for a text of white space alone.
    static let blankText: DisplayText = "(a text without letters)"
    /// What a text seen again with a newer time means, from the longest form to the shortest.
    static let again: [DisplayText] = ["the same text again, or only activity", "the same again, or only activity"]

    /// What stands above the oldest message, from the longest form to the shortest.
    static func older(_ history: HistoryState, _ state: State) -> [DisplayText] {
        switch history {
        case .loading: return ["loading older..."]
        case .failed, .noKey:
            let key =
                state.keymap.keys(for: .details, in: .thread).first.map { "\($0.label.string) says" } ?? "details say"
            return forms(olderFailed(history, state.keymap) ?? "", "older not loaded; \(key) why")
        case .deleted: return ["deleted on the server; this is what was kept"]
        case .more: return ["older messages above"]
        case .beginning: return [beginning]
        }
    }

    /// What a mark says, from the longest form to the shortest.
    static func mark(_ mark: TranscriptMark, at moment: Timestamp, _ state: State) -> [DisplayText] {
        switch mark {
        case .interruption(let since):
            let moment = Ages.lastSeen(since, state)
            return forms(
                "not watched since \(moment); texts may be missing",
                "texts may be missing since \(moment)",
                "may be missing since \(moment)"
            )
        case .gap:
            return [
                "messages of one second are missing; the service does not list them",
                "messages of one second are missing",
                "messages of one second missing",
            ]
        case .status(let status): return forms("status: \(status.rawValue), \(Ages.clock(moment, state))")
        }
    }

    // MARK: Messages

    /// What a folded message hides, from the longest form to the shortest.
    static func folded(bytes: Int, _ state: State) -> [DisplayText] {
        let key =
            state.keymap.keys(for: .details, in: .thread).first.map { "\($0.label.string) shows" } ?? "details show"
        return forms("\(bytes) more bytes; \(key) the whole message", "\(bytes) more bytes; \(key) all")
    }

    static func streaming(silence: Int64?) -> DisplayText {
        stillWaiting(silence: silence) ?? "answering"
    }

    /// How long the server has said nothing of a question; nil while that is usual.
    static func stillWaiting(silence: Int64?) -> DisplayText? {
        guard let silence, silence >= 20_000 else { return nil }
        return DisplayText(sanitizing: "still waiting, \(silence / 1000) s")
    }

    static func thought(_ thought: Thought) -> DisplayText {
        DisplayText(sanitizing: "used \(thought.tool ?? "a tool")")
    }

    static func source(_ source: Source, _ index: Int) -> DisplayText {
        let name = source.documentName ?? source.datasetName ?? "source"
        let score = source.score.map { " \(percent($0))" } ?? ""
        return DisplayText(sanitizing: "[\(source.position ?? index + 1)] \(name)\(score)")
    }

    static func file(_ file: ExchangeFile) -> DisplayText {
        DisplayText(sanitizing: "[\(file.type ?? "file") \(file.name ?? "")]")
    }

    private static func percent(_ score: Double) -> String {
        guard score.isFinite, score >= 0, score <= 1 else { return "" }
        return "\(Int((score * 100).rounded())) %"
    }

    static func composerHint(_ state: State) -> DisplayText {
        // In the list the key writes to whom is selected there.
        if state.focus == .list, state.list.selection != state.thread?.conversation { return DisplayText() }
        guard let key = state.keymap.keys(for: .reply, in: .thread).first else { return DisplayText() }
        return key.label + " to write"
    }

    /// What stands behind a row's text where a draft is kept.
    static func draftMark(columns: Int) -> DisplayText { columns < 16 ? " +" : " [draft]" }

    // MARK: Titles

    /// How a conversation stands, from the longest form to the shortest.
    static func standing(of row: ConversationRow) -> [DisplayText] {
        let status = row.status.map { $0 == .open ? "" : "\($0.rawValue), " } ?? ""
        return switch row.presence {
        case .gone: forms(status + "gone from the lists", status + "gone")
        case .beyondList: forms(status + "no longer among the newest 100", status + "not listed")
        case .deleted: forms("deleted on the server", "deleted")
        case .listed, .local: forms(row.status?.rawValue ?? "")
        }
    }

    /// Which lines of a draft are in view, from the longest form to the shortest.
    static func linesInView(_ position: ComposerPosition) -> [DisplayText] {
        forms(
            "lines \(position.first)-\(position.last) of \(position.count)",
            "\(position.first)-\(position.last)/\(position.count)"
        )
    }

    /// What the look before a send showed, from the longest form to the shortest.
    static func beforeSend(_ look: BeforeSend) -> [DisplayText] {
        switch look {
        case .newText: ["new text came in before yours", "new text before yours", "new text"]
        case .notLooked: ["sent without a look for new texts", "sent without a look", "no look"]
        }
    }

    // MARK: Details and help

    static let details: DisplayText = "details"
    static let help: DisplayText = "keys and signs"

    static func place(_ place: Place) -> DisplayText {
        switch place {
        case .everywhere: "Everywhere"
        case .list: "List"
        case .thread: "Thread"
        case .composer: "Composer"
        case .prompt: "Prompt"
        case .question: "Question"
        case .overlay: "Help, details, choices"
        }
    }

    static func signs(_ position: Sign.Position) -> DisplayText {
        switch position {
        case .row: "Signs in the list"
        case .thread: "Signs in a thread"
        case .frame: "Signs in the lines around the panes"
        }
    }

    static func heading(_ heading: DetailLine.Heading) -> DisplayText {
        switch heading {
        case .conversation: "Conversation"
        case .desk: "Desk"
        case .message: "Message"
        case .question: "Question"
        case .answer: "Answer"
        case .source(let number): DisplayText(sanitizing: "Source \(number)")
        case .thought(let number): DisplayText(sanitizing: "Step \(number)")
        }
    }

    static func field(_ field: DetailLine.Field) -> DisplayText {
        switch field {
        case .name: "name"
        case .email: "e-mail"
        case .widget: "widget"
        case .status: "status"
        case .account: "account"
        case .standing: "polling"
        case .history: "history"
        case .lastFailure: "last failure"
        case .serverID: "id"
        case .messageID: "message id"
        case .time: "time"
        case .sender: "from"
        }
    }

    // MARK: Questions and prompts

    /// What a question is about.
    static func title(_ purpose: Question.Purpose) -> DisplayText {
        switch purpose {
        case .quit: "quit"
        case .delete: "delete"
        case .resend: "send again"
        case .takeBack: "back to the draft"
        }
    }

    static func question(_ purpose: Question.Purpose, _ state: State) -> DisplayText {
        switch purpose {
        case .quit(let underWay):
            var parts: [String] = []
            if underWay.answers > 0 { parts.append("\(underWay.answers) answering") }
            if underWay.unsent > 0 { parts.append("\(underWay.unsent) not sent yet") }
            if underWay.unknown > 0 { parts.append("\(underWay.unknown) unknown") }
            if underWay.drafts > 0 {
                parts.append("\(underWay.drafts) \(underWay.drafts == 1 ? "draft" : "drafts") not on the disk")
            }
            let rest = parts.isEmpty ? "" : " Under way: \(parts.joined(separator: ", "))."
            return DisplayText(sanitizing: "Quit?\(rest)")
        case .delete(let id):
            return deletion(of: id, state)
        case .resend(let item, _): return DisplayText(sanitizing: "\(mayHaveArrived(item, state)) Send again?")
        case .takeBack(let item, _, _):
            return DisplayText(sanitizing: "\(mayHaveArrived(item, state)) Take it back to the draft?")
        }
    }

    /// Which message may have arrived, by its first words.
    private static func mayHaveArrived(_ item: ItemID, _ state: State) -> String {
        let text = state.thread?.window.items.first { $0.id == item }?.ownText ?? ""
        // A message may have megabytes.
        let words = text.prefix(400).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? "It may have arrived." : "\(quoted(words)) may have arrived."
    }

    /// The beginning of a text from outside, in quotes: what is asked about it must have its room.
    private static func quoted(_ text: String) -> String {
        let text = DisplayText(sanitizing: text)
        return "\"\(text.truncated(columns: 63, ellipsis: "..."))\""
    }

    /// What a deletion takes with it.
    private static func deletion(of id: ConversationID, _ state: State) -> DisplayText {
        guard let row = state.list.rows[id] else { return "It is gone already." }
        var lost: [String] = []
        let isWriting = state.composer.map { $0.conversation == id && !$0.editor.isBlank } ?? false
        if row.hasDraft || isWriting { lost.append("its draft") }
        let unsent = row.unsent.underWay + row.unsent.held + row.unsent.refused + row.unsent.unknown
        if unsent > 0 { lost.append(unsent == 1 ? "1 unsent message" : "\(unsent) unsent messages") }
        if row.isAnswering { lost.append("the answer that streams") }
        let place = row.remoteID == nil ? "" : " on the server"
        let rest = lost.isEmpty ? "" : " Lost with it: \(lost.joined(separator: ", "))."
        return DisplayText(sanitizing: "Delete \(quoted(row.shownName))\(place)?\(rest) It cannot be brought back.")
    }

    /// What a prompt asks for, from the longest form to the shortest.
    static func prompt(_ purpose: Prompt.Purpose) -> [DisplayText] {
        switch purpose {
        case .rename: ["New title (blank: one is made):", "New title:", "Title:"]
        case .find: ["Find:"]
        }
    }

    /// The longest form that fits; the shortest where none does.
    static func fitting(_ forms: [DisplayText], columns: Int) -> DisplayText {
        forms.first { $0.columns <= columns } ?? forms.last ?? DisplayText()
    }
}
