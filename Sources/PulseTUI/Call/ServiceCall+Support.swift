import PulseClient
import PulseModel

extension ServiceCall {
    /// The four calls of Pulse.
    static let supportCalls: [ServiceCall] = [
        ServiceCall(
            name: "auth-check",
            summary: "Check whether the key is good.",
            access: .support,
            fields: []
        ) { call async throws(CallProblem) in
            let client = try await call.support()
            try await call.print { () async throws(ServiceFailure) in try await client.authCheck() }
        },
        ServiceCall(
            name: "send-message",
            summary: "Send a message into a visitor's conversation, past the desk's outbox.",
            access: .support,
            fields: [
                .required("conversationId"), .required("content"),
                .optional("senderType", .choice(["agent", "visitor", "system"]), usual: "agent"),
                .optional("senderName", usual: "the account's sender_name"),
            ],
            sends: true
        ) { call async throws(CallProblem) in
            let conversation = try call.values.needed("conversationId")
            let content = try call.values.needed("content")
            let sender = call.values.text("senderType").flatMap(SenderType.init(rawValue:)) ?? .agent
            let name = call.values.text("senderName")
            let client = try await call.support()
            try await call.print { () async throws(ServiceFailure) in
                try await client.sendMessage(
                    conversationID: conversation,
                    content: content,
                    senderType: sender,
                    senderName: name
                )
            }
        },
        ServiceCall(
            name: "list-conversations",
            summary: "List visitors' conversations; there is no second page.",
            access: .support,
            fields: [
                .optional("widgetId"), .optional("status", .choice(["open", "resolved", "snoozed"])), .limit,
            ]
        ) { call async throws(CallProblem) in
            let values = call.values
            let client = try await call.support()
            try await call.print { () async throws(ServiceFailure) in
                try await client.conversations(
                    status: values.text("status").map(ConversationStatus.init(rawValue:)),
                    widgetID: values.text("widgetId"),
                    limit: values.number("limit") ?? 20
                )
            }
        },
        ServiceCall(
            name: "list-widgets",
            summary: "List the active chat widgets.",
            access: .support,
            fields: []
        ) { call async throws(CallProblem) in
            let client = try await call.support()
            try await call.print { () async throws(ServiceFailure) in try await client.widgets() }
        },
    ]
}
