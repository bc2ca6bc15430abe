extension WidgetRecord {
    var json: JSON {
        [
            "id": .string(id), "name": .string(name), "primaryColor": .string(color), "online": .bool(online),
            "greetingMessage": .string(greeting), "createdAt": .string(CalendarMoment(milliseconds: createdAt).iso),
        ]
    }
}

extension SupportConversationRecord {
    func json(lastMessageLimit: Int?) -> JSON {
        var last = lastMessage
        if let limit = lastMessageLimit, let text = last, text.count > limit {
            last = text.prefix(max(0, limit - 1)) + "…"
        }
        return [
            "id": .string(id), "widgetId": .string(widgetID), "status": .string(status),
            "visitorName": .optional(visitorName), "visitorEmail": .optional(visitorEmail),
            "lastMessage": .optional(last), "updatedAt": .string(CalendarMoment(milliseconds: updatedAt).iso),
        ]
    }
}
