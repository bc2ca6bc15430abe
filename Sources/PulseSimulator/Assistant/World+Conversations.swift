extension World {
    /// One page of a user's conversations.
    func listConversations(_ call: Call, _ app: AssistantRecord) throws(AssistantError) -> Reply {
        let last = try uuid("last_id", call)
        let limit = try limit(call)
        let sort = call.value("sort_by") ?? "-updated_at"
        guard ["created_at", "-created_at", "updated_at", "-updated_at"].contains(sort) else {
            throw .parameter("\(sort) is not a valid choice", "sort_by")
        }
        let descending = sort.hasPrefix("-")
        let byUpdate = sort.hasSuffix("updated_at")
        func second(_ conversation: AssistantConversationRecord) -> Int64 {
            byUpdate ? conversation.updatedAt : conversation.createdAt
        }
        let user = queryUser(call)
        var rows = conversations.filter { $0.assistantKey == app.key && $0.user == user }
        let newestFirst = { (a: Int64, b: Int64) in descending ? a > b : a < b }
        // Rows of one second come in an order that has nothing to do with time.
        rows.sort { ($0.id) < ($1.id) }
        rows.sort { newestFirst(second($0), second($1)) }
        if let last {
            guard let cursor = rows.first(where: { $0.id == last }) else {
                throw .business(404, "not_found", "Last Conversation Not Exists.")
            }
            let edge = second(cursor)
            rows = rows.filter { newestFirst(edge, second($0)) }
        }
        let page = rows.prefix(limit)
        var hasMore = false
        if page.count == limit, let end = page.last.map(second) {
            hasMore = rows.contains { newestFirst(end, second($0)) }
        }
        return ok([
            "limit": .int(Int64(limit)), "has_more": .bool(hasMore), "data": .array(page.map(\.json)),
        ])
    }

    /// Forgets a conversation and all its messages.
    func deleteConversation(_ call: Call, _ app: AssistantRecord) throws(AssistantError) -> Reply {
        let body = try jsonBody(call)
        let index = try conversationIndex(call.ids[0], app, user(in: body) ?? "DEFAULT-USER")
        deletedConversations.append(conversations.remove(at: index))
        return options.deletesWithoutBody ? Reply(status: 204, body: .none) : ok(["result": "success"])
    }

    /// Makes a conversation without a message.
    ///
    /// A guess: of the real call nothing is known but that it creates a chat, from JSON.
    func createConversation(_ call: Call, _ app: AssistantRecord) throws(AssistantError) -> Reply {
        let body = try jsonBody(call)
        guard let user = user(in: body) else { throw .noUser }
        let inputs = try declared(body["inputs"] ?? [:], app, isNew: true)
        let index = addConversation(of: user, app, inputs)
        if let name = body["name"]?.text, !name.isEmpty { conversations[index].name = name }
        return ok(conversations[index].json)
    }

    /// Adds a conversation and gives its place.
    func addConversation(of user: String, _ app: AssistantRecord, _ inputs: JSON) -> Int {
        conversations.append(
            AssistantConversationRecord(
                id: generator.uuid(),
                assistantKey: app.key,
                user: user,
                name: "New conversation",
                inputs: inputs,
                introduction: app.introduction(for: inputs),
                createdAt: clock.roundedSecond,
                updatedAt: clock.roundedSecond,
                history: History()
            )
        )
        return conversations.count - 1
    }

    /// Gives a conversation a name, its own or one made from its first question.
    func renameConversation(_ call: Call, _ app: AssistantRecord) throws(AssistantError) -> Reply {
        let body = try jsonBody(call)
        let index = try conversationIndex(call.ids[0], app, user(in: body) ?? "DEFAULT-USER")
        let automatic =
            switch body["auto_generate"] {
            case .bool(let flag): flag
            case .string(let text): !text.isEmpty  // the service reads "false" as true
            case .int(let number): number != 0
            default: false
            }
        if automatic {
            guard conversations[index].history.count > 0 else { throw .business(400, "invalid_param", "") }
            conversations[index].name = World.title(of: conversations[index].history[0].query)
        } else {
            guard let name = body["name"]?.text, name.unicodeScalars.count <= 255 else { throw .crashed }
            conversations[index].name = name
            conversations[index].updatedAt = clock.roundedSecond
        }
        return ok(conversations[index].json)
    }

    /// The name that a conversation gets from its first question.
    static func title(of query: String) -> String {
        let words = query.split(whereSeparator: \.isWhitespace).filter { !$0.hasPrefix("[") }.prefix(9)
        let title = words.isEmpty ? "A short question" : words.joined(separator: " ")
        return title.count > 75 ? title.prefix(75) + "..." : title
    }
}

extension AssistantConversationRecord {
    var json: JSON {
        [
            "id": .string(id), "name": .string(name), "inputs": inputs, "status": "normal",
            "introduction": .string(introduction), "created_at": .int(createdAt), "updated_at": .int(updatedAt),
        ]
    }
}
