extension World {
    /// Takes a question and answers it, streaming or at once.
    func chat(_ call: Call, _ app: AssistantRecord) async throws -> Reply {
        let question = try question(call, app)
        let run = try begin(question, app, call.outcome)
        if question.streams {
            return Reply(status: 200, body: .stream(AnswerStream(run: run, world: self)))
        }
        return try await blocking(run)
    }

    /// A question whose every parameter was found right.
    struct Question: Sendable {
        var query: String
        var inputs: JSON
        var user: String
        var streams: Bool
        var conversation: Int?
        var namesItself: Bool
        var files: [MessageFileRecord]
    }

    /// Checks the parameters in the order in which the service does.
    private func question(_ call: Call, _ app: AssistantRecord) throws(AssistantError) -> Question {
        let body = try jsonBody(call)
        guard let user = user(in: body) else { throw .noUser }
        let missing = "Missing required parameter in the JSON body"
        guard let inputs = body["inputs"] else { throw .parameter(missing, "inputs") }
        let query: String
        switch body["query"] {
        case .string(let text): query = text
        case .int(let number): query = String(number)
        case .double(let number): query = String(number)
        default: throw .parameter(missing, "query")
        }
        let mode = body["response_mode"]?.text
        if let mode, mode != "blocking", mode != "streaming" {
            throw .parameter("\(mode) is not a valid choice", "response_mode")
        }
        let id = body["conversation_id"]?.text ?? ""
        guard id.isEmpty || id.isUUID else { throw .notUUID(id, "conversation_id") }
        if app.kind == .agent, mode != "streaming" {
            throw .business(400, "invalid_param", "Agent Chat App does not support blocking mode")
        }
        let clean = query.filter { $0 != "\0" }
        guard !clean.isEmpty else { throw .business(400, "invalid_param", "query is required") }
        let conversation = id.isEmpty ? nil : try conversationIndex(id, app, user)
        let declared = try declared(inputs, app, isNew: conversation == nil)
        return Question(
            query: clean,
            inputs: declared,
            user: user,
            streams: mode == "streaming",
            conversation: conversation,
            namesItself: body["auto_generate_name"]?.flag ?? true,
            files: try files(of: body, app)
        )
    }

    /// The declared inputs only; those that are absent become null, those that are required must be there.
    func declared(_ given: JSON, _ app: AssistantRecord, isNew: Bool) throws(AssistantError) -> JSON {
        var members: [JSON.Member] = []
        for field in app.inputs {
            let value = given[field.variable]
            if isNew, field.required, value == nil || value == .null || value == .string("") {
                throw .business(400, "invalid_param", "\(field.variable) is required in input form")
            }
            members.append(JSON.Member(key: field.variable, value: value ?? .null))
        }
        return .object(members)
    }

    /// Stores the question with an empty answer and plans what the answer will be.
    private func begin(_ question: Question, _ app: AssistantRecord, _ outcome: FaultOutcome) throws -> AnswerRun {
        let second = clock.roundedSecond
        let messageID = generator.uuid()
        let taskID = generator.uuid()
        let index = question.conversation ?? addConversation(of: question.user, app, question.inputs)
        let isFirst = conversations[index].history.count == 0
        conversations[index].updatedAt = max(conversations[index].updatedAt, second)
        conversations[index].history.add(
            ExchangeRecord(
                id: messageID,
                query: question.query,
                answer: "",
                createdAt: second,
                files: question.files
            )
        )
        let conversation = conversations[index]
        received.append(
            ReceivedMessage(
                service: "assistant",
                conversationID: conversation.id,
                text: question.query,
                senderType: "user",
                at: clock.now
            )
        )
        tasks[taskID] = RunningTask(assistantKey: app.key, user: question.user)
        let next = nextAnswers.isEmpty ? nil : nextAnswers.removeFirst()
        var plan = AnswerPlan(query: question.query, app: app, next: next, generator: &generator)
        if plan.failure != nil, let attack = nextAttack() { plan.attack(with: attack) }
        if outcome.cutStream { plan.cut(after: 2 + Int(generator.next() % 5)) }
        return AnswerRun(
            app: app,
            user: question.user,
            conversationID: conversation.id,
            messageID: messageID,
            taskID: taskID,
            createdAt: second,
            inputs: conversation.inputs,
            query: question.query,
            title: isFirst && question.namesItself ? World.title(of: question.query) : nil,
            dialogue: conversation.history.count - 1,
            plan: plan,
            outcome: outcome,
            workflowRunID: generator.uuid(),
            sequence: Int64(conversation.history.count)
        )
    }

