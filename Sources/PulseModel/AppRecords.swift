/// What an assistant app says of itself.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, "Get Application Basic
/// Information".
public struct AppInformation: Hashable, Sendable {
    /// What the app's author calls it.
    public var name: String?
    /// The author's sentence about it.
    public var description: String?
    /// The author's labels.
    public var tags: [String]

    /// Information with whatever the server gave.
    public init(name: String? = nil, description: String? = nil, tags: [String] = []) {
        self.name = name
        self.description = description
        self.tags = tags
    }
}

/// What an assistant app offers and asks for.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, "Get Application Parameters
/// Information".
public struct AppParameters: Hashable, Sendable {
    /// What the app says before the first question.
    public var openingStatement: String?
    /// Questions to begin with.
    public var suggestedQuestions: [String]
    /// The app's declared inputs, in the order of its form.
    public var inputs: [InputField]
    /// Whether it proposes questions after an answer.
    public var suggestsAfterAnswer: Bool?
    /// Whether it takes spoken questions.
    public var speechToText: Bool?
    /// Whether it reads answers aloud.
    public var textToSpeech: Bool?
    /// Whether answers name the documents they were drawn from.
    public var citesSources: Bool?
    /// Whether answers written by people are used.
    public var annotationReply: Bool?
    /// Which files a question takes.
    public var fileUpload: FileUploadRules
    /// Limits by the server's names: file sizes in MB and counts.
    public var systemParameters: [String: Int64]

    /// Parameters with whatever the server gave.
    public init(
        openingStatement: String? = nil,
        suggestedQuestions: [String] = [],
        inputs: [InputField] = [],
        suggestsAfterAnswer: Bool? = nil,
        speechToText: Bool? = nil,
        textToSpeech: Bool? = nil,
        citesSources: Bool? = nil,
        annotationReply: Bool? = nil,
        fileUpload: FileUploadRules = FileUploadRules(),
        systemParameters: [String: Int64] = [:]
    ) {
        self.openingStatement = openingStatement
        self.suggestedQuestions = suggestedQuestions
        self.inputs = inputs
        self.suggestsAfterAnswer = suggestsAfterAnswer
        self.speechToText = speechToText
        self.textToSpeech = textToSpeech
        self.citesSources = citesSources
        self.annotationReply = annotationReply
        self.fileUpload = fileUpload
        self.systemParameters = systemParameters
    }
}

/// One value that an assistant app asks for before the first question.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, `user_input_form`.
public struct InputField: Hashable, Sendable {
    /// `text-input`, `paragraph`, `select`, `number` and whatever the server adds.
    public var kind: String
    /// The key that the value is sent under.
    public var variable: String
    /// What the form calls it.
    public var label: String?
    /// Whether the server refuses a first question without it.
    public var required: Bool
    /// What the form starts with.
    public var defaultValue: JSONValue?
    /// The choices of a `select`.
    public var options: [String]
    /// In characters, for text.
    public var maxLength: Int?

    /// A field with whatever the server gave.
    public init(
        kind: String,
        variable: String,
        label: String? = nil,
        required: Bool = false,
        defaultValue: JSONValue? = nil,
        options: [String] = [],
        maxLength: Int? = nil
    ) {
        self.kind = kind
        self.variable = variable
        self.label = label
        self.required = required
        self.defaultValue = defaultValue
        self.options = options
        self.maxLength = maxLength
    }
}

/// The picture of a tool that an agent app uses.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, "Get Application Meta
/// Information".
public enum ToolIcon: Hashable, Sendable {
    /// The address of an image, as the server gave it; nothing here loads it.
    case url(String)
    /// A character on a CSS hex colour.
    case emoji(String, background: String?)
}

/// What an answer cost.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, `usage`.
public struct Usage: Hashable, Sendable {
    /// Tokens read.
    public var promptTokens: Int?
    /// Tokens written.
    public var completionTokens: Int?
    /// Both; agent apps report 0.
    public var totalTokens: Int?
    /// A decimal number as the server wrote it, such as `0E-7`.
    public var totalPrice: String?
    /// Of the price, such as `USD`.
    public var currency: String?
    /// Seconds that the model took.
    public var latency: Double?

    /// A cost with whatever the server gave.
    public init(
        promptTokens: Int? = nil,
        completionTokens: Int? = nil,
        totalTokens: Int? = nil,
        totalPrice: String? = nil,
        currency: String? = nil,
        latency: Double? = nil
    ) {
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
        self.totalTokens = totalTokens
        self.totalPrice = totalPrice
        self.currency = currency
        self.latency = latency
    }
}
