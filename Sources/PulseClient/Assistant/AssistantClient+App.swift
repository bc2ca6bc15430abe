public import PulseModel

extension AssistantClient {
    /// Asks what the app is called.
    ///
    /// Source: PulseAI-OpenAPI, "Get Application Information"; langgenius/dify, `api/controllers/service_api/app/app.py`.
    public func info() async throws(ServiceFailure) -> Reply<AppInformation> {
        try await description("info") { json in
            AppInformation(
                name: json["name"].text,
                description: json["description"].text,
                tags: json["tags"].elements?.compactMap(\.text) ?? []
            )
        }
    }

    /// Asks what the app offers and which inputs it declares.
    ///
    /// Source: PulseAI-OpenAPI, "Get Application Parameters"; langgenius/dify,
    /// `api/controllers/service_api/app/app.py`.
    public func parameters() async throws(ServiceFailure) -> Reply<AppParameters> {
        try await description("parameters", query: [("user", user)], AppParameters.init(json:))
    }

    /// Asks for the pictures of the app's tools, by tool name.
    ///
    /// Source: PulseAI-OpenAPI, "Get Application Meta Information"; langgenius/dify,
    /// `api/controllers/service_api/app/app.py`.
    public func meta() async throws(ServiceFailure) -> Reply<[String: ToolIcon]> {
        try await description("meta", query: [("user", user)]) { json in
            (json["tool_icons"].members ?? [:]).compactMapValues(ToolIcon.init(json:))
        }
    }

    private func description<Value>(
        _ path: String,
        query: [(name: String, value: String?)] = [],
        _ read: (JSONValue) -> Value
    ) async throws(ServiceFailure) -> Reply<Value> {
        try await caller.reply(
            to: ServiceRequest(method: .get, path: [path], query: query, patience: .poll),
            wanted: "object"
        ) { $0.members == nil ? nil : read($0) }
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
            fileUpload: FileUploadRules(json: json["file_upload"]),
            systemParameters: json["system_parameters"].members?.compactMapValues(\.whole) ?? [:]
        )
    }
}

extension FileUploadRules {
    /// Rules from a record: those of images are on their own where the app takes no other files.
    init(json: JSONValue) {
        let image = json["image"]
        let methods = json["allowed_file_upload_methods"].elements ?? image["transfer_methods"].elements
        self.init(
            isEnabled: json["enabled"].flag ?? image["enabled"].flag,
            maximumFiles: json["number_limits"].count ?? image["number_limits"].count,
            transferMethods: methods?.compactMap(\.text) ?? [],
            allowedKinds: json["allowed_file_types"].elements?.compactMap(\.text) ?? [],
            allowedExtensions: json["allowed_file_extensions"].elements?.compactMap(\.text) ?? []
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
