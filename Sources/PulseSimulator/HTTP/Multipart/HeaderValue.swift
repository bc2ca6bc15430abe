/// A header value with parameters, like `form-data; name="file"`.
struct HeaderValue: Sendable, Equatable {
    /// The part before the parameters, lower case.
    var value: String
    private var parameters: [String: String] = [:]

    init(_ text: some StringProtocol) {
        var rest = String(text).unicodeScalars[...]
        value = HeaderValue.trimmed(rest.prefix { $0 != ";" }).lowercased()
        rest = rest.drop { $0 != ";" }
        while rest.popFirst() != nil {
            let name = HeaderValue.trimmed(rest.prefix { $0 != "=" && $0 != ";" }).lowercased()
            rest = rest.drop { $0 != "=" && $0 != ";" }
            var value = ""
            if rest.first == "=" {
                rest.removeFirst()
                rest = rest.drop { $0 == " " || $0 == "\t" }
                value = rest.first == "\"" ? HeaderValue.quoted(&rest) : HeaderValue.trimmed(rest.prefix { $0 != ";" })
                rest = rest.drop { $0 != ";" }
            }
            if parameters[name] == nil { parameters[name] = value }
        }
    }

    /// The parameter of that name as it was written.
    subscript(name: String) -> String? { parameters[name] }

    /// The parameter as forms write names: `%22`, `%0D` and `%0A` stand for a quote and line breaks, nothing else does.
    func formName(_ name: String) -> String? {
        guard let written = parameters[name] else { return nil }
        let pieces = written.split(separator: "%", omittingEmptySubsequences: false)
        return pieces.dropFirst().reduce(into: String(pieces[0])) { text, piece in
            let meant = ["22": "\"", "0D": "\r", "0A": "\n"][piece.prefix(2).uppercased()]
            text += meant.map { $0 + piece.dropFirst(2) } ?? "%" + piece
        }
    }

    /// Takes a text in quotes, in which a backslash may stand before a quote or another one.
    private static func quoted(_ rest: inout Substring.UnicodeScalarView) -> String {
        var text = String.UnicodeScalarView()
        rest.removeFirst()
        while let scalar = rest.popFirst(), scalar != "\"" {
            if scalar == "\\", let next = rest.first, next == "\"" || next == "\\" {
                text.append(next)
                rest.removeFirst()
            } else {
                text.append(scalar)
            }
        }
        return String(text)
    }

    private static func trimmed(_ text: Substring.UnicodeScalarView) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(start[...last])
    }
}
