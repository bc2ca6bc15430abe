import PulseModel

/// Reading a record's fields as leniently as the services need: a number for a string, a string for a number, null for
/// what is missing.
extension JSONValue {
    /// The value under a key, or null: the same for a missing key, null, and what is no object.
    subscript(key: String) -> JSONValue {
        guard case .object(let values) = self else { return .null }
        return values[key] ?? .null
    }

    var isNull: Bool { self == .null }

    /// Text, or a number as it is written.
    var text: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): String(number)
        default: nil
        }
    }

    /// An id: text that is not empty.
    var identifier: String? {
        guard let text, !text.isEmpty else { return nil }
        return text
    }

    var whole: Int64? {
        switch self {
        case .integer(let number): number
        case .number(let number): Int64(exactly: number.rounded(.towardZero))
        case .string(let text): Int64(text)
        default: nil
        }
    }

    var int: Int? { whole.flatMap { Int(exactly: $0) } }

    /// How many of something there are; nil for a number that no list can have, so that counts can be reckoned with.
    var count: Int? { int.flatMap { (0...1_000_000_000).contains($0) ? $0 : nil } }

    var real: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .string(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    var flag: Bool? {
        switch self {
        case .bool(let flag): flag
        case .string("true"): true
        case .string("false"): false
        default: nil
        }
    }

    var elements: [JSONValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    var members: [String: JSONValue]? {
        guard case .object(let values) = self else { return nil }
        return values
    }
}
