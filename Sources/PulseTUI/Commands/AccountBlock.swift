import PulseModel

/// An account as lines of the configuration's file.
enum AccountBlock {
    /// The `[[account]]` table, ready to be put at the end of a file.
    static func text(_ account: Account, _ key: KeySource) -> String {
        var lines = ["[[account]]"]
        func add(_ name: String, _ value: String) {
            lines.append("\(name) = \(TOMLPath.quoted(value))")
        }
        add("name", account.id.rawValue)
        add("service", account.service.rawValue)
        add("base_url", account.baseURL)
        switch key {
        case .command(let words):
            lines.append("key_command = [\(words.map(TOMLPath.quoted).joined(separator: ", "))]")
        case .environment(let variable): add("key_env", variable)
        case .file(let path): add("key_file", path)
        }
        if let user = account.user { add("user", user) }
        if let senderName = account.senderName { add("sender_name", senderName) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The text with the block behind what is there.
    static func append(_ block: String, to text: String) -> String {
        guard !text.isEmpty else { return block }
        return text + (text.hasSuffix("\n") ? "\n" : "\n\n") + block
    }
}
