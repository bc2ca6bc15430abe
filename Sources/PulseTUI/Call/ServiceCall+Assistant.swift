import PulseClient
import PulseModel

extension ServiceCall {
    /// The calls of an assistant's app.
    static let assistantCalls: [ServiceCall] = chatCalls + conversationCalls + soundCalls + descriptionCalls

    private static let chatCalls: [ServiceCall] = [
        ServiceCall(
            name: "send-chat-message",
            summary: "Ask a question; the answer is printed as it comes. Ctrl-C stops it on the server.",
            access: .app,
            fields: [
                .required("query"), .optional("inputs", .json, usual: "the account's inputs"),
                .optional("response_mode", .choice(["streaming", "blocking"]), usual: "streaming"),
                .optional("conversation_id", note: "a new conversation without it"),
                .optional(
                    "files",
                    .json,
                    note: #"[{"type":"image","transfer_method":"local_file","upload_file_id":"ID"}] or "#
                        + #""transfer_method":"remote_url","url":"..."; types: "#
                        + FileKind.allCases.map(\.rawValue).joined(separator: ", ")
                ),
                .optional("auto_generate_name", .flag, usual: "true"), .user,
            ],
            sends: true
        ) { call async throws(CallProblem) in
            let question = try CallQuestion(call.values)
            let client = try await call.assistant()
            try await call.checkFileCount(of: question, client)
            if call.values.text("response_mode") == "blocking" {
                try await call.print { () async throws(ServiceFailure) in
                    try await client.ask(
                        query: question.query,
                        conversationID: question.conversationID,
                        inputs: question.inputs,
                        files: question.files,
                        makesTitle: question.makesTitle
                    )
                }
            } else {
                try await StreamedCall(call: call, client: client, question: question).run()
            }
        },
        ServiceCall(
            name: "file-upload",
            summary: "Upload a file that a question can then name by its id.",
            access: .app,
            fields: [.user],
            file: .upload
        ) { call async throws(CallProblem) in
            let file = try call.upload()
            // The app says what it takes, so that a file that is too large is not sent to be refused.
            let client = try await call.assistant()
            let parameters = try await call.parameters(of: client)
            try await call.print { () async throws(ServiceFailure) in
                try await client.upload(file, within: parameters) { call.output.show($0) }
            }
        },
        ServiceCall(
            name: "stop-generate",
            summary: "Stop a streamed answer; the service says yes whatever the task is.",
            access: .app,
            fields: [.required("task_id"), .user]
        ) { call async throws(CallProblem) in
            let task = try call.values.needed("task_id")
            let client = try await call.assistant()
            try await call.print { () async throws(ServiceFailure) in try await client.stop(taskID: task) }
        },
        ServiceCall(
            name: "message-feedback",
            summary: "Say what you think of an answer, or take that back.",
            access: .app,
            fields: [
                .required("message_id"), .required("rating", .choice(["like", "dislike", "null"])),
                .optional("content", note: "the reason"), .user,
            ]
        ) { call async throws(CallProblem) in
            let message = try call.values.needed("message_id")
            let rating = call.values.text("rating").flatMap(Rating.init(rawValue:))
            let reason = call.values.text("content")
            let client = try await call.assistant()
            try await call.print { () async throws(ServiceFailure) in
                try await client.rate(messageID: message, rating, reason: reason)
            }
        },
        ServiceCall(
            name: "next-suggested-questions",
            summary: "Ask a model for questions that could come next; it costs a call of the model.",
            access: .app,
            fields: [.required("message_id"), .user]
        ) { call async throws(CallProblem) in
            let message = try call.values.needed("message_id")
            let client = try await call.assistant()
            try await call.print { () async throws(ServiceFailure) in
                try await client.suggestedQuestions(after: message)
            }
        },
    ]

    private static let conversationCalls: [ServiceCall] = [
        ServiceCall(
            name: "get-conversation-history-messages",
            summary:
                "Read a page of a conversation, the newest page first; the first id of it, as first_id, leads to the one before.",
            access: .app,
            fields: [.required("conversation_id"), .optional("first_id"), .limit, .user]
        ) { call async throws(CallProblem) in
            let conversation = try call.values.needed("conversation_id")
            let values = call.values
            let client = try await call.assistant()
            try await call.print { () async throws(ServiceFailure) in
                try await client.messages(
                    conversationID: conversation,
                    firstID: values.text("first_id"),
                    limit: values.number("limit") ?? 20
                )
            }
        },
        ServiceCall(
            name: "get-conversations",
            summary: "List the user's conversations; last_id leads to the next page.",
            access: .app,
            fields: [
                .optional("last_id"), .limit,
                .optional(
                    "sort_by",
                    .choice(["created_at", "-created_at", "updated_at", "-updated_at"]),
                    usual: "-updated_at"
                ), .user,
            ]
        ) { call async throws(CallProblem) in
            let values = call.values
            let order = values.text("sort_by").flatMap(ConversationOrder.init(rawValue:))
            let client = try await call.assistant()
            try await call.print { () async throws(ServiceFailure) in
                try await client.conversations(
                    lastID: values.text("last_id"),
                    limit: values.number("limit") ?? 20,
                    sortBy: order ?? .mostRecentlyUpdatedFirst
                )
            }
        },
        ServiceCall(
            name: "delete-conversation",
            summary: "Delete a conversation; there is no way back.",
            access: .app,
            fields: [.required("conversation_id"), .user]
        ) { call async throws(CallProblem) in
            let conversation = try call.values.needed("conversation_id")
            let client = try await call.assistant()
            try await call.print { () async throws(ServiceFailure) in
                try await client.delete(conversationID: conversation)
            }
        },
        ServiceCall(
            name: "conversation-rename",
            summary: "Give a conversation a title, or let a model make one.",
            access: .app,
            fields: [
                .required("conversation_id"), .optionalText("name", note: "needed unless auto_generate is true"),
                .optional("auto_generate", .flag, usual: "false"), .user,
            ]
        ) { call async throws(CallProblem) in
            let conversation = try call.values.needed("conversation_id")
            let client = try await call.assistant()
            guard call.values.flag("auto_generate") != true else {
                return try await call.print { () async throws(ServiceFailure) in
                    try await client.renameAutomatically(conversationID: conversation)
                }
            }
            guard let name = call.values.text("name") else {
                throw .usage("name is missing, or auto_generate=true")
            }
            try await call.print { () async throws(ServiceFailure) in
                try await client.rename(conversationID: conversation, name: name)
            }
        },
    ]

    private static let descriptionCalls: [ServiceCall] = [
        ServiceCall(
            name: "get-application-information",
            summary: "Read what the app is called.",
            access: .app,
            fields: []
        ) { call async throws(CallProblem) in
            let client = try await call.assistant()
            try await call.print { () async throws(ServiceFailure) in try await client.info() }
        },
        ServiceCall(
            name: "get-application-parameters",
            summary: "Read what the app offers, and which inputs it asks for.",
            access: .app,
            fields: [.user]
        ) { call async throws(CallProblem) in
            let client = try await call.assistant()
            try await call.print { () async throws(ServiceFailure) in try await client.parameters() }
        },
        ServiceCall(
            name: "get-application-meta-information",
            summary: "Read the icons of the app's tools.",
            access: .app,
            fields: [.user]
        ) { call async throws(CallProblem) in
            let client = try await call.assistant()
            try await call.print { () async throws(ServiceFailure) in try await client.meta() }
        },
        .declared(
            "create-chat",
            summary: "Create a conversation.",
            sends: true,
            caution: "PulseAI documents its path alone; a question without conversation_id opens a conversation too"
        ),
    ]
}
