extension World {
    func ok(_ json: JSON) -> Reply { Reply(status: 200, body: .json(json, .ascii)) }

    /// The JSON object of a body, or the refusal that the service has for what it is instead.
    func jsonBody(_ call: Call) throws(AssistantError) -> JSON {
        guard call.isJSON else { throw .notJSON }
        guard let body = JSON.read(call.body) else { throw .badBody }
        guard body.members != nil else { throw .crashed }
        return body
    }

    /// The user of a JSON body; numbers count as their digits.
    func user(in body: JSON) -> String? {
        switch body["user"] {
        case .string(let text) where !text.isEmpty: text
        case .int(let number): String(number)
        default: nil
        }
    }

    /// Reads `limit` as the service does: 1 to 100, the first value counts, empty is wrong.
    func limit(_ call: Call) throws(AssistantError) -> Int {
        guard let text = call.value("limit") else { return 20 }
        guard let limit = Int(text) else { throw .parameter("\(text) is not a valid integer", "limit") }
        guard (1...100).contains(limit) else {
            throw .parameter("Invalid argument: \(limit). argument must be within the range 1 - 100", "limit")
        }
        return limit
    }

    /// Reads a parameter that must be a UUID; absent and empty are nil.
    func uuid(_ name: String, _ call: Call) throws(AssistantError) -> String? {
        guard let text = call.value(name), !text.isEmpty else { return nil }
        guard text.isUUID else { throw .notUUID(text, name) }
        return text.lowercased()
    }

    /// The user that a query names, or the one that stands for nobody.
    func queryUser(_ call: Call) -> String {
        call.value("user").flatMap { $0.isEmpty ? nil : $0 } ?? "DEFAULT-USER"
    }

    /// The place of a conversation that this user of this assistant may see.
    func conversationIndex(_ id: String, _ app: AssistantRecord, _ user: String) throws(AssistantError) -> Int {
        let id = id.lowercased()
        guard
            let index = conversations.firstIndex(where: { $0.id == id && $0.assistantKey == app.key && $0.user == user }
            )
        else { throw .noSuchConversation }
        return index
    }
}

extension String {
    /// Whether the text is a UUID in its usual form.
    var isUUID: Bool {
        let groups = split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }
}
