/// Reading a record's fields as leniently as the services need: a number for a string, a string for a number, null for
/// what is missing.
extension JSONValue {
    /// The value under a key, or null: the same for a missing key, null, and what is no object.
    public subscript(key: String) -> JSONValue {
        guard case .object(let values) = self else { return .null }
        return values[key] ?? .null
    }

    /// Whether it is null, or was not there.
    public var isNull: Bool { self == .null }

    /// Text, or a number as it is written; nil for all else.
    public var text: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): String(number)
        default: nil
        }
    }

    /// An id: text that is not empty.
    public var identifier: String? {
        guard let text, !text.isEmpty else { return nil }
        return text
    }

    /// A whole number, also from a fraction or from text; nil for what is none or does not fit.
    public var whole: Int64? {
        switch self {
        case .integer(let number): number
        case .number(let number): Int64(exactly: number.rounded(.towardZero))
        case .string(let text): Int64(text)
        default: nil
        }
    }

    /// A whole number, as `whole`.
    public var int: Int? { whole.flatMap { Int(exactly: $0) } }

    /// How many of something there are; nil for a number that no list can have, so that counts can be reckoned with.
    package var count: Int? { int.flatMap { (0...1_000_000_000).contains($0) ? $0 : nil } }

    /// A number, also from text; nil for what is none.
    public var real: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .string(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    /// True or false, also as a word; nil for all else.
    public var flag: Bool? {
        switch self {
        case .bool(let flag): flag
        case .string("true"): true
        case .string("false"): false
        default: nil
        }
    }

    /// The elements of an array; nil for what is none.
    public var elements: [JSONValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    /// The members of an object; nil for what is none.
    public var members: [String: JSONValue]? {
        guard case .object(let values) = self else { return nil }
        return values
    }
}
