extension World {
    /// Why a control verb could not be done.
    struct ControlError: Error {
        var why: String
    }

    /// Answers a request under `/_control`.
    func control(_ call: Call) -> Reply {
        guard call.parts.count == 2, let verb = ControlVerb(rawValue: call.parts[1]) else { return .noSuchPath }
        let body = JSON.read(call.body) ?? [:]
        do throws(ControlError) {
            return Reply(status: 200, body: .json(try perform(verb, body), .compact))
        } catch {
            return Reply(status: 400, body: .json(["error": .string(error.why)], .compact))
        }
    }

    private func perform(_ verb: ControlVerb, _ body: JSON) throws(ControlError) -> JSON {
        switch verb {
        case .visitorMessage:
            let newest = support.filter { $0.status == "open" }.max { $0.updatedAt < $1.updatedAt }?.id
            guard let id = body["conversationId"]?.text ?? newest, visitorWrites(try text("text", body), in: id) else {
                throw ControlError(why: "no such conversation")
            }
            return ["conversationId": .string(id)]
        case .newConversation:
            let id = startConversation(
                name: body["name"]?.text,
                email: body["email"]?.text,
                widgetID: body["widgetId"]?.text,
                text: try text("text", body)
            )
            return ["conversationId": .string(id)]
        case .status:
            let id = try text("conversationId", body)
            guard setStatus(try text("status", body), of: id, touch: body["touch"]?.flag ?? false) else {
                throw ControlError(why: "no such conversation")
            }
        case .faults: try setFaults(body)
        case .revoke: revokedKeys.insert(try text("key", body))
        case .restore: revokedKeys.remove(try text("key", body))
        case .clock:
            if let offset = body["offset"]?.integer { clock.offset = offset }
            if let pinned = body["pinned"] { clock.pinned = pinned.integer }
        case .nextAnswer:
            let next = NextAnswer(text: body["text"]?.text, directives: body["directives"]?.text ?? "")
            let times = Int(body["times"]?.integer ?? 1)
            nextAnswers += Array(repeating: next, count: max(0, min(1000, times)))
        case .nextTranscript: nextTranscripts.append(try text("text", body))
        case .uploads: return .array(takenUploads.map(\.json))
        case .knowledge: return .array(knowledgeBases.map(\.json))
        case .feedback: return .array(ratings.map(\.json))
        case .received: return .array(receivedCounts.map(\.json))
        case .requests:
            return .object(
                requestCounts.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .int(Int64($0.value))) }
            )
        case .messages:
            let id = try text("conversationId", body)
            guard let conversation = support.first(where: { $0.id == id }) else {
                throw ControlError(why: "no such conversation")
            }
            return .array(
                conversation.messages.map {
                    [
                        "id": .string($0.id), "content": .string($0.content), "senderType": .string($0.senderType),
                        "senderName": .optional($0.senderName),
                        "createdAt": .string(CalendarMoment(milliseconds: $0.createdAt).iso),
                    ]
                }
            )
        }
        return ["ok": true]
    }

    private func text(_ name: String, _ body: JSON) throws(ControlError) -> String {
        guard let text = body[name]?.text else { throw ControlError(why: "\(name) must be a string") }
        return text
    }

    private func setFaults(_ body: JSON) throws(ControlError) {
        var set: Set<Fault> = []
        for name in body["faults"]?.elements ?? [] {
            guard let fault = name.text.flatMap(Fault.init(rawValue:)) else {
                throw ControlError(why: "no such fault: \(name.written(.compact))")
            }
            set.insert(fault)
        }
        faults.faults = set
        if let rate = body["rate"]?.integer { faults.rate = Int(max(1, min(rate, 1_000_000))) }
        if let scope = body["scope"]?.text {
            guard let known = FaultScope(rawValue: scope) else { throw ControlError(why: "no such scope: \(scope)") }
            faults.scope = known
        }
    }

    /// Changes a status; false when there is no such conversation.
    func setStatus(_ status: String, of id: String, touch: Bool) -> Bool {
        guard let index = support.firstIndex(where: { $0.id == id }) else { return false }
        support[index].status = status
        if touch { support[index].updatedAt = clock.now }
        return true
    }

    /// What was sent, each different text of a conversation once.
    var receivedCounts: [Simulator.Received] {
        var order: [String] = []
        var counts: [String: Simulator.Received] = [:]
        for message in received {
            let key = "\(message.service)/\(message.conversationID)/\(message.text)"
            if counts[key] == nil {
                order.append(key)
                counts[key] = Simulator.Received(
                    service: message.service,
                    conversationID: message.conversationID,
                    text: message.text,
                    senderType: message.senderType,
                    count: 0
                )
            }
            counts[key]?.count += 1
        }
        return order.compactMap { counts[$0] }
    }
}

extension Simulator.Received {
    var json: JSON {
        [
            "service": .string(service), "conversationId": .string(conversationID), "text": .string(text),
            "senderType": .string(senderType), "count": .int(Int64(count)),
        ]
    }
}
