extension World {
    /// One page of a conversation: the newest exchanges older than the cursor, oldest second first.
    func listMessages(_ call: Call, _ app: AssistantRecord) throws(AssistantError) -> Reply {
        guard call.value("conversation_id") != nil else {
            throw .parameter("Missing required parameter in the query string", "conversation_id")
        }
        let id = try uuid("conversation_id", call)
        let first = try uuid("first_id", call)
        let limit = try limit(call)
        guard let id else { return ok(["limit": .int(Int64(limit)), "has_more": false, "data": []]) }
        let conversation = conversations[try conversationIndex(id, app, queryUser(call))]
        var cursor: Int?
        if let first {
            guard let index = conversation.history.index(of: first) else {
                throw .business(404, "not_found", "First Message Not Exists.")
            }
            cursor = index
        }
        let page = conversation.history.page(before: cursor, limit: limit)
        let rows = page.indices.map { index in
            let exchange = conversation.history[index]
            return exchange.json(in: conversation, files: messageFiles(exchange), feedback: feedback[exchange.id])
        }
        return ok(["limit": .int(Int64(limit)), "has_more": .bool(page.hasMore), "data": .array(rows)])
    }
}

extension ExchangeRecord {
    /// The exchange as the history has it.
    func json(in conversation: AssistantConversationRecord, files: JSON, feedback: FeedbackRecord?) -> JSON {
        [
            "id": .string(id), "conversation_id": .string(conversation.id),
            "parent_message_id": "00000000-0000-0000-0000-000000000000", "inputs": conversation.inputs,
            "query": .string(query), "answer": .string(answer), "message_files": files,
            "feedback": feedback.map { ["rating": .string($0.rating)] } ?? .null,
            "retriever_resources": .array(sources.enumerated().map { stored($1, at: $0 + 1) }),
            "created_at": .int(createdAt), "agent_thoughts": .array(thoughts.map(stored)),
            "status": .string(status), "error": .optional(error),
        ]
    }

    private func stored(_ source: SourceRecord, at position: Int) -> JSON {
        [
            "id": .string(SeededGenerator.uuid(UInt64(position), UInt64(truncatingIfNeeded: createdAt))),
            "message_id": .string(id), "position": .int(Int64(position)), "dataset_id": .string(source.datasetID),
            "dataset_name": .string(source.datasetName), "document_id": .string(source.documentID),
            "document_name": .string(source.documentName), "data_source_type": "upload_file",
            "segment_id": .string(source.segmentID), "score": .double(source.score), "hit_count": 0, "word_count": 0,
            "segment_position": 0, "index_node_hash": nil, "content": .string(source.content),
            "created_at": .int(createdAt),
        ]
    }

    private func stored(_ thought: ThoughtRecord) -> JSON {
        let noFile: JSON = [
            "id": nil, "filename": nil, "type": nil, "url": nil, "mime_type": nil, "size": 0, "transfer_method": nil,
            "belongs_to": "user",
        ]
        return [
            "id": .string(thought.id), "chain_id": nil, "message_id": .string(id), "position": .int(thought.position),
            "thought": .string(thought.thought), "tool": .string(thought.tool), "tool_labels": thought.toolLabels,
            "tool_input": .string(thought.toolInput), "created_at": .int(createdAt),
            "observation": .string(thought.observation), "message_files": [noFile],
        ]
    }
}

extension ThoughtRecord {
    /// The names of the tool in several languages.
    var toolLabels: JSON {
        guard !tool.isEmpty else { return [:] }
        let label: JSON = [
            "zh_Hans": "星期几计算器", "en_US": "Weekday Calculator", "pt_BR": "Weekday Calculator",
            "ja_JP": "Weekday Calculator",
        ]
        return .object([JSON.Member(key: tool, value: label)])
    }
}

extension SourceRecord {
    /// The source as an answer's metadata has it.
    func live(at position: Int) -> JSON {
        [
            "dataset_id": .string(datasetID), "dataset_name": .string(datasetName), "document_id": .string(documentID),
            "document_name": .string(documentName), "data_source_type": "upload_file",
            "segment_id": .string(segmentID), "retriever_from": "api", "score": .double(score),
            "content": .string(content), "position": .int(Int64(position)),
        ]
    }
}
