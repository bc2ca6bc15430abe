extension World {
    /// Answers a request to the assistant service.
    func assistantReply(to call: Call, _ route: Route, _ outcome: FaultOutcome) async -> Reply {
        do {
            let known = try assistantPath(call, route)
            let app = try assistant(for: call.authorization)
            switch known {
            case "GET info": return ok(app.info)
            case "GET parameters": return ok(app.parameters)
            case "GET meta": return ok(app.meta)
            case "GET conversations": return try listConversations(call, app)
            case "DELETE conversations/{id}": return try deleteConversation(call, app, route.id ?? "")
            case "POST conversations/{id}/name": return try renameConversation(call, app, route.id ?? "")
            case "GET messages": return try listMessages(call, app)
            case "POST chat-messages": return try await chat(call, app, outcome)
            case "POST chat-messages/{id}/stop": return try stop(call, app, route.id ?? "")
            default: throw AssistantError.noSuchPath
            }
        } catch let error as AssistantError {
            return error.reply
        } catch {
            return AssistantError.crashed.reply
        }
    }

    func ok(_ json: JSON) -> Reply { Reply(status: 200, body: .json(json, .ascii)) }

    /// The route as `METHOD pattern`, if the service has that path with that method.
    ///
    /// A path identifier that is no UUID is no route at all, but for the task of a stop.
    private func assistantPath(_ call: Call, _ route: Route) throws(AssistantError) -> String {
        let methods = [
            "info": "GET", "parameters": "GET", "meta": "GET", "conversations": "GET", "conversations/{id}": "DELETE",
            "conversations/{id}/name": "POST", "messages": "GET", "chat-messages": "POST",
            "chat-messages/{id}/stop": "POST",
        ]
        guard let method = methods[route.pattern] else { throw .noSuchPath }
        if let id = route.id, route.pattern.hasPrefix("conversations"), !id.isUUID { throw .noSuchPath }
        guard method == call.method else { throw .wrongMethod }
        return method + " " + route.pattern
    }

    private func assistant(for authorization: String?) throws(AssistantError) -> AssistantRecord {
        guard let authorization, authorization.contains(" ") else { throw .noKey }
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw .malformedKey }
        let key = String(parts[1])
        guard let app = assistants.first(where: { $0.key == key }), !revokedKeys.contains(key) else { throw .badKey }
        return app
    }

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
