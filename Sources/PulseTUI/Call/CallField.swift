import PulseModel

/// A field of a call, under the name that the service's documents give it.
struct CallField: Hashable, Sendable {
    /// What a value is read as.
    enum Kind: Hashable, Sendable {
        case text
        /// A whole number in these bounds.
        case number(ClosedRange<Int64>)
        case flag
        /// JSON of any type.
        case json
        /// One of these words.
        case choice([String])
        /// A number, true, false or JSON where it looks like one, else text: nothing says what it is.
        case any
    }

    var name: String
    var kind: Kind
    var isRequired: Bool
    /// What it is without being set, in words; nil where it is left out then.
    var usual: String?
    /// What there is to say besides.
    var note: String?
    /// Whether it may be set several times.
    var isRepeatable = false
    /// Whether a value of white space alone means something.
    var mayBeBlank = true

    static func required(_ name: String, _ kind: Kind = .text, note: String? = nil) -> CallField {
        CallField(name: name, kind: kind, isRequired: true, usual: nil, note: note)
    }

    static func optional(
        _ name: String,
        _ kind: Kind = .text,
        usual: String? = nil,
        note: String? = nil
    ) -> CallField {
        CallField(name: name, kind: kind, isRequired: false, usual: usual, note: note)
    }

    /// A text that may be set several times.
    static func repeatable(_ name: String) -> CallField {
        CallField(name: name, kind: .text, isRequired: false, usual: nil, note: nil, isRepeatable: true)
    }

    /// A text that may be left out, and is not blank where it is set: a script's variable may be empty by mistake.
    static func optionalText(_ name: String, note: String? = nil) -> CallField {
        var field = optional(name, note: note)
        field.mayBeBlank = false
        return field
    }

    /// Whose conversations and files these are.
    static let user = optional("user", usual: "the account's user")
    static let page = optional("page", .number(1...1_000_000), usual: "1")
    static let limit = optional("limit", .number(1...100), usual: "20")

    /// What `--help` says of it.
    var line: String {
        var words: [String] = []
        switch kind {
        case .text, .any: break
        case .number(let range): words.append("\(range.lowerBound) to \(range.upperBound)")
        case .flag: words.append("true or false")
        case .json: words.append("JSON")
        case .choice(let choices): words.append(choices.joined(separator: ", "))
        }
        if let note { words.append(note) }
        if isRepeatable { words.append("may be set several times") }
        if isRequired { words.append("needed") }
        if let usual { words.append("else \(usual)") }
        let padding = String(repeating: " ", count: max(1, 24 - name.count))
        return "  \(name)\(words.isEmpty ? "" : padding + words.joined(separator: "; "))"
    }
}
