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
    var parameters: JSON {
        var speech: JSON = [
            "enabled": .bool(speaks), "voice": .string(speaks ? "alloy" : ""),
            "language": .string(speaks ? "en-US" : ""),
        ]
        if speaks, case .object(var members) = speech {
            members.append(JSON.Member(key: "autoPlay", value: "enabled"))
            speech = .object(members)
        }
        let upload: JSON =
            kind == .flow
            ? ["enabled": false]
            : [
                "image": [
                    "detail": "high", "enabled": false, "number_limits": 3,
                    "transfer_methods": ["remote_url", "local_file"],
                ]
            ]
        let avoidance: JSON = kind == .flow ? ["enabled": false] : ["enabled": false, "type": "", "configs": []]
        return [
            "opening_statement": .string(opening), "suggested_questions": .array(suggestions.map(JSON.string)),
            "suggested_questions_after_answer": ["enabled": false], "speech_to_text": ["enabled": false],
            "text_to_speech": speech, "retriever_resource": ["enabled": .bool(citesSources)],
            "annotation_reply": ["enabled": false], "more_like_this": ["enabled": false],
            "user_input_form": .array(inputs.map { kind == .flow ? $0.flowForm : $0.form }),
            "sensitive_word_avoidance": avoidance, "file_upload": upload,
            "system_parameters": [
                "image_file_size_limit": 10, "video_file_size_limit": 100, "audio_file_size_limit": 50,
                "file_size_limit": 15, "workflow_file_upload_limit": 10,
            ],
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
