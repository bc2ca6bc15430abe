extension DatasetRecord {
    /// The knowledge base as the service has it; one that is being made does not know yet whether it can be searched.
    func json(isNew: Bool = false) -> JSON {
        let model = technique == "high_quality"
        return [
            "id": .string(id), "name": .string(name), "description": .string(description),
            "provider": .string(provider), "permission": .string(permission),
            "data_source_type": documents.isEmpty ? nil : "upload_file", "indexing_technique": .optional(technique),
            "app_count": .int(Int64(apps)), "document_count": .int(Int64(documents.count)),
            "word_count": .int(Int64(documents.reduce(0) { $0 + $1.words })), "created_by": .string(Knowledge.account),
            "created_at": .int(createdAt), "updated_by": .string(Knowledge.account), "updated_at": .int(updatedAt),
            "embedding_model": model ? "simulated-embedding" : nil,
            "embedding_model_provider": model ? "simulated" : nil, "embedding_available": isNew ? nil : true,
            "retrieval_model_dict": [
                "search_method": "semantic_search", "reranking_enable": false, "reranking_mode": nil,
                "reranking_model": ["reranking_provider_name": "", "reranking_model_name": ""], "weights": nil,
                "top_k": 2, "score_threshold_enabled": false, "score_threshold": nil,
            ],
            "tags": [], "doc_form": .optional(documents.first?.form),
            "external_knowledge_info": [
                "external_knowledge_id": nil, "external_knowledge_api_id": nil, "external_knowledge_api_name": nil,
                "external_knowledge_api_endpoint": nil,
            ],
            "external_retrieval_model": ["top_k": 2, "score_threshold": 0.0, "score_threshold_enabled": nil],
        ]
    }
}

extension DocumentRecord {
    /// The document as the service has it.
    var json: JSON {
        [
            "id": .string(id), "position": .int(Int64(position)), "data_source_type": "upload_file",
            "data_source_info": ["upload_file_id": .string(file.id)],
            "data_source_detail_dict": ["upload_file": file.detail], "dataset_process_rule_id": .string(rule.id),
            "name": .string(name), "created_from": .string(createdFrom), "created_by": .string(Knowledge.account),
            "created_at": .int(createdAt), "tokens": .int(Int64(segments.reduce(0) { $0 + $1.tokens })),
            "indexing_status": .string(indexing.status.rawValue), "error": nil, "enabled": .bool(isEnabled),
            "disabled_at": nil, "disabled_by": nil, "archived": .bool(isArchived),
            "display_status": .string(displayStatus), "word_count": .int(Int64(words)),
            "hit_count": .int(Int64(segments.reduce(0) { $0 + $1.hits })), "doc_form": .string(form),
        ]
    }

    private var displayStatus: String {
        switch indexing.status {
        case .waiting: "queuing"
        case .completed: isArchived ? "archived" : isEnabled ? "available" : "disabled"
        default: "indexing"
        }
    }

    /// The document as a retrieved chunk names it.
    var brief: JSON {
        ["id": .string(id), "data_source_type": "upload_file", "name": .string(name), "doc_type": nil]
    }
}

extension SegmentRecord {
    /// The chunk as the service lists it.
    func json(of document: DocumentRecord) -> JSON {
        let more: [JSON.Member] = [
            .init(key: "updated_at", value: .int(updatedAt)), .init(key: "updated_by", value: .null),
            .init(key: "child_chunks", value: []),
        ]
        return .object(members(of: document) + more)
    }

    /// The chunk as a retrieval gives it.
    func retrieved(from document: DocumentRecord) -> JSON {
        .object(members(of: document) + [.init(key: "document", value: document.brief)])
    }

    private func members(of document: DocumentRecord) -> [JSON.Member] {
        let seed = SeededGenerator.seed(of: id)
        let hash = (0..<4).map { SeededGenerator.hex(SeededGenerator.mixed(seed &+ $0), 16) }.joined()
        let json: JSON = [
            "id": .string(id), "position": .int(Int64(position)), "document_id": .string(document.id),
            "content": .string(content), "answer": .optional(answer),
            "word_count": .int(Int64(words)), "tokens": .int(Int64(tokens)),
            "keywords": .array(keywords.map(JSON.string)), "index_node_id": .string(SeededGenerator.uuid(seed, 3)),
            "index_node_hash": .string(hash), "hit_count": .int(Int64(hits)), "enabled": .bool(isEnabled),
            "disabled_at": disabledAt.map(JSON.int) ?? .null,
            "disabled_by": disabledAt == nil ? nil : .string(Knowledge.account), "status": "completed",
            "created_by": .string(Knowledge.account), "created_at": .int(createdAt), "indexing_at": .int(createdAt),
            "completed_at": .int(createdAt), "error": nil, "stopped_at": nil,
        ]
        return json.members ?? []
    }
}
