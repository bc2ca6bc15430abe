extension AssistantRecord {
    /// The reply of `/info`.
    var info: JSON {
        ["name": .string(name), "description": .string(description), "tags": .array(tags.map(JSON.string))]
    }

    /// The reply of `/meta`.
    var meta: JSON {
        guard kind == .agent else { return ["tool_icons": [:]] }
        return ["tool_icons": ["weekday": ["background": "#d1e0ff", "content": "📅"], "search": "/icons/search.png"]]
    }

    /// The reply of `/parameters`.
    func parameters(_ options: SimulatorOptions) -> JSON {
        let avoidance: JSON = kind == .flow ? ["enabled": false] : ["enabled": false, "type": "", "configs": []]
        return [
            "opening_statement": .string(opening), "suggested_questions": .array(suggestions.map(JSON.string)),
            "suggested_questions_after_answer": ["enabled": .bool(suggestsQuestions)],
            "speech_to_text": ["enabled": .bool(transcribes)],
            "text_to_speech": speech, "retriever_resource": ["enabled": .bool(citesSources)],
            "annotation_reply": ["enabled": false], "more_like_this": ["enabled": false],
            "user_input_form": .array(inputs.map { kind == .flow ? $0.flowForm : $0.form }),
            "sensitive_word_avoidance": avoidance, "file_upload": fileUpload,
            "system_parameters": UploadLimits(options).json,
        ]
    }

    private var speech: JSON {
        let isOn = speaks || readsAloud
        var members: [JSON.Member] = [
            .init(key: "enabled", value: .bool(isOn)), .init(key: "voice", value: .string(isOn ? "alloy" : "")),
            .init(key: "language", value: .string(isOn ? "en-US" : "")),
        ]
        if speaks { members.append(.init(key: "autoPlay", value: "enabled")) }
        return .object(members)
    }

    private var fileUpload: JSON {
        guard kind != .flow else { return ["enabled": false] }
        let methods: JSON = ["remote_url", "local_file"]
        let image: JSON = [
            "detail": "high", "enabled": .bool(takesImages), "number_limits": .int(Int64(UploadLimits.images)),
            "transfer_methods": methods,
        ]
        guard takesImages else { return ["image": image] }
        return [
            "image": image, "enabled": true, "allowed_file_types": ["image", "document"],
            "allowed_file_extensions": [], "allowed_file_upload_methods": methods,
            "number_limits": .int(Int64(UploadLimits.images)),
        ]
    }
}

extension InputField {
    /// The field as a chat or agent declares it.
    fileprivate var form: JSON {
        if options.isEmpty {
            return [
                "text-input": [
                    "label": .string(label), "variable": .string(variable), "required": .bool(required),
                    "max_length": 48, "default": "",
                ]
            ]
        }
        return [
            "select": [
                "label": .string(label), "variable": .string(variable), "required": .bool(required),
                "options": .array(options.map(JSON.string)), "default": "",
            ]
        ]
    }

    /// The field as a flow declares it.
    fileprivate var flowForm: JSON {
        [
            "text-input": [
                "variable": .string(variable), "label": .string(label), "type": "text-input",
                "required": .bool(required), "max_length": 200, "options": .array(options.map(JSON.string)),
            ]
        ]
    }
}
