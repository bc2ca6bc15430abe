import TOMLKit

/// Reads TOML text into values that know their lines.
enum TOMLDocument {
    /// The root table of a text.
    ///
    /// - Throws: what the syntax breaks, with its line.
    static func parse(_ text: String, file: String) throws(ConfigurationProblem) -> TOMLNode {
        // The library takes the text as a C string, which would end at a NUL without a word.
        if let end = text.utf8.firstIndex(of: 0) {
            let line = text.utf8[..<end].count { $0 == UInt8(ascii: "\n") } + 1
            throw ConfigurationProblem(file: file, line: line, reason: .syntax("a NUL character"))
        }
        let table = try table(of: text, file: file)
        let lines = TOMLKeyLines(text)
        // It gives texts as C strings too, so that one with an escaped NUL would be cut off there.
        if let line = lines.nulLine { throw ConfigurationProblem(file: file, line: line, reason: .escapedNUL) }
        return node(table.tomlValue, at: TOMLPath(), lines)
    }

    private static func table(of text: String, file: String) throws(ConfigurationProblem) -> TOMLTable {
        do {
            return try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let line = error.source.begin.line
            throw ConfigurationProblem(file: file, line: line, reason: .syntax(error.description))
        } catch {
            throw ConfigurationProblem(file: file, reason: .syntax("\(error)"))
        }
    }

    private static func node(_ found: TOMLValue, at path: TOMLPath, _ lines: TOMLKeyLines) -> TOMLNode {
        TOMLNode(value: value(found, at: path, lines), path: path, line: lines.line(of: path))
    }

    private static func value(_ found: TOMLValue, at path: TOMLPath, _ lines: TOMLKeyLines) -> TOMLNode.Value {
        if let table = found.table {
            var entries: [TOMLNode.Entry] = []
            for key in table.keys {
                guard let value = table[key]?.tomlValue else { continue }
                entries.append(TOMLNode.Entry(key: key, node: node(value, at: path.appending(key), lines)))
            }
            return .table(entries.sorted { lines.order(of: $0.node.path) < lines.order(of: $1.node.path) })
        }
        if let array = found.array {
            return .array(array.enumerated().map { node($1.tomlValue, at: path.appending($0), lines) })
        }
        if let text = found.string { return .string(text) }
        if let number = found.int { return .integer(number) }
        if let number = found.double { return .number(number) }
        if let flag = found.bool { return .bool(flag) }
        return .moment
    }
}
