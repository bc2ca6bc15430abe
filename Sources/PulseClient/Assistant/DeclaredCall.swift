public import PulseModel

/// A call that PulseAI's pages name without saying how it is made: its method, path and fields are declared by whoever uses
/// it.
///
/// Source: PulseAI-OpenAPI, "Tenant" and "Create Chat": names only.
public struct DeclaredCall: Hashable, Sendable {
    /// How the request is made.
    public enum Method: String, Hashable, Sendable, CaseIterable {
        /// Fields go into the query.
        case get = "GET"
        /// Fields go into a JSON body.
        case post = "POST"
        /// Fields go into a JSON body.
        case delete = "DELETE"
    }

    /// How the request is made.
    public var method: Method
    /// Under the base address, without a slash at the start; `{field}` stands for the value of a field.
    public var path: String
    /// The fields that the call has besides those in the path; the account's user is sent where it is among them.
    public var fields: [String]
    /// The fields of each row that are worth showing to a person; all where empty.
    public var shownFields: [String]

    /// A call as it is declared.
    public init(method: Method, path: String, fields: [String] = [], shownFields: [String] = []) {
        self.method = method
        self.path = path
        self.fields = fields
        self.shownFields = shownFields
    }
}

extension DeclaredCall {
    /// A guess, nowhere documented: characters of the tenant's space.
    public static let guessedCharacters = DeclaredCall(
        method: .get,
        path: "tenant/characters",
        fields: ["page", "limit"],
        shownFields: ["id", "name", "description"]
    )
    /// A guess, nowhere documented: plots of the tenant's space.
    public static let guessedPlots = DeclaredCall(
        method: .get,
        path: "tenant/plots",
        fields: ["page", "limit"],
        shownFields: ["id", "title", "summary"]
    )
    /// A guess, nowhere documented: audio of the tenant's space.
    public static let guessedAudio = DeclaredCall(
        method: .get,
        path: "tenant/audio",
        fields: ["page", "limit"],
        shownFields: ["id", "name", "language", "url"]
    )
    /// A guess, nowhere documented: a picture from words.
    public static let guessedPicture = DeclaredCall(
        method: .post,
        path: "tenant/figure/txt2img",
        fields: ["prompt", "negative_prompt", "width", "height", "character_id"],
        shownFields: ["id", "prompt", "url"]
    )
    /// A guess: PulseAI documents the path and nothing else of it.
    public static let guessedCreateChat = DeclaredCall(
        method: .post,
        path: "create-chat",
        fields: ["user", "name", "inputs"],
        shownFields: ["id", "name"]
    )
}

extension AssistantClient {
    /// Makes a call that was declared.
    ///
    /// - Parameters:
    ///   - call: how it is made.
    ///   - values: by field, of which only those that are declared are sent; the account's user where `user` is declared and
    ///     not given. In a query a list or an object is sent as JSON.
    /// - Returns: whatever the service says.
    /// - Throws: why there is no answer; `invalidRequest(.missing)` for a field of the path without a value.
    public func call(
        _ call: DeclaredCall,
        values: [String: JSONValue] = [:]
    ) async throws(ServiceFailure) -> Reply<JSONValue> {
        var values = values
        if call.fields.contains("user"), values["user"] == nil { values["user"] = .string(user) }
        var path: [String] = []
        for part in call.path.split(separator: "/") {
            guard part.hasPrefix("{"), part.hasSuffix("}") else {
                path.append(String(part))
                continue
            }
            let field = String(part.dropFirst().dropLast())
            guard let value = values.removeValue(forKey: field)?.text, !value.isEmpty else {
                throw .invalidRequest(.missing(field: field))
            }
            path.append(value)
        }
        values = values.filter { call.fields.contains($0.key) }
        let isGet = call.method == .get
        let query = values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value.queryText) }
        let raw = try await caller.send(
            ServiceRequest(
                method: ServiceRequest.Method(call.method),
                path: path,
                query: isGet ? query : [],
                body: isGet ? nil : .json(.object(values)),
                // Nothing says how long it takes: a picture may take as long as an answer.
                patience: .model,
                sendsMessage: !isGet
            )
        )
        let json = raw.body.isEmpty ? JSONValue.null : try caller.json(of: raw)
        return Reply(value: json, serverDate: raw.date, json: json)
    }
}

extension JSONValue {
    /// The value as a query carries it, a list or an object as JSON; nil for null.
    fileprivate var queryText: String? {
        switch self {
        case .null: nil
        case .bool(let flag): flag ? "true" : "false"
        case .string, .integer, .number: text
        case .array, .object: String(decoding: jsonBytes, as: UTF8.self)
        }
    }
}

extension ServiceRequest.Method {
    fileprivate init(_ method: DeclaredCall.Method) {
        self =
            switch method {
            case .get: .get
            case .post: .post
            case .delete: .delete
            }
    }
}
