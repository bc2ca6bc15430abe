import Foundation
import Testing

/// JSON as the tests look at it.
enum Shape: Decodable, Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([Shape])
    case object([String: Shape])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {  // each failure means: another type
            self = .bool(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let elements = try? value.decode([Shape].self) {
            self = .array(elements)
        } else {
            self = .object(try value.decode([String: Shape].self))
        }
    }

    subscript(key: String) -> Shape? {
        if case .object(let members) = self { members[key] } else { nil }
    }
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var rows: [Shape] { if case .array(let rows) = self { rows } else { [] } }

    /// What differs in keys and types; arrays are compared by their first elements.
    ///
    /// A null fits nothing but null: which members may be null is part of the shape.
    func differences(to other: Shape, _ path: String = "$", ignoring: Set<String> = []) -> [String] {
        if ignoring.contains(path) { return [] }
        switch (self, other) {
        case (.object(let mine), .object(let theirs)):
            let missing = Set(mine.keys).symmetricDifference(theirs.keys).map { "\(path).\($0) is on one side only" }
            return missing
                + mine.flatMap { key, value in
                    theirs[key].map { value.differences(to: $0, "\(path).\(key)", ignoring: ignoring) } ?? []
                }
        case (.array(let mine), .array(let theirs)):
            guard let first = mine.first, let second = theirs.first else { return [] }
            return first.differences(to: second, path + "[]", ignoring: ignoring)
        case (.null, .null), (.bool, .bool), (.number, .number), (.string, .string): return []
        default: return ["\(path) has another type"]
        }
    }
}

/// One recorded reply.
struct Capture {
    var statusLine: String
    var contentType: String
    var body: String

    init(_ name: String) throws {
        let url = try #require(Bundle.module.url(forResource: "Captures/\(name)", withExtension: "txt"))
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self).replacingOccurrences(
            of: "\r\n",
            with: "\n"
        ).replacing("HTTP/1.1 100 Continue\n\n", with: "")
        let parts = text.split(separator: "\n\n", maxSplits: 1)
        let head = parts[0].split(separator: "\n").map(String.init)
        statusLine = head[0]
        contentType = head.first { $0.hasPrefix("Content-Type: ") }.map { String($0.dropFirst(14)) } ?? ""
        body = parts.count > 1 ? String(parts[1]) : ""
    }

    var json: Shape? { try? JSONDecoder().decode(Shape.self, from: Data(body.utf8)) }  // nil is asserted on

    /// What differs from a reply in status, type, keys and types.
    func differences(from reply: RawReply, ignoring: Set<String> = []) -> [String] {
        guard let json, let mine = reply.json else { return ["no JSON"] }
        return head(of: reply) + mine.differences(to: json, ignoring: ignoring)
    }

    /// Whether a reply is word for word what was recorded.
    func isSame(as reply: RawReply) -> Bool {
        head(of: reply).isEmpty && reply.text.split(separator: "\n") == body.split(separator: "\n")
    }

    private func head(of reply: RawReply) -> [String] {
        [(reply.statusLine, statusLine), (reply.headers["content-type"] ?? "", contentType)]
            .filter { $0.0.lowercased() != $0.1.lowercased() }.map { "\($0.0) is not \($0.1)" }
    }

    /// The first frame of each event, and the order in which events first come.
    var events: [Shape] {
        body.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("data: ") else { return nil }
            return try? JSONDecoder().decode(Shape.self, from: Data(line.dropFirst(6).utf8))  // recordings are cut
        }
    }
}