    /// Waits for the whole answer and gives it as one object.
    private func blocking(_ run: AnswerRun) async throws -> Reply {
        defer { forget(run.taskID) }
        try await Task.sleep(for: paced(min(run.plan.totalWait, 100)))
        if let failure = run.plan.failure {
            fail(run, failure)
            if run.app.kind == .flow { throw AssistantError.business(400, "invalid_param", failure.message) }
            throw AssistantError.business(400, failure.code, failure.message)
        }
        finish(run, answer: run.plan.wholeAnswer, thoughts: [])
        if let title = run.title { setTitle(title, of: run.conversationID) }
        return ok([
            "event": "message", "task_id": .string(run.taskID), "id": .string(run.messageID),
            "message_id": .string(run.messageID), "conversation_id": .string(run.conversationID),
            "mode": .string(run.app.kind.mode), "answer": .string(run.plan.wholeAnswer),
            "metadata": run.metadata(answer: run.plan.wholeAnswer), "created_at": .int(run.createdAt),
        ])
    }

    /// Asks a running answer to stop; success whatever the task is.
    func stop(_ call: Call, _ app: AssistantRecord) throws(AssistantError) -> Reply {
        let body = try jsonBody(call)
        guard let user = user(in: body) else { throw .noUser }
        let task = call.ids[0]
        if let running = tasks[task], running.assistantKey == app.key, running.user == user {
            stoppedTasks.insert(task)
        }
        return ok(["result": "success"])
    }
}

extension World {
    /// Stores a finished answer, stripped of white space at both ends.
    func finish(_ run: AnswerRun, answer: String, thoughts: [ThoughtRecord]) {
        forget(run.taskID)
        change(run) {
            $0.answer = answer.trimmingWhiteSpace
            $0.sources = run.plan.sources
            $0.thoughts = thoughts
        }
    }

    /// Stores that an answer failed; what was streamed of it is not kept.
    func fail(_ run: AnswerRun, _ failure: AnswerFailure) {
        forget(run.taskID)
        change(run) {
            $0.status = "error"
            $0.error = failure.message
        }
    }

    /// Drops what belongs to a running answer: it ended, or nobody reads it any more.
    func forget(_ task: String) {
        tasks[task] = nil
        stoppedTasks.remove(task)
    }

    /// Names a conversation after its first question.
    func setTitle(_ title: String, of conversation: String) {
        guard let index = conversations.firstIndex(where: { $0.id == conversation }) else { return }
        if conversations[index].name == "New conversation" { conversations[index].name = title }
    }

    private func change(_ run: AnswerRun, _ edit: (inout ExchangeRecord) -> Void) {
        guard let index = conversations.firstIndex(where: { $0.id == run.conversationID }) else { return }
        conversations[index].history.change(run.messageID, edit)
    }
}

extension AssistantRecord {
    /// The opening words with the inputs put in.
    func introduction(for inputs: JSON) -> String {
        var text = opening
        for field in self.inputs {
            text = text.split(separator: "{{\(field.variable)}}", omittingEmptySubsequences: false)
                .joined(separator: inputs[field.variable]?.text ?? "")
        }
        return text
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmingWhiteSpace: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
