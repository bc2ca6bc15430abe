/// The name of an account, as the configuration gives it; unique in a desk.
public struct AccountID: RawRepresentable, Hashable, Sendable, Codable {
    /// The account's name.
    public var rawValue: String

    /// An account by its name.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// Which of the two services an account belongs to.
public enum Service: String, Hashable, Sendable, Codable, CaseIterable {
    /// Pulse live chat: website visitors.
    case support = "pulse"
    /// PulseAI: assistants.
    case assistant = "pulseai"
}

/// One way into one service, without its key: what may be shown, logged and kept.
public struct Account: Identifiable, Hashable, Sendable {
    /// The account's name.
    public var id: AccountID
    /// The service behind it.
    public var service: Service
    /// The address that paths are appended to, without a slash at the end.
    public var baseURL: String
    /// PulseAI only: whose conversations these are; another user is another account.
    public var user: String?
    /// Pulse only: the name that visitors see beside our messages.
    public var senderName: String?
    /// PulseAI only: values for the app's declared inputs, sent with every question.
    public var inputs: [String: JSONValue]

    /// An account as configured.
    public init(
        id: AccountID,
        service: Service,
        baseURL: String,
        user: String? = nil,
        senderName: String? = nil,
        inputs: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.service = service
        self.baseURL = baseURL
        self.user = user
        self.senderName = senderName
        self.inputs = inputs
    }
}

/// A secret API key; it prints as a placeholder, so that no log or error can show it.
public struct APIKey: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key itself; read it only where a request is made.
    public let secret: String

    /// A key, letter for letter: white space around it is not cut off.
    public init(_ secret: String) {
        self.secret = secret
    }

    /// Never the key.
    public var description: String { "<key>" }
    /// Never the key.
    public var debugDescription: String { "<key>" }
    /// Never the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
