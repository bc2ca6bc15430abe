import PulseModel

/// What of an account has stopped, and which key tries it again.
extension Sentences {
    /// That the service refuses the key, and what is still asked for.
    ///
    /// The key to press comes early, where no line is cut; what the server said can be read in the details.
    static func refusedKey(_ said: ServerWords, of account: AccountID, _ state: State) -> String {
        let press = key(.pollNow, in: .list, state.keymap).map { ", then \($0)" } ?? ""
        let isAssistant = state.accounts.first { $0.id == account }?.service == .assistant
        let list = isAssistant ? "list of conversations" : "open list"
        let reason = inside(said).map { " (\($0))" } ?? ""
        return "the key is refused; check it\(press); only the \(list) is still asked for\(reason)"
    }
}
