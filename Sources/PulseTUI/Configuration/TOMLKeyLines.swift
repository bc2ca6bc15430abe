/// In which line of a TOML file each key and each element of an array stands, in the file's order.
///
/// The parser has lines for syntax errors only, so this reads the text a second time. The text must have been parsed before:
/// nothing is checked here, and of text that is no TOML the answer is whatever comes out, never a trap.
struct TOMLKeyLines {
    /// The first line that names a path, counted from one, and its place among all paths.
    private(set) var places: [TOMLPath: (line: Int, order: Int)] = [:]
    /// The first line in which an escape stands for NUL, where there is one.
    private(set) var nulLine: Int?

    init(_ text: String) {
        var scanner = TOMLScanner(text)
        scanner.scan()
        nulLine = scanner.nulLine
        for (path, line) in scanner.found where places[path] == nil {
            places[path] = (line, places.count)
        }
    }

    /// The line of a path, or of the nearest path above it.
    func line(of path: TOMLPath) -> Int? {
        var path = path
        while !path.steps.isEmpty {
            if let place = places[path] { return place.line }
            path.steps.removeLast()
        }
        return nil
    }

    /// Where a path stands among the others; those that are not found come last.
    func order(of path: TOMLPath) -> Int {
        places[path]?.order ?? .max
    }
}

/// Walks through valid TOML, byte by byte, and notes where keys stand.
private struct TOMLScanner {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    /// The table that keys go into now.
    private var table = TOMLPath()
    /// The last index of each array of tables.
    private var lastIndices: [TOMLPath: Int] = [:]
    private(set) var found: [(TOMLPath, Int)] = []
    private(set) var nulLine: Int?

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    mutating func scan() {
        while skipSpace(lines: true) {
            let start = index
            if peek == UInt8(ascii: "[") { header() } else { pair(in: table, line: line) }
            // Text that is no TOML must not hold the scan.
            if index == start { advance() }
        }
    }

    // MARK: Structure

    private mutating func header() {
        let line = line
        advance()
        let isArray = peek == UInt8(ascii: "[")
        if isArray { advance() }
        let keys = dottedKey()
        while let byte = peek, byte == UInt8(ascii: "]") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
            advance()
        }
        var path = TOMLPath()
        for (number, key) in keys.enumerated() {
            path = path.appending(key)
            note(path, line)
            if isArray && number == keys.count - 1 {
                lastIndices[path] = (lastIndices[path] ?? -1) + 1
            }
            if let last = lastIndices[path] {
                path = path.appending(last)
                note(path, line)
            }
        }
        table = path
    }

    private mutating func pair(in table: TOMLPath, line: Int) {
        var path = table
        for key in dottedKey() {
            path = path.appending(key)
            note(path, line)
        }
        _ = skipSpace(lines: false)
        guard peek == UInt8(ascii: "=") else { return }
        advance()
        _ = skipSpace(lines: false)
        value(at: path)
    }

    private mutating func value(at path: TOMLPath) {
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = string()
        case UInt8(ascii: "["): array(at: path)
        case UInt8(ascii: "{"): inlineTable(at: path)
        default:
            while let byte = peek, !",]}#\n\r".utf8.contains(byte) { advance() }
        }
    }

    private mutating func array(at path: TOMLPath) {
        advance()
        var element = 0
        while skipSpace(lines: true), let byte = peek {
            switch byte {
            case UInt8(ascii: "]"):
                advance()
                return
            case UInt8(ascii: ","): advance()
            default:
                let start = index
                note(path.appending(element), line)
                value(at: path.appending(element))
                element += 1
                if index == start { advance() }
            }
        }
    }

    private mutating func inlineTable(at path: TOMLPath) {
        advance()
        while skipSpace(lines: true), let byte = peek {
            switch byte {
            case UInt8(ascii: "}"):
                advance()
                return
            case UInt8(ascii: ","): advance()
            default:
                let start = index
                pair(in: path, line: line)
                if index == start { advance() }
            }
        }
    }

    // MARK: Keys and strings

    private mutating func dottedKey() -> [String] {
        var keys: [String] = []
        while true {
            _ = skipSpace(lines: false)
            guard let byte = peek else { return keys }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                keys.append(string())
            } else {
                let start = index
                while let byte = peek, !" \t\r\n.=]#[{}\"',".utf8.contains(byte) { advance() }
                guard index > start else { return keys }
                keys.append(String(decoding: bytes[start..<index], as: UTF8.self))
            }
            _ = skipSpace(lines: false)
            guard peek == UInt8(ascii: ".") else { return keys }
            advance()
        }
    }

    /// Reads past a string of any of the four kinds; escapes are resolved.
    private mutating func string() -> String {
        guard let quote = peek else { return "" }
        let isLiteral = quote == UInt8(ascii: "'")
        let isLong = bytes[index...].starts(with: [quote, quote, quote])
        for _ in 0..<(isLong ? 3 : 1) { advance() }
        var content: [UInt8] = []
        while let byte = peek {
            if byte == quote {
                if !isLong {
                    advance()
                    break
                }
                let run = bytes[index...].prefix { $0 == quote }.count
                for _ in 0..<run { advance() }
                if run >= 3 { break }
            } else if byte == UInt8(ascii: "\\") && !isLiteral {
                advance()
                content += escape()
            } else {
                content.append(byte)
                advance()
            }
        }
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func escape() -> [UInt8] {
        guard let byte = peek else { return [] }
        advance()
        switch byte {
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "e"): return [0x1B]
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            let digits = bytes[index...].prefix(byte == UInt8(ascii: "u") ? 4 : 8)
            for _ in digits { advance() }
            let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
            if scalar == "\0" { nulLine = nulLine ?? line }
            return scalar.map { Array(String($0).utf8) } ?? []
        default: return [byte]
        }
    }

    // MARK: Bytes

    private var peek: UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private mutating func advance() {
        guard index < bytes.count else { return }
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
    }

    /// Skips blanks, and with `lines` comments and line ends too; false at the end of the text.
    private mutating func skipSpace(lines: Bool) -> Bool {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): advance()
            case UInt8(ascii: "\n") where lines, UInt8(ascii: "\r") where lines: advance()
            case UInt8(ascii: "#") where lines:
                while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
            default: return true
            }
        }
        return false
    }

    private mutating func note(_ path: TOMLPath, _ line: Int) {
        found.append((path, line))
    }
}
