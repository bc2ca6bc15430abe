import Foundation
import PulseModel

/// What the command line set: values by field, each read as its field wants it.
struct CallValues: Sendable {
    private(set) var values: [String: JSONValue] = [:]

    /// Reads `key=value` words.
    ///
    /// - Parameters:
    ///   - words: as they were typed.
    ///   - fields: those that the call has.
    /// - Throws: what is wrong with the first that is.
    init(_ words: [String], fields: [CallField]) throws(CallProblem) {
        for word in words {
            // By scalars: a value may begin with a sign that combines with the one before.
            let scalars = word.unicodeScalars
            guard let sign = scalars.firstIndex(of: "="), sign != word.startIndex else {
                throw .usage("--set takes FIELD=VALUE, not \"\(word)\"")
            }
            let name = String(scalars[..<sign])
            guard let field = fields.first(where: { $0.name == name }) else {
                throw .usage("no field is called \"\(name)\"; \(Self.names(fields))")
            }
            let value = try Self.value(String(scalars[scalars.index(after: sign)...]), of: field)
            if field.isRepeatable {
                values[name] = .array((values[name]?.elements ?? []) + [value])
            } else if values[name] == nil {
                values[name] = value
            } else {
                throw .usage("\(name) is set twice")
            }
        }
        for field in fields where field.isRequired && Self.isBlank(values[field.name]) {
            throw .usage("\(field.name) is missing; \(Self.names(fields))")
        }
        for field in fields where !field.mayBeBlank && values[field.name] != nil && Self.isBlank(values[field.name]) {
            throw .usage("\(field.name) is blank")
        }
    }

    private static func isBlank(_ value: JSONValue?) -> Bool {
        guard let value else { return true }
        if case .string(let text) = value { return text.allSatisfy(\.isWhitespace) }
        return false
    }

    private static func names(_ fields: [CallField]) -> String {
        if fields.isEmpty { return "this call has no fields" }
        let words = fields.map { $0.isRequired ? $0.name + " (needed)" : $0.name }
        return "the call has: " + words.joined(separator: ", ")
    }

    private static func value(_ text: String, of field: CallField) throws(CallProblem) -> JSONValue {
        switch field.kind {
        case .text: return .string(text)
        case .number(let range):
            guard let number = Int64(text), range.contains(number) else {
                throw .usage(
                    "\(field.name) takes a number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\""
                )
            }
            return .integer(number)
        case .flag:
            switch text {
            case "true": return .bool(true)
            case "false": return .bool(false)
            default: throw .usage("\(field.name) takes true or false, not \"\(text)\"")
            }
        case .json:
            do {
                return try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
            } catch {
                throw .usage("\(field.name) takes JSON, not \"\(text)\"")
            }
        case .any:
            // What is not JSON is text, and so is a number that would be written another way.
            let json = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
            switch json {
            case .bool?, .array?, .object?: return json ?? .null
            case .integer(let number)? where String(number) == text: return .integer(number)
            default: return .string(text)
            }
        case .choice(let choices):
            guard choices.contains(text) else {
                throw .usage("\(field.name) takes \(choices.joined(separator: ", ")), not \"\(text)\"")
            }
            return .string(text)
        }
    }

    /// Any value.
    subscript(name: String) -> JSONValue? { values[name] }

    /// Gives a field a value where the command line set none.
    mutating func set(_ name: String, to value: JSONValue) {
        values[name] = values[name] ?? value
    }

    func text(_ name: String) -> String? {
        if case .string(let text)? = values[name] { text } else { nil }
    }

    /// The text of a field that is required, and so is there.
    func needed(_ name: String) throws(CallProblem) -> String {
        guard let text = text(name) else { throw .usage("\(name) is missing") }
        return text
    }

    func number(_ name: String) -> Int? {
        if case .integer(let number)? = values[name] { Int(exactly: number) } else { nil }
    }

    func flag(_ name: String) -> Bool? {
        if case .bool(let flag)? = values[name] { flag } else { nil }
    }

    /// All texts of a field that may be set several times.
    func texts(_ name: String) -> [String] {
        values[name]?.elements?.compactMap(\.text) ?? []
    }

    /// The elements of a JSON field that holds a list.
    func list(_ name: String) throws(CallProblem) -> [JSONValue]? {
        switch values[name] {
        case nil: return nil
        case .array(let elements)?: return elements
        default: throw .usage("\(name) takes a list: [...]")
        }
    }

    /// The members of a JSON field that holds an object.
    func members(_ name: String) throws(CallProblem) -> [String: JSONValue]? {
        switch values[name] {
        case nil: return nil
        case .object(let members)?: return members
        default: throw .usage("\(name) takes an object: {...}")
        }
    }

    /// The values of those fields that are set.
    func only(_ names: [String]) -> [String: JSONValue] {
        values.filter { names.contains($0.key) }
    }
}
