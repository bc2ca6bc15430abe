extension World {
    func success(_ data: JSON) -> Reply {
        Reply(status: 200, body: .json(["success": true, "data": data], .compact))
    }

    func supportWidgets() -> Reply { success(.array(widgets.map(\.json))) }

    /// The newest conversations; there is no second page.
    func supportConversations(_ call: Call) throws(SupportError) -> Reply {
        var limit = 20
        if let text = call.value("limit") {
            guard let number = Int(text), (1...100).contains(number) else {
                throw .invalid("limit must be a number from 1 to 100.")
            }
            limit = number
        }
        let status = call.value("status")
        if let status, !["open", "resolved", "snoozed"].contains(status) {
            throw .invalid("status must be open, resolved or snoozed.")
        }
        let widget = call.value("widgetId")
        let rows = support.filter { (status == nil || $0.status == status) && (widget == nil || $0.widgetID == widget) }
            .sorted { ($0.updatedAt / 1000, $0.id) > ($1.updatedAt / 1000, $1.id) }
        let shown = rows.prefix(limit).map { $0.json(lastMessageLimit: options.lastMessageLimit) }
        let pagination: JSON = [
            "total": .int(Int64(rows.count)), "limit": .int(Int64(limit)), "hasMore": .bool(rows.count > limit),
        ]
        return Reply(
            status: 200,
            body: .json(["success": true, "data": .array(shown), "pagination": pagination], .compact)
        )
    }

    func postSupportMessage(_ call: Call) throws(SupportError) -> Reply {
        guard let body = JSON.read(call.body), body.members != nil else { throw .badBody }
        guard let id = body["conversationId"]?.text, !id.isEmpty else { throw .invalid("conversationId is required.") }
        guard let content = body["content"]?.text, !content.isEmpty else { throw .invalid("content is required.") }
        guard let sender = body["senderType"]?.text, ["visitor", "agent", "system"].contains(sender) else {
            throw .invalid("senderType must be visitor, agent or system.")
        }
        guard let index = support.firstIndex(where: { $0.id == id }) else { throw .noSuchConversation(id) }
        let name = body["senderName"]?.text
        let message = appendSupportMessage(content, from: sender, named: name, at: index)
        received.append(
            ReceivedMessage(
                service: "support",
                conversationID: id,
                text: content,
                senderType: sender,
                at: message.createdAt
            )
        )
        if sender == "agent" { visitorWillReply(id) }
        return success([
            "messageId": .string(message.id), "conversationId": .string(id), "content": .string(content),
            "senderType": .string(sender), "senderName": .optional(name),
            "createdAt": .string(CalendarMoment(milliseconds: message.createdAt).iso),
        ])
    }

    /// Adds a message to a conversation and moves it to the top.
    @discardableResult
    func appendSupportMessage(
        _ content: String,
        from sender: String,
        named name: String?,
        at index: Int
    ) -> SupportMessageRecord {
        let message = SupportMessageRecord(
            id: generator.opaque("msg_"),
            content: content,
            senderType: sender,
            senderName: name,
            createdAt: clock.now
        )
        support[index].messages.append(message)
        support[index].lastMessage = content
        support[index].updatedAt = max(support[index].updatedAt, message.createdAt)
        return message
    }
}
