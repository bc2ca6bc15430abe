import Foundation
import PulseModel

/// What a service said, as text for programs and for people.
enum JSONText {
    /// One line of JSON in which every control character is escaped, those from U+0080 to U+009F too.
    static func line(_ value: JSONValue) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes: Data
        do {
            bytes = try encoder.encode([value])
        } catch {
            return "null"  // only numbers that are none cannot be written, and none can be read
        }
        // A value alone is wrapped, as older readers of JSON want it.
        let text = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
        guard text.unicodeScalars.contains(where: { (0x7F...0x9F).contains($0.value) }) else { return text }
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if (0x7F...0x9F).contains(scalar.value) {
                escaped += "\\u00\(String(scalar.value, radix: 16))".unicodeScalars
            } else {
                escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// What a service said, in lines for people; an empty list of it says that it is.
    ///
    /// - Parameter value: from outside, so that the lines are still to be made safe.
    /// - Returns: the lines.
    static func lines(ofReply value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            return order(members).flatMap { name, value in value == .array([]) ? ["\(name): none"] : field(name, value)
            }
        case .array([]): return ["none"]
        default: return lines(value)
        }
    }

    /// A field a line, what belongs together indented, nothing of what is empty.
    static func lines(_ value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            return order(members).flatMap { name, value in field(name, value) }
        case .array(let elements):
            return elements.flatMap { element -> [String] in
                let inner = lines(element)
                return inner.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
            }
        default: return scalar(value, name: "")
        }
    }

    /// What names a thing comes first, all else by its name.
    private static func order(_ members: [String: JSONValue]) -> [(String, JSONValue)] {
        let first = ["id", "name", "title"]
        return members.sorted { left, right in
            (first.firstIndex(of: left.key) ?? first.count, left.key)
                < (first.firstIndex(of: right.key) ?? first.count, right.key)
        }
    }

    private static func field(_ name: String, _ value: JSONValue) -> [String] {
        switch value {
        case .null, .object([:]), .array([]), .string(""): return []
        case .object, .array:
            let inner = lines(value)
            return inner.isEmpty ? [] : ["\(name):"] + inner.map { "  " + $0 }
        default:
            let inner = scalar(value, name: name)
            guard inner.count > 1 else { return ["\(name): \(inner.first ?? "")"] }
            return ["\(name):"] + inner.map { "  " + $0 }
        }
    }

    private static func scalar(_ value: JSONValue, name: String) -> [String] {
        switch value {
        case .null: ["null"]
        case .bool(let flag): [flag ? "true" : "false"]
        case .integer(let number): [name.hasSuffix("_at") ? moment(number) : String(number)]
        case .number(let number): [String(number)]
        case .string(let text):
            text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        case .array, .object: []
        }
    }

    /// Seconds since 1970 as local time, beside what the service said.
    private static func moment(_ seconds: Int64) -> String {
        guard (1...100_000_000_000).contains(seconds) else { return String(seconds) }
        var now = time_t(seconds)
        var parts = tm()
        localtime_r(&now, &parts)
        func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
        let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return "\(seconds) (\(day) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)))"
    }
}
