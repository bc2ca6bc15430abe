public import PulseModel

extension AssistantClient {
    /// Asks what the app is called.
    ///
    /// Source: PulseAI-OpenAPI, "Get Application Information"; langgenius/dify, `api/controllers/service_api/app/app.py`.
    public func info() async throws(ServiceFailure) -> Reply<AppInformation> {
        let reply = try await object("info")
        let json = reply.value
        return Reply(
            value: AppInformation(
                name: json["name"].text,
                description: json["description"].text,
                tags: json["tags"].elements?.compactMap(\.text) ?? []
            ),
            serverDate: reply.serverDate
        )
    }

    /// Asks what the app offers and which inputs it declares.
    ///
    /// Source: PulseAI-OpenAPI, "Get Application Parameters"; langgenius/dify,
    /// `api/controllers/service_api/app/app.py`.
    public func parameters() async throws(ServiceFailure) -> Reply<AppParameters> {
        let reply = try await object("parameters", query: [("user", user)])
        return Reply(value: AppParameters(json: reply.value), serverDate: reply.serverDate)
    }

    /// Asks for the pictures of the app's tools, by tool name.
    ///
    /// Source: PulseAI-OpenAPI, "Get Application Meta Information"; langgenius/dify,
    /// `api/controllers/service_api/app/app.py`.
    public func meta() async throws(ServiceFailure) -> Reply<[String: ToolIcon]> {
        let reply = try await object("meta", query: [("user", user)])
        let icons = reply.value["tool_icons"].members ?? [:]
        return Reply(value: icons.compactMapValues(ToolIcon.init(json:)), serverDate: reply.serverDate)
    }

    private func object(
        _ path: String,
        query: [(name: String, value: String?)] = []
    ) async throws(ServiceFailure) -> Reply<JSONValue> {
        let reply = try await caller.json(
            ServiceRequest(method: .get, path: [path], query: query, patience: .poll)
        )
        guard reply.json.members != nil else { throw reply.raw.malformed("not an object") }
        return Reply(value: reply.json, serverDate: reply.raw.date)
    }
}

extension AppParameters {
    /// Parameters from a record.
    init(json: JSONValue) {
        self.init(
            openingStatement: json["opening_statement"].text,
            suggestedQuestions: json["suggested_questions"].elements?.compactMap(\.text) ?? [],
            inputs: json["user_input_form"].elements?.compactMap(InputField.init(json:)) ?? [],
            suggestsAfterAnswer: json["suggested_questions_after_answer"]["enabled"].flag,
            speechToText: json["speech_to_text"]["enabled"].flag,
            textToSpeech: json["text_to_speech"]["enabled"].flag,
            citesSources: json["retriever_resource"]["enabled"].flag,
            annotationReply: json["annotation_reply"]["enabled"].flag,
            systemParameters: json["system_parameters"].members?.compactMapValues(\.whole) ?? [:],
            raw: json
        )
    }
}

extension InputField {
    /// A field from an object whose one key is its kind; nil without a variable.
    init?(json: JSONValue) {
        guard let (kind, field) = json.members?.min(by: { $0.key < $1.key }),
            let variable = field["variable"].identifier
        else { return nil }
        self.init(
            kind: kind,
            variable: variable,
            label: field["label"].text,
            required: field["required"].flag ?? false,
            defaultValue: field["default"].isNull ? nil : field["default"],
            options: field["options"].elements?.compactMap(\.text) ?? [],
            maxLength: field["max_length"].int
        )
    }
}

extension ToolIcon {
    /// An icon from an address or an object; nil from anything else.
    init?(json: JSONValue) {
        if case .string(let url) = json {
            self = .url(url)
        } else if let content = json["content"].text {
            self = .emoji(content, background: json["background"].text)
        } else {
            return nil
        }
    }
}
