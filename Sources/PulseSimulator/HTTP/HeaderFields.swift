/// The header fields of a request or response, in their order.
struct HeaderFields: Sendable, Equatable {
    struct Line: Sendable, Equatable {
        var name: String
        var value: String
    }

    private(set) var lines: [Line] = []

    mutating func add(_ name: String, _ value: String) {
        lines.append(Line(name: name, value: value))
    }

    /// The values of all lines with that name, in whatever case it was written.
    func values(_ name: String) -> [String] {
        let wanted = name.lowercased()
        return lines.filter { $0.name.lowercased() == wanted }.map(\.value)
    }

    /// The value of the first line with that name.
    func first(_ name: String) -> String? { values(name).first }

    /// The members of a list like `Connection: close, upgrade`, lower case.
    func members(_ name: String) -> [String] {
        values(name).flatMap { $0.split(separator: ",") }.map { $0.trimmingOptionalSpace.lowercased() }
    }

    /// Reads one line of a head, without its line break.
    mutating func add(line: String) throws(RequestError) {
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            throw .malformed("a header line has no colon")
        }
        let name = line[..<colon]
        // White space before the colon and folded lines are refused here too: a space is not part of a name.
        guard !name.isEmpty, name.utf8.allSatisfy(\.isTokenByte) else { throw .malformed("a header name is no name") }
        let value = line[line.utf8.index(after: colon)...].trimmingOptionalSpace
        guard value.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
            throw .malformed("a header value has control characters")
        }
        add(String(name), value)
    }
}

extension UInt8 {
    /// Whether it may stand in a method or in the name of a header field.
    var isTokenByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(self)
        }
    }
}

extension Substring {
    /// The text without the spaces and tabs at its ends.
    var trimmingOptionalSpace: String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        guard let first = utf8.firstIndex(where: { !isSpace($0) }), let last = utf8.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(self[first...last])
    }
}
