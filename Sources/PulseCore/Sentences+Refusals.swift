import PulseModel
import ScreenKit

/// What of an account has stopped or fails while the rest goes on, and which key tries it again.
extension Sentences {
    /// That the service refuses the key, and what is still asked for.
    ///
    /// The key to press comes early, where no line is cut; what the server said can be read in the details.
    static func refusedKey(_ said: ServerWords, of account: AccountID, _ state: State) -> String {
        let press = key(.pollNow, in: .list, state.keymap).map { ", then \($0)" } ?? ""
        let isAssistant = state.accounts.first { $0.id == account }?.service == .assistant
        let list = isAssistant ? "list of conversations" : "open list"
        let reason = said.clause.map { " (\($0))" } ?? ""
        return "the key is refused; check it\(press); only the \(list) is still asked for\(reason)"
    }

    /// What is not read, why, and when it is tried again; nil where no call fails.
    static func failing(_ calls: [FailingCall], _ state: State) -> String? {
        guard let next = calls.map(\.nextTry).min() else { return nil }
        var reasons: [(words: String, names: [String])] = []
        for call in calls {
            let (words, name) = (reason(call.failure), name(call.call, state))
            if let same = reasons.firstIndex(where: { $0.words == words }) {
                reasons[same].names.append(name)
            } else {
                reasons.append((words, [name]))
            }
        }
        var press = key(.pollNow, in: .list, state.keymap).map { " (\($0) tries now)" } ?? ""
        let parts = reasons.map { reason in
            defer { press = "" }
            return "\(reason.names.joined(separator: ", ")) not read\(press): \(reason.words)"
        }
        return parts.joined(separator: "; ") + "; next try at \(Ages.clock(next, state)), all else goes on"
    }

    /// Why one call fails: of the key that says no more than any other refusal.
    private static func reason(_ failure: ServiceFailure) -> String {
        if case .unauthorized(let said) = failure { words(.rejected(status: 401, said)) } else { words(failure) }
    }

    private static func name(_ call: PolledCall, _ state: State) -> String {
        switch call {
        case .conversations(let status): "\(status.rawValue) list"
        case .conversationsByWidget(let status): "\(status.rawValue) lists of widgets"
        case .widgets: "widgets"
        case .app: "the assistant's name"
        case .olderConversations: "older conversations"
        case .messages(let id): state.list.rows[id].map { "messages of \(short($0.shownName))" } ?? "messages"
        }
    }

    /// A name from outside, so short that the reason behind it has its room.
    private static func short(_ name: String) -> String {
        DisplayText(sanitizing: name).truncated(columns: 24, ellipsis: "...").string
    }
}
