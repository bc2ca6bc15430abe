import PulseModel

/// Why bytes are not JSON.
struct JSONFault: Error, Hashable {
    /// Where it was noticed, from 0.
    var offset: Int
    var reason: String
}

/// Reads JSON from bytes, and repairs what a strict reader would refuse a whole body for.
///
/// Bad UTF-8 and lone surrogate escapes become U+FFFD. Control characters in strings stay. `NaN` and `Infinity`, which
/// Python's encoder writes, and numbers too large become null. A repeated key keeps its last value. A byte order mark at
/// the start is skipped. Anything else that is not JSON is a fault.
///
/// Source: RFC 8259; langgenius/dify, `api/libs/helper.py`, which writes bodies with Python's `json`.
struct LenientJSON {
    /// Deeper nesting is a fault: it would only be there to exhaust the stack.
    static let deepestNesting = 200

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The one value that the bytes hold.
    static func parse(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var reader = LenientJSON(bytes)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.fault("more after the value") }
        return value
    }

    private func fault(_ reason: String) -> JSONFault { JSONFault(offset: position, reason: reason) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "N"): return try word("NaN", .null)
        case UInt8(ascii: "I"): return try word("Infinity", .null)
        case nil: throw fault("ends where a value should be")
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let letters = word.withUTF8Buffer { Array($0) }
        guard bytes[position...].starts(with: letters) else { throw fault("no value") }
        position += letters.count
        return value
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        var isWhole = true
        scan: while let byte = current {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isWhole = false
            default: break scan
            }
            position += 1
        }
        if position == start + 1, bytes[start] == UInt8(ascii: "-"), current == UInt8(ascii: "I") {
            return try word("Infinity", .null)
        }
        guard position > start else { throw fault("no value") }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let whole = Int64(text) { return .integer(whole) }
        guard let number = Double(text) else { throw fault("no number") }
        return number.isFinite ? .number(number) : .null
    }

    private mutating func nested() throws(JSONFault) {
        depth += 1
        guard depth <= Self.deepestNesting else { throw fault("nested too deep") }
        position += 1
        skipSpace()
    }

    private mutating func array() throws(JSONFault) -> JSONValue {
        try nested()
        defer { depth -= 1 }
        var values: [JSONValue] = []
        if current == UInt8(ascii: "]") {
            position += 1
            return .array(values)
        }
        while true {
            values.append(try value())
            if try endsList(with: UInt8(ascii: "]")) { return .array(values) }
        }
    }

    private mutating func object() throws(JSONFault) -> JSONValue {
        try nested()
        defer { depth -= 1 }
        var values: [String: JSONValue] = [:]
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(values)
        }
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw fault("no key") }
            let key = try string()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw fault("no colon") }
            position += 1
            values[key] = try value()
            if try endsList(with: UInt8(ascii: "}")) { return .object(values) }
        }
    }

    /// Steps over the comma or the closing bracket after a value.
    private mutating func endsList(with closing: UInt8) throws(JSONFault) -> Bool {
        skipSpace()
        let byte = current
        guard byte == closing || byte == UInt8(ascii: ",") else { throw fault("no comma") }
        position += 1
        return byte == closing
    }

    private mutating func string() throws(JSONFault) -> String {
        position += 1
        let start = position
        while let byte = current {
            if byte == UInt8(ascii: "\"") {
                position += 1
                return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)  // repairs bad UTF-8
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            position += 1
        }
        throw fault("a string without an end")
    }

    private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
        var text = Array(bytes[start..<position])
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            default: text.append(byte)
            }
        }
        throw fault("a string without an end")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        guard let kind = current else { throw fault("a string without an end") }
        position += 1
        switch kind {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
        case UInt8(ascii: "u"): text += Array(String(try unicodeEscape()).utf8)
        default: throw fault("an unknown escape")
        }
    }

    /// The character of a `\u` escape whose letter is behind us, with its second half where it is a surrogate.
    private mutating func unicodeEscape() throws(JSONFault) -> Unicode.Scalar {
        let first = try fourDigits()
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        let afterFirst = position
        guard bytes[position...].starts(with: Array("\\u".utf8)) else { return "\u{FFFD}" }
        position += 2
        let second = try fourDigits()
        guard UTF16.isTrailSurrogate(second) else {
            position = afterFirst  // it stands for itself
            return "\u{FFFD}"
        }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func fourDigits() throws(JSONFault) -> UInt16 {
        guard position + 4 <= bytes.count else { throw fault("half an escape") }
        let digits = String(decoding: bytes[position..<(position + 4)], as: UTF8.self)
        guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let unit = UInt16(digits, radix: 16)
        else { throw fault("no escape") }
        position += 4
        return unit
    }
}
