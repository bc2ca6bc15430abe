/// Takes the settings of one table, notes what is wrong with each, and names those that nobody took.
struct TableReader {
    let file: String
    let path: TOMLPath
    /// The table's own line.
    let line: Int?
    private let entries: [TOMLNode.Entry]
    private var known: Set<String> = []
    private(set) var problems: [ConfigurationProblem] = []

    /// A reader of a table; of anything else it notes that it is none.
    init(_ node: TOMLNode, file: String) {
        self.file = file
        path = node.path
        line = node.line
        if case .table(let entries) = node.value {
            self.entries = entries
        } else {
            entries = []
            note(.wrongType(expected: "a table", found: node.kind), at: node)
        }
    }

    /// The value of a key, whatever it is.
    mutating func node(_ key: String) -> TOMLNode? {
        known.insert(key)
        return entries.first { $0.key == key }?.node
    }

    /// All that is in the table, in the order of the file.
    mutating func all() -> [TOMLNode.Entry] {
        known.formUnion(entries.map(\.key))
        return entries
    }

    mutating func string(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard case .string(let text) = node.value else {
            note(.wrongType(expected: "text", found: node.kind), at: node)
            return nil
        }
        return text
    }

    /// Text with something in it.
    mutating func filledString(_ key: String) -> String? {
        guard let text = string(key) else { return nil }
        guard !text.allSatisfy(\.isWhitespace) else {
            if let node = node(key) { note(.invalidValue(found: text, expected: "text that is not blank"), at: node) }
            return nil
        }
        return text
    }

    mutating func bool(_ key: String) -> Bool? {
        guard let node = node(key) else { return nil }
        guard case .bool(let flag) = node.value else {
            note(.wrongType(expected: "true or false", found: node.kind), at: node)
            return nil
        }
        return flag
    }

    /// One of some words.
    mutating func word<Choice: CaseIterable & RawRepresentable<String>>(_ key: String, of _: Choice.Type) -> Choice? {
        guard let text = string(key), let node = node(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
            note(.invalidValue(found: text, expected: names), at: node)
            return nil
        }
        return choice
    }

    mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = node(key) else { return nil }
        guard case .integer(let number) = node.value else {
            note(.wrongType(expected: "a whole number", found: node.kind), at: node)
            return nil
        }
        guard range.contains(number) else {
            let expected = "between \(range.lowerBound) and \(range.upperBound)"
            note(.invalidValue(found: "\(number)", expected: expected), at: node)
            return nil
        }
        return number
    }

    /// Seconds, with a fraction if wanted, as milliseconds.
    mutating func seconds(_ key: String, in range: ClosedRange<Double>) -> Int64? {
        guard let node = node(key) else { return nil }
        let number: Double
        // A whole number is not shown with a point that nobody wrote.
        let written: String
        switch node.value {
        case .integer(let whole): (number, written) = (Double(whole), "\(whole)")
        case .number(let fraction): (number, written) = (fraction, "\(fraction)")
        default:
            note(.wrongType(expected: "a number of seconds", found: node.kind), at: node)
            return nil
        }
        guard range.contains(number) else {
            let expected = "between \(Int(range.lowerBound)) and \(Int(range.upperBound)) seconds"
            note(.invalidValue(found: written, expected: expected), at: node)
            return nil
        }
        return Int64((number * 1000).rounded())
    }

    /// A program and its arguments.
    mutating func strings(_ key: String) -> [String]? {
        guard let texts = words(key), let node = node(key) else { return nil }
        guard texts.first?.isEmpty == false else {
            note(.invalidValue(found: "[]", expected: "a program and its arguments"), at: node)
            return nil
        }
        return texts
    }

    /// An array of texts, which may be empty.
    mutating func words(_ key: String) -> [String]? {
        guard let node = node(key) else { return nil }
        guard case .array(let elements) = node.value else {
            note(.wrongType(expected: "an array of texts", found: node.kind), at: node)
            return nil
        }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element.value else {
                note(.wrongType(expected: "text", found: element.kind), at: element)
                return nil
            }
            texts.append(text)
        }
        return texts
    }

    /// Whether a key is there, right or wrong.
    func has(_ key: String) -> Bool {
        entries.contains { $0.key == key }
    }

    /// Notes a problem with a value.
    mutating func note(_ reason: ConfigurationProblem.Reason, at node: TOMLNode) {
        problems.append(ConfigurationProblem(file: file, path: node.path, line: node.line, reason: reason))
    }

    /// Notes a problem with the table itself.
    mutating func note(_ reason: ConfigurationProblem.Reason) {
        problems.append(ConfigurationProblem(file: file, path: path, line: line, reason: reason))
    }

    /// All problems, with those of keys that nobody asked for.
    consuming func finish() -> [ConfigurationProblem] {
        for entry in entries where !known.contains(entry.key) {
            note(.unknownKey(suggestion: NearestName.of(entry.key, among: known.sorted())), at: entry.node)
        }
        return problems
    }
}
