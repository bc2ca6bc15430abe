import PulseModel

/// An account as lines of the configuration's file.
enum AccountBlock {
    /// The `[[account]]` table, ready to be put at the end of a file.
    static func text(_ account: Account, _ key: KeySource, datasetKey: KeySource? = nil) -> String {
        var lines = ["[[account]]"]
        func add(_ name: String, _ value: String) {
            lines.append("\(name) = \(TOMLPath.quoted(value))")
        }
        add("name", account.id.rawValue)
        add("service", account.service.rawValue)
        add("base_url", account.baseURL)
        func add(_ prefix: String, _ key: KeySource) {
            switch key {
            case .command(let words):
                lines.append("\(prefix)_command = [\(words.map(TOMLPath.quoted).joined(separator: ", "))]")
            case .environment(let variable): add("\(prefix)_env", variable)
            case .file(let path): add("\(prefix)_file", path)
            }
        }
        add("key", key)
        if let datasetKey { add("dataset_key", datasetKey) }
        if let user = account.user { add("user", user) }
        if let senderName = account.senderName { add("sender_name", senderName) }
        let inputs = account.inputs.sorted { $0.key < $1.key }.compactMap { name, value in
            written(value).map { "\(TOMLPath.written(name)) = \($0)" }
        }
        if !inputs.isEmpty { lines += ["[account.inputs]"] + inputs }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A value as a TOML file writes it; nil for null, which TOML does not have.
    private static func written(_ value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): TOMLPath.quoted(text)
        case .array(let values): "[" + values.compactMap(written).joined(separator: ", ") + "]"
        case .object(let members):
            "{ "
                + members.sorted { $0.key < $1.key }.compactMap { name, value in
                    written(value).map { "\(TOMLPath.written(name)) = \($0)" }
                }.joined(separator: ", ") + " }"
        }
    }

    /// The text with the block behind what is there.
    static func append(_ block: String, to text: String) -> String {
        guard !text.isEmpty else { return block }
        return text + (text.hasSuffix("\n") ? "\n" : "\n\n") + block
    }
}
