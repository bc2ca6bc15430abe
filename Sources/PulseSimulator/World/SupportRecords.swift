/// A widget of the support service.
struct WidgetRecord: Sendable {
    var id: String
    var name: String
    var color: String
    var online: Bool
    var greeting: String
    /// Milliseconds since 1970.
    var createdAt: Int64
}

/// One chat message of the support service.
struct SupportMessageRecord: Sendable {
    var id: String
    var content: String
    var senderType: String
    var senderName: String?
    /// Milliseconds since 1970.
    var createdAt: Int64
}

/// One conversation of the support service, with what its visitor would still say.
struct SupportConversationRecord: Sendable {
    var id: String
    var widgetID: String
    /// `open`, `snoozed` or `resolved`.
    var status: String
    var visitorName: String?
    var visitorEmail: String?
    var lastMessage: String?
    /// Milliseconds since 1970; written in whole seconds.
    var updatedAt: Int64
    var messages: [SupportMessageRecord] = []
    /// What the visitor writes next, in turn.
    var script: [String] = []
}
