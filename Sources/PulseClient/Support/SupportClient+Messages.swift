public import PulseModel

/// Who a message to a visitor is shown to come from.
///
/// Source: Pulse Developer API, "Send Message", `senderType`.
public enum SenderType: String, Hashable, Sendable {
    /// A person of the support desk.
    case agent
    /// The visitor.
    case visitor
    /// A program.
    case system
}

extension SupportClient {
    /// Sends a message into a conversation, over a connection of its own.
    ///
    /// The service has no key against doubles: after a failure, `deliveryVerdict` says whether it may have arrived.
    ///
    /// Source: Pulse Developer API, "Send Message".
    ///
    /// - Parameters:
    ///   - conversationID: the conversation to post into.
    ///   - content: the text, sent as it is.
    ///   - senderType: `agent` unless the caller really speaks for another.
    ///   - senderName: the name shown; the account's where nil.
    /// - Returns: the message as the server took it.
    /// - Throws: why there is no answer, by what the caller can do about it.
    public func sendMessage(
        conversationID: String,
        content: String,
        senderType: SenderType = .agent,
        senderName: String? = nil
    ) async throws(ServiceFailure) -> Reply<SupportMessage> {
        var body: [String: JSONValue] = [
            "conversationId": .string(conversationID),
            "content": .string(content),
            "senderType": .string(senderType.rawValue),
        ]
        if let name = senderName ?? account.senderName, !name.isEmpty { body["senderName"] = .string(name) }
        return try await caller.reply(
            to: ServiceRequest(
                method: .post,
                path: ["messages"],
                body: .json(.object(body)),
                patience: .other,
                sendsMessage: true
            ),
            wanted: "message id"
        ) { SupportMessage(json: $0["data"]) }
    }
}

extension SupportMessage {
    /// A message from a record; nil without an id.
    init?(json: JSONValue) {
        guard let id = json["messageId"].identifier ?? json["id"].identifier else { return nil }
        self.init(
            id: id,
            conversationID: json["conversationId"].identifier,
            content: json["content"].text,
            senderType: json["senderType"].text,
            senderName: json["senderName"].text,
            createdAt: ServerTime.moment(json["createdAt"])
        )
    }
}
